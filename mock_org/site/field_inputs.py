"""The inputs of a form: what each is called, how it is drawn, what it offers, what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mock_org.site.choices import Option, controller_name, narrowed, options
from mock_org.site.entry import Entry, input_name
from mock_org.site.layout import Describe, FieldDescribe, is_required, label
from mock_org.site.lookup import RULE
from mock_org.site.visit import Visit

_KINDS = {
    "textarea": "textarea",
    "picklist": "picklist",
    "multipicklist": "multipicklist",
    "boolean": "checkbox",
    "reference": "lookup",
    "email": "email",
    "phone": "tel",
    "url": "url",
}
_HELP = {"date": "Format: 12/31/2026", "datetime": "Format: 12/31/2026, 9:00 AM"}
_VERSION = "v65.0"


@dataclass(frozen=True, slots=True)
class FieldInput:
    """One input, as the template draws it.

    chosen: the selected values of a picklist. controller: the name of the input that a picklist follows. search and
    source: the placeholder of a lookup, and where its search asks. record_id: which record was chosen in it.
    """

    name: str
    label: str
    kind: str
    text: str
    chosen: tuple[str, ...]
    options: Sequence[Option]
    controller: str
    search: str
    source: str
    record_id: str
    required: bool
    length: int | None
    help: str
    error: str


def drawn(
    visit: Visit, describe: Describe, fields: Sequence[FieldDescribe], entry: Entry, record_type_id: str | None
) -> list[FieldInput]:
    """The inputs of these fields, as far as somebody has filled them in."""
    left = narrowed(visit, describe, record_type_id)
    names = {field["name"]: input_name(field) for field in fields}
    return [_input(visit, describe, fields, field, entry, left, names) for field in fields]


def _input(
    visit: Visit,
    describe: Describe,
    fields: Sequence[FieldDescribe],
    field: FieldDescribe,
    entry: Entry,
    left: Mapping[str, frozenset[str]],
    names: Mapping[str, str],
) -> FieldInput:
    name, text = field["name"], entry.texts[field["name"]]
    lookup = field["type"] == "reference"
    return FieldInput(
        name=names[name],
        label=label(describe, field),
        kind=_KINDS.get(field["type"], "text"),
        text=text,
        chosen=tuple(text.split(";")) if field["type"] == "multipicklist" else (text,),
        options=options(fields, field, left, text) if field["picklistValues"] else (),
        controller=names.get(controller_name(fields, field), ""),
        search=_search(visit, field) if lookup else "",
        source=_source(visit, describe, field) if lookup else "",
        record_id=entry.ids.get(name, ""),
        required=is_required(field),
        length=field["length"] or None,
        help=_HELP.get(field["type"], field.get("inlineHelpText") or ""),
        error=entry.errors.get(name, ""),
    )


def _search(visit: Visit, field: FieldDescribe) -> str:
    plurals = [entry["labelPlural"] for name in field["referenceTo"] if (entry := visit.objects.get(name))]
    return f"Search {plurals[0]}..." if len(plurals) == 1 else "Search..."


def _source(visit: Visit, describe: Describe, field: FieldDescribe) -> str:
    path = RULE.replace("<version>", _VERSION).replace("<sobject>", describe["name"])
    return visit.site.url(path.replace("<field>", field["name"]))
