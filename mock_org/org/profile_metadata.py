"""Profile.Metadata of the Tooling API: what a profile restricts that no field of the data API tells of."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mock_org import soql
from mock_org.errors import SalesforceError
from mock_org.org.describing import Describing
from mock_org.soql.ast import Selected

_NAME = "Metadata"
_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


def asks_metadata(query: soql.Query) -> bool:
    """Whether a statement selects Metadata."""
    return any(_is_metadata(selected) for selected in query.select)


def with_metadata(view: Describing, query: soql.Query) -> soql.QueryResult:
    """The profiles that a statement finds, with their Metadata in its place.

    Raises SalesforceError as any statement does; MALFORMED_QUERY for more than one profile.
    """
    plain = tuple(selected for selected in query.select if not _is_metadata(selected))
    found = view.run(replace(query, select=plain or (Selected(soql.Path(("Id",))),)))
    check_one(found)
    if not view.user.has("ViewSetup"):
        raise SalesforceError("INSUFFICIENT_ACCESS", "insufficient access rights on object id")
    at = next(number for number, selected in enumerate(query.select) if _is_metadata(selected))
    return replace(found, records=[_placed(record, at, _of(view, record), bare=not plain) for record in found.records])


def check_one(result: soql.QueryResult) -> None:
    """Metadata and FullName come for one record at a time (Tooling API guide, "Metadata and FullName"; text A)."""
    if len(result.records) > 1:
        message = (
            "When retrieving results with Metadata or FullName fields, the query qualifications must specify no more "
            f"than one row for retrieval. Result size: {len(result.records)}"
        )
        raise SalesforceError("MALFORMED_QUERY", message)


def _is_metadata(selected: Selected) -> bool:
    return isinstance(selected.what, soql.Path) and str(selected.what).lower() == _NAME.lower()


def _placed(record: Mapping[str, Any], at: int, metadata: Mapping[str, Any], *, bare: bool) -> dict[str, Any]:
    """The record with its metadata where the statement has them; attributes come before all fields."""
    fields = [each for each in record.items() if each[0] != "attributes" and not bare]
    fields.insert(at, (_NAME, metadata))
    return {"attributes": record["attributes"], **dict(fields)}


def _of(view: Describing, record: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of the metadata type Profile that say when, from where and by which licence one logs in.

    Keys and shapes: Metadata API guide, Profile (A); that absent hours are null, minutes are text and days without
    hours are null: seen in public clients (B). The other parts, permissions first, are left out.
    """
    profile_id = str(record["attributes"]["url"]).rpartition("/")[2]
    system, settings = view.system().records(), view.org.settings
    [profile] = system.find("Profile", Id=profile_id)
    [licence] = system.find("UserLicense", Id=profile["UserLicenseId"])
    [permissions] = system.find("PermissionSet", ProfileId=profile_id)
    name = str(profile["Name"])
    return {
        "custom": permissions["IsCustom"],
        "description": profile["Description"],
        "fullName": None,
        "loginHours": _hours(settings.login_hours.get(name) or {}),
        "loginIpRanges": [_range(text) for text in settings.login_ip_ranges.get(name, ())],
        "userLicense": licence["Name"],
    }


def _hours(hours: Mapping[Any, list[int]]) -> dict[str, str | None] | None:
    minutes = {str(day): pair for day, pair in hours.items()}
    told = {
        f"{day}{edge}": str(minutes[day][number]) if day in minutes else None
        for day in _DAYS
        for number, edge in enumerate(("Start", "End"))
    }
    return told if minutes else None


def _range(text: str) -> dict[str, str | None]:
    first, separator, last = text.partition("-")
    return {"description": None, "endAddress": (last if separator else first).strip(), "startAddress": first.strip()}
