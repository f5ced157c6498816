"""The visibility matrix: who may do what with which record, for a whole org."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import func, select

from mock_org.audit.population import Population, Progress, personas, quiet
from mock_org.errors import SetupError
from mock_org.org import Org
from mock_org.schema import SObject
from mock_org.security import Level, RunningUser
from mock_org.security.setup_objects import setup_object

# More cells than these are counted instead of told one by one.
MOST_CELLS = 200_000
FIRST = ("Account", "Contact", "Lead", "Opportunity", "Case", "Campaign")
# The field that scenarios call a record by, where it is not the name, and the word that they use for it.
SPOKEN_FIELD = {"Lead": "Company", "Case": "Subject", "Deal_Registration__c": "Deal_Name__c"}
SPOKEN_KIND = {"Deal_Registration__c": "deal"}
By = Literal["user", "profile-role-account"]


@dataclass(frozen=True, slots=True)
class Persona:
    """One user, or several who are alike in profile, role and account: then the first of them stands for all."""

    id: str
    name: str
    username: str
    type: str
    profile: str
    role: str
    account: str
    users: int = 1

    @property
    def title(self) -> str:
        """At the head of a column: "Ann Lee (Acme)"."""
        more = f" +{self.users - 1}" if self.users > 1 else ""
        return f"{self.name}{more} ({self.account})" if self.account else f"{self.name}{more}"


@dataclass(frozen=True, slots=True)
class Line:
    """One record. spoken: as a scenario calls it, lead "Initech"; levels: one for each persona, in their order."""

    id: str
    object: str
    name: str
    spoken: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Personas against records; of a large org personas against objects, as counts.

    lines: None where records are counted. counts: by object, for each persona how many records at which level.
    """

    personas: tuple[Persona, ...]
    objects: tuple[str, ...]
    lines: tuple[Line, ...] | None
    counts: Mapping[str, tuple[Mapping[Level, int], ...]]


def matrix(
    org: Org,
    objects: Sequence[str] = (),
    users: Sequence[str] = (),
    *,
    counts: bool = False,
    by: By = "user",
    progress: Progress = quiet,
) -> Matrix:
    """Every persona against every record.

    objects: API names; by default all whose records are shared, if there are records. users: ids, usernames or names.
    counts: how many records at which level, whatever the size of the org.
    Raises SetupError for an object or a user that there is not.
    """
    people = (
        _collapsed(_chosen(personas(org), users)) if by != "user" else [(u, 1) for u in _chosen(personas(org), users)]
    )
    asked = _named(org, objects) if objects else shared_objects(org)
    sizes = {sobject.name: _size(org, sobject) for sobject in asked}
    asked = [sobject for sobject in asked if objects or sizes[sobject.name]]
    in_cells = not counts and sum(sizes.values()) * len(people) <= MOST_CELLS
    lines: list[Line] = []
    counted: dict[str, tuple[Mapping[Level, int], ...]] = {}
    for sobject in asked:
        told = _telling(progress, sobject)
        with Population(org.security, sobject, [u for u, _ in people], each=in_cells, progress=told) as population:
            found: dict[str, Any] = {}
            for seen in population.seen():
                found[seen.user.id] = (population.cells(seen) if in_cells else None, seen.counts())
        counted[sobject.name] = tuple(found[user.id][1] for user, _ in people)
        if in_cells:
            lines += _lines(org, sobject, [found[user.id][0] for user, _ in people])
    told_people = tuple(_personas(org, people))
    return Matrix(told_people, tuple(s.name for s in asked), tuple(lines) if in_cells else None, counted)


def shared_objects(org: Org) -> list[SObject]:
    """The objects whose records are shared, those that everybody knows first."""
    found = [each for each in org.schema if _is_shared(each) and each.name in org.database.tables]
    return sorted(found, key=lambda each: (FIRST.index(each.name) if each.name in FIRST else len(FIRST), each.name))


def _is_shared(sobject: SObject) -> bool:
    if sobject.virtual or sobject.share_of or setup_object(sobject.name) is not None:
        return False
    return sobject.sharing_model is not None or sobject.master is not None


def _named(org: Org, names: Iterable[str]) -> list[SObject]:
    found = []
    for name in names:
        sobject = org.schema.get(name)
        if sobject is None or sobject.virtual or sobject.share_of or sobject.name not in org.database.tables:
            raise SetupError(f"there is no object {name} whose records are stored; name one by its API name, e.g. Lead")
        found.append(sobject)
    return found


def _chosen(people: list[RunningUser], wanted: Sequence[str]) -> list[RunningUser]:
    """Those that are wanted; of none wanted, all."""
    if not wanted:
        return people
    found: list[RunningUser] = []
    for each in wanted:
        fitting = [
            u for u in people if each.lower() in (u.id.lower(), u.id[:15].lower(), u.username.lower(), u.name.lower())
        ]
        if not fitting:
            raise SetupError(f"there is no active user {each}; name one by id, username or name")
        found += [user for user in fitting if user not in found]
    return found


def _collapsed(people: Iterable[RunningUser]) -> list[tuple[RunningUser, int]]:
    alike: dict[tuple[str | None, ...], list[RunningUser]] = {}
    for user in people:
        alike.setdefault((user.profile_id, user.role_id, user.account_id), []).append(user)
    return [(users[0], len(users)) for users in alike.values()]


def _size(org: Org, sobject: SObject) -> int:
    return int(org.database.scalar(select(func.count()).select_from(org.database.tables.get(sobject.name))))


def _telling(progress: Progress, sobject: SObject) -> Callable[[str, int, int], None]:
    return lambda words, done, total: progress(f"{sobject.name}: {words}", done, total)


def _personas(org: Org, people: Iterable[tuple[RunningUser, int]]) -> Iterable[Persona]:
    account = org.database.tables.get("Account")
    names = {row[0]: row[1] for row in org.database.read(select(account.c.Id, account.c.Name))}
    for user, count in people:
        company = str(names.get(user.account_id) or "") if user.account_id else ""
        yield Persona(
            user.id, user.name, user.username, user.user_type, user.profile_name, user.role_name or "", company, count
        )


def _lines(org: Org, sobject: SObject, cells: Sequence[Mapping[str, Level]]) -> list[Line]:
    """The records in the order of their names."""
    table, name = org.database.tables.get(sobject.name), sobject.name_field
    spoken = table.c.get(SPOKEN_FIELD.get(sobject.name, ""))
    called = table.c[name.name] if name and name.name in table.c else table.c.Id
    names = {
        row[0]: row[1:] for row in org.database.read(select(table.c.Id, called, called if spoken is None else spoken))
    }
    kind = SPOKEN_KIND.get(sobject.name, sobject.label.lower())
    found = []
    for record in cells[0] if cells else ():
        title, said = (str(each or record) for each in names[record])
        levels = tuple(each[record] for each in cells)
        found.append(Line(record, sobject.name, title, f'{kind} "{said}"', levels))
    return sorted(found, key=lambda line: (line.name, line.id))
