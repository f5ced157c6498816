"""SOAP: getUpdated, getDeleted, getServerTimestamp."""

from datetime import UTC, datetime
from typing import Any

from mock_org.api.caller import org, session
from mock_org.api.soap_call import Call, Result
from mock_org.api.soap_envelope import not_of_type, text_of
from mock_org.api.soap_sobjects import instant, readable_kind
from mock_org.dml.values import format_datetime


def get_updated(call: Call) -> Result:
    """The ids of the records made or changed in a span."""
    found = session().updated(*_span(call))
    return _told(found, "ids", "latestDateCovered")


def get_deleted(call: Call) -> Result:
    """The records deleted in a span, and when."""
    found = session().deleted(*_span(call))
    rows = [{"deletedDate": instant(each["deletedDate"]), "id": each["id"]} for each in found["deletedRecords"]]
    return _told(found | {"deletedRecords": rows}, "deletedRecords", "earliestDateAvailable", "latestDateCovered")


def get_server_timestamp(_call: Call) -> Result:
    """What time it is by the org's clock."""
    return {"timestamp": instant(format_datetime(org().clock.now()))}


def _told(found: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: instant(found[name]) if isinstance(found[name], str) else found[name] for name in names}


def _span(call: Call) -> tuple[str, datetime, datetime]:
    name = readable_kind(text_of(call.body, "sObjectType")).name
    return name, _instant(call, "startDate"), _instant(call, "endDate")


def _instant(call: Call, name: str) -> datetime:
    text = text_of(call.body, name) or ""
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise not_of_type(text, "dateTime") from None
