"""Sites: how their status may change (Object Reference, Network)."""

from mock_org.dml import Trigger, TriggerContext
from mock_org.errors import SalesforceError

_PREVIEW, LIVE = "UnderConstruction", "Live"
_STATUSES = (_PREVIEW, LIVE, "DownForMaintenance")


def _check_status(context: TriggerContext) -> None:
    new, old = context.new, context.old or {}
    if new.get("Status") not in _STATUSES:
        message = f"Status: bad value for restricted picklist field: {new.get('Status')}"
        raise SalesforceError("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, ["Status"])
    if new["Status"] == _PREVIEW and old.get("Status") not in (None, _PREVIEW):
        # "You can't change the status back to UnderConstruction" (confidence A; code and text D).
        message = "A published site can't go back to UnderConstruction"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["Status"])
    if new["Status"] == LIVE and not new.get("FirstActivationDate"):
        new["FirstActivationDate"] = context.clock.now().date().isoformat()


TRIGGERS = (
    Trigger("Network", "before", "insert", _check_status),
    Trigger("Network", "before", "update", _check_status),
)
