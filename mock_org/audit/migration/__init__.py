"""From the partner portal of Salesforce Classic to a site: plan, move the users, compare who sees what, switch it off.

Salesforce has no tool for it: users get profiles of the new licence, and the licence follows the profile.
"""

from mock_org.audit.migration.compared import compare_with_before
from mock_org.audit.migration.mapping import Mapping, read_mapping
from mock_org.audit.migration.moving import Moved, migrate, plan, switch_off

__all__ = ["Mapping", "Moved", "compare_with_before", "migrate", "plan", "read_mapping", "switch_off"]
