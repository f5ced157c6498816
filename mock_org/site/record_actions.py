"""What a user may do with a record beyond reading it."""

from dataclasses import dataclass

from mock_org.site.layout import Describe
from mock_org.site.visit import Visit
from mock_org.web.soql_text import literal

# What to ask of a record where the object's describe says that it may be at all.
_ASKED = {"HasEditAccess": "updateable", "HasDeleteAccess": "deletable"}


@dataclass(frozen=True, slots=True)
class Allowed:
    """The actions that a record's page offers."""

    edit: bool
    delete: bool


def allowed_actions(visit: Visit, describe: Describe, record_id: str) -> Allowed:
    """What this user may do with this record (Object Reference, UserRecordAccess; confidence A)."""
    asked = [name for name, offered in _ASKED.items() if describe[offered]]
    if not asked:
        return Allowed(False, False)
    found = visit.session.query(
        f"SELECT RecordId, {', '.join(asked)} FROM UserRecordAccess "
        f"WHERE UserId = {literal(visit.session.user.id)} AND RecordId = {literal(record_id)}"
    )
    access = next(iter(found.records), {})
    return Allowed(bool(access.get("HasEditAccess")), bool(access.get("HasDeleteAccess")))
