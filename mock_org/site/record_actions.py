"""What a user may do with a record beyond reading it."""

from dataclasses import dataclass

from mock_org.site.layout import Describe
from mock_org.site.visit import Visit
from mock_org.web.soql_text import literal


@dataclass(frozen=True, slots=True)
class Allowed:
    """The actions that a record's page offers."""

    edit: bool
    delete: bool


def allowed_actions(visit: Visit, describe: Describe, record_id: str) -> Allowed:
    """What this user may do with this record (Object Reference, UserRecordAccess; confidence A)."""
    if not describe["updateable"] and not describe["deletable"]:
        return Allowed(False, False)
    found = visit.session.query(
        "SELECT RecordId, HasEditAccess, HasDeleteAccess FROM UserRecordAccess "
        f"WHERE UserId = {literal(visit.session.user.id)} AND RecordId = {literal(record_id)}"
    )
    access = next(iter(found.records), None) or {"HasEditAccess": False, "HasDeleteAccess": False}
    return Allowed(
        bool(describe["updateable"] and access["HasEditAccess"]),
        bool(describe["deletable"] and access["HasDeleteAccess"]),
    )
