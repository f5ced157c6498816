"""What the platform itself does around certain objects, whatever automation an org has."""

from mock_org.dml import campaign_members, groups, permission_rows, person_accounts, role_groups, roles
from mock_org.dml.triggers import Trigger

PLATFORM_TRIGGERS: tuple[Trigger, ...] = (
    *roles.TRIGGERS,
    *role_groups.TRIGGERS,
    *groups.TRIGGERS,
    *campaign_members.TRIGGERS,
    *person_accounts.TRIGGERS,
    *permission_rows.TRIGGERS,
)
