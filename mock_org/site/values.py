"""Field values as a person reads them: dates, times and numbers in en_US, links, names behind lookups."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from mock_org.site.layout import Describe, FieldDescribe, label
from mock_org.site.reading import Record, looked_up_name, lookup_path
from mock_org.site.visit import Visit
from mock_org.web.moments import readable_date, readable_datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """One value on a page.

    text: what is read. kind: text, lines, checkbox, link, time or number, which the template gives its element.
    target: the address of a link. machine: the value as the API has it, of times and numbers.
    """

    field: str
    label: str
    text: str
    kind: str = "text"
    target: str = ""
    machine: str = ""


def shown(visit: Visit, describe: Describe, field: FieldDescribe, record: Record) -> Shown:
    """A record's field, ready for a page."""
    raw = record.get(field["name"])
    named = (field["name"], label(describe, field))
    if field["type"] == "reference":
        return _lookup(visit, field, record, named)
    if field["type"] == "boolean":
        return Shown(*named, "True" if raw else "False", "checkbox")
    if raw is None:
        return Shown(*named, "")
    text, kind, target = _FORMATS.get(field["type"], _plain)(field, raw, visit)
    return Shown(*named, text, kind, target, machine=str(raw) if kind in ("time", "number") else "")


def _lookup(visit: Visit, field: FieldDescribe, record: Record, named: tuple[str, str]) -> Shown:
    name = looked_up_name(record, lookup_path(visit, field))
    target = str(record.get(field["name"]) or "")
    if not name:
        return Shown(*named, "")
    if visit.tab_of(target) is None:
        return Shown(*named, name)
    return Shown(*named, name, "link", visit.site.url(f"/s/detail/{target}"))


def _plain(field: FieldDescribe, raw: Any, visit: Visit) -> tuple[str, str, str]:
    return str(raw), "text", ""


def _lines(field: FieldDescribe, raw: Any, visit: Visit) -> tuple[str, str, str]:
    return str(raw), "lines", ""


def _url(field: FieldDescribe, raw: Any, visit: Visit) -> tuple[str, str, str]:
    """A link only where it leads to the web: a record must not bring its reader a script."""
    text = str(raw)
    address = text if "://" in text else f"https://{text}"
    try:
        web = urlsplit(address).scheme in ("http", "https")
    except ValueError:
        web = False
    return (text, "link", address) if web else (text, "text", "")


def _email(field: FieldDescribe, raw: Any, visit: Visit) -> tuple[str, str, str]:
    return str(raw), "link", f"mailto:{quote(str(raw), safe='@+')}"


def _phone(field: FieldDescribe, raw: Any, visit: Visit) -> tuple[str, str, str]:
    return str(raw), "link", f"tel:{quote(str(raw), safe='+')}"


def _date(field: FieldDescribe, raw: Any, visit: Visit) -> tuple[str, str, str]:
    return readable_date(str(raw)), "time", ""


def _datetime(field: FieldDescribe, raw: Any, visit: Visit) -> tuple[str, str, str]:
    return readable_datetime(str(raw), visit.time_zone), "time", ""


def _number(field: FieldDescribe, raw: Any, visit: Visit) -> tuple[str, str, str]:
    return f"{raw:,.{field['scale']}f}", "number", ""


def _currency(field: FieldDescribe, raw: Any, visit: Visit) -> tuple[str, str, str]:
    sign = "-" if raw < 0 else ""
    return f"{sign}${abs(raw):,.{field['scale']}f}", "number", ""


def _percent(field: FieldDescribe, raw: Any, visit: Visit) -> tuple[str, str, str]:
    return f"{raw:,.{field['scale']}f}%", "number", ""


def _values(field: FieldDescribe, raw: Any, visit: Visit) -> tuple[str, str, str]:
    return "; ".join(str(raw).split(";")), "text", ""


def _picked(field: FieldDescribe, raw: Any, visit: Visit) -> tuple[str, str, str]:
    labels = {entry["value"]: entry["label"] for entry in field["picklistValues"]}
    return str(labels.get(raw, raw)), "text", ""


_FORMATS = {
    "picklist": _picked,
    "textarea": _lines,
    "url": _url,
    "email": _email,
    "phone": _phone,
    "date": _date,
    "datetime": _datetime,
    "int": _number,
    "double": _number,
    "currency": _currency,
    "percent": _percent,
    "multipicklist": _values,
}
