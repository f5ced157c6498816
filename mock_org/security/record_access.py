"""UserRecordAccess: what a user may do with records, asked in SOQL."""

from collections.abc import Mapping

from mock_org.security.context import SecurityContext
from mock_org.security.user import RunningUser
from mock_org.soql.context import Answer


def virtual_tables(context: SecurityContext, user: RunningUser) -> Mapping[str, Answer]:
    """The sObjects that the access engine answers itself, by lower-case name."""
    return {}
