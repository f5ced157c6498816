"""Records made for a comparison: of each object one for each owner, company and criterion that a rule names."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_org.audit.diff.compared import Kept, Person
from mock_org.audit.diff.people import People
from mock_org.org import Org
from mock_org.schema import SObject
from mock_org.security import SharingModel
from mock_org.security.sharing.rules import told
from mock_org.soql import And, Comparison, Condition, Literal, Not, Path

PORTAL_OBJECTS = ("Account", "Contact", "Lead", "Opportunity", "Case")
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Variant:
    """Field values that meet one rule's criteria; without any, a record that none is about."""

    words: str
    values: Mapping[str, Any]


def make_records(org: Org, people: People, models: Sequence[SharingModel]) -> list[Kept]:
    """Write them as they are, past rules and automation, so that both orgs have the same.

    models: of both orgs, so that a criterion of either has its record in both.
    """
    made: list[Kept] = []
    for sobject in _objects(org, models):
        rows = list(_rows(org, sobject, people, models))
        ids = org.system_session().load(sobject.name, [values for _, values in rows])
        made += [Kept(i, sobject.name, name) for i, (name, _) in zip(ids, rows, strict=True)]
    return made


def _objects(org: Org, models: Sequence[SharingModel]) -> Iterator[SObject]:
    """Those that partners work with, and those that the project says anything about."""
    said = [each.name.partition(".")[0] for model in models for each in model.declared]
    for name in dict.fromkeys((*PORTAL_OBJECTS, *sorted(said))):
        sobject = org.schema.get(name)
        master = sobject and any(field.relationship_order is not None for field in sobject.fields.values())
        if sobject and sobject.sharing_model and not master and not sobject.virtual and "ownerid" in sobject.fields:
            yield sobject


def _rows(org: Org, sobject: SObject, people: People, models: Sequence[SharingModel]) -> Iterator[tuple[str, Values]]:
    variants = _variants(sobject, models)
    for owner, companies in _owners(org, sobject, people):
        for company in companies:
            for variant in variants:
                values = dict(variant.values) | {"OwnerId": owner.id, "IsDeleted": False}
                values |= {name: people.companies.get(company) for name in _account_fields(sobject)}
                about = f"about {company}" if company and not owner.external else ""
                words = filter(None, [about, f"with {variant.words}" if variant.words else ""])
                name = ", ".join([f"{sobject.label} of {owner.name}", *words])
                yield name, _known(sobject, values) | _named(sobject, name)


def _owners(org: Org, sobject: SObject, people: People) -> Iterator[tuple[Person, Sequence[str]]]:
    """Each person with the companies that the record may be about: users their own; the first of the vendor's all."""
    names = [*people.companies, ""]
    has_company = bool(_account_fields(sobject))
    vendor_seen = False
    for person in people.persons:
        if person.external:
            own = [name for name in people.companies if f"of {name}" in person.name]
            yield person, own[:1] if has_company else [""]
        else:
            yield person, names if has_company and not vendor_seen else [""]
            vendor_seen = True
    for queue in org.system_session().find("QueueSobject", SobjectType=sobject.name):
        group = org.system_session().find("Group", Id=queue["QueueId"])[0]
        yield Person(str(group["Id"]), f"queue {group['Name']}", "", False), [""]


def _account_fields(sobject: SObject) -> list[str]:
    return [
        f.name
        for f in sobject.fields.values()
        if f.reference_to == ("Account",) and (f.custom or f.name == "AccountId") and f.has_column
    ]


def _variants(sobject: SObject, models: Sequence[SharingModel]) -> list[Variant]:
    """A plain record, and one for each rule's criteria."""
    found = {"": Variant("", {})}
    for rule in (rule for model in models for rule in model.rules_of(sobject.name)):
        if rule.condition:
            values = _known(sobject, dict(_fulfilling(rule.condition)))
            if values:
                found.setdefault(repr(sorted(values.items())), Variant(told(rule.condition), values))
    return list(found.values())


def _fulfilling(condition: Condition) -> Iterable[tuple[str, Any]]:
    """Field values that meet a condition; of alternatives the first, of what must not be nothing."""
    if isinstance(condition, Comparison):
        value = condition.value[0] if isinstance(condition.value, tuple) else condition.value
        if isinstance(condition.left, Path) and isinstance(value, Literal) and condition.operator in _MEETING:
            yield str(condition.left), _MEETING[condition.operator](value.value)
    elif not isinstance(condition, Not):
        parts = condition.conditions if isinstance(condition, And) else condition.conditions[:1]
        for part in parts:
            yield from _fulfilling(part)


_MEETING: dict[str, Callable[[Any], Any]] = {
    "=": lambda value: value,
    "IN": lambda value: value,
    "INCLUDES": lambda value: value,
    "LIKE": lambda value: str(value).replace("%", ""),
    ">": lambda value: value + 1 if isinstance(value, int) else value,
    ">=": lambda value: value,
    "<": lambda value: value - 1 if isinstance(value, int) else value,
    "<=": lambda value: value,
}


def _known(sobject: SObject, values: Values) -> Values:
    """The values of fields that this org has; a column of the other org's metadata only is left out."""
    fields = ((sobject.field(name), value) for name, value in values.items())
    return {field.name: _plain(value) for field, value in fields if field and field.has_column}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _named(sobject: SObject, name: str) -> Values:
    field = sobject.name_field
    named = {field.name: name} if field and field.has_column else {}
    return named | ({"LastName": name[:80]} if sobject.field("LastName") else {})
