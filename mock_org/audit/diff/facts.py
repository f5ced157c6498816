"""Who has what on which record of one org, and which entries of its configuration give it."""

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import select

from mock_org.audit.diff.compared import Access, Kept, Person, Side
from mock_org.org import Org
from mock_org.schema import SObject
from mock_org.security import Level
from mock_org.security.sharing.engine import ask, granted, levels, over_all
from mock_org.security.sharing.grant import LEVELS, RANK

# More ids than a statement takes at once.
AT_ONCE = 500
Facts = dict[tuple[str, str, str], Access]


def facts(side: Side) -> Facts:
    """What each person has on each record, by the names of person, object and record. No access is left out."""
    found: Facts = {}
    belonging = _Belonging(side)
    for sobject, records in _by_object(side):
        names = {each.id: each.name for each in records}
        for person in side.persons:
            for record_id, level in _levels(side.org, person, sobject, list(names)):
                belongs = belonging.of(person, record_id)
                found[person.name, sobject.name, names[record_id]] = Access(level, belongs)
    return found


def given_by(org: Org, person: Person, sobject: SObject, ids: Sequence[str]) -> dict[str, dict[str, Level]]:
    """Of each record the sources that open it to the person, in words, each with its level."""
    viewer = org.viewer(org.running_user(person.id))
    if over_all(viewer, sobject, "Read"):
        return {each: {f"permission ViewAll on {sobject.name}": "read"} for each in ids}
    asked = ask(viewer, sobject)
    grants = list(granted(asked))
    flags = [grant.where.label(f"g{n}") for n, grant in enumerate(grants)]
    found: dict[str, dict[str, Level]] = {}
    for row in org.database.rows(select(asked.table.c.Id, *flags).where(asked.table.c.Id.in_(ids))):
        best = found.setdefault(row["Id"], {})
        for n, grant in enumerate(grants):
            if row[f"g{n}"]:
                rank = max(RANK[grant.access], LEVELS.index(best.get(str(grant.source), "none")))
                best[str(grant.source)] = LEVELS[rank]
    return found


def _by_object(side: Side) -> Iterator[tuple[SObject, list[Kept]]]:
    for name in dict.fromkeys(record.sobject for record in side.records):
        yield side.org.schema[name], [record for record in side.records if record.sobject == name]


def _levels(org: Org, person: Person, sobject: SObject, ids: Sequence[str]) -> Iterator[tuple[str, Level]]:
    viewer, left = org.viewer(org.running_user(person.id)), iter(ids)
    while part := list(islice(left, AT_ONCE)):
        yield from ((each, level) for each, level in levels(viewer, sobject, part).items() if level != "none")


class _Belonging:
    """To whom records belong, as a person says it."""

    def __init__(self, side: Side) -> None:
        system = side.org.system_session()
        self._accounts = {str(user["Id"]): user["AccountId"] for user in system.find("User")}
        self._owners: dict[str, str | None] = {}
        self._about: dict[str, set[str]] = {}
        for sobject, records in _by_object(side):
            wanted = {record.id for record in records}
            lookups = [f.name for f in sobject.fields.values() if f.reference_to == ("Account",) and f.has_column]
            for row in system.find(sobject.name):
                if row["Id"] in wanted:
                    self._owners[row["Id"]] = row.get("OwnerId")
                    self._about[row["Id"]] = {row[name] for name in lookups if row[name]} | {row["Id"]}

    def of(self, person: Person, record_id: str) -> str:
        """A word for it."""
        owner, own = self._owners.get(record_id), self._accounts.get(person.id)
        of_owner = self._accounts.get(owner or "")
        if owner == person.id:
            return "own"
        if person.external and (of_owner == own or own in self._about[record_id]):
            return "of the own company"
        companies = set(filter(None, self._accounts.values()))
        if of_owner or self._about[record_id] & companies:
            return "of another company" if person.external else "of a partner"
        return "of the vendor"
