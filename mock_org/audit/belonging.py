"""Whose a record is: the paths that lead from it to accounts, derived from describes or named in the settings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Select, or_, select

from mock_org.errors import SetupError
from mock_org.schema import Field, Schema, SObject
from mock_org.security import SecurityContext
from mock_org.security.sharing.sets import lookup
from mock_org.security.user import PARTNER_TYPES

OWNER = "Owner.AccountId"
# Lookups to Account that tell of something else than whose a record is: a hierarchy, a merge, a customer won.
NOT_WHOSE = ("ParentId", "MasterRecordId", "ConvertedAccountId")
# Objects that know no record sharing of their own and yet are somebody's.
ALSO = ("ContentDocument", "Attachment", "Note")
DEEPEST = 3
# Aliases of tables beyond those that the access engine gives.
FIRST_ALIAS = 1000


@dataclass(frozen=True, slots=True)
class Path:
    """A way from a record to an account, as SOQL writes it: "Owner.AccountId"; steps: (lookup, object it leads to)."""

    text: str
    steps: tuple[tuple[str, str], ...]
    last: str

    def __str__(self) -> str:
        return self.text


def paths_of(context: SecurityContext) -> dict[str, tuple[Path, ...]]:
    """By object, the paths to the accounts that a record belongs to; objects whose records are nobody's are left out.

    Raises SetupError for a path in the settings that leads to no account.
    """
    schema, named = context.schema, context.settings.leaks.belongs_to
    found = {sobject.name: tuple(_derived(schema, sobject)) for sobject in schema if _is_somebodys(sobject)}
    for name, texts in named.items():
        sobject = schema.get(name)
        if sobject is None or sobject.virtual:
            raise SetupError(f"leaks.belongs_to: there is no object {name}")
        found[sobject.name] = tuple(_path(schema, sobject, text) for text in texts)
    return {name: paths for name, paths in found.items() if paths}


def _is_somebodys(sobject: SObject) -> bool:
    if sobject.virtual or sobject.share_of:
        return False
    return sobject.sharing_model is not None or sobject.master is not None or sobject.name in ALSO


def _derived(schema: Schema, sobject: SObject, depth: int = 0) -> Iterator[Path]:
    """The account itself; owner, contact and account of a record; of a detail, whose its master is."""
    if sobject.name == "Account":
        yield Path("Id", (), "Id")
    for field in sobject.lookups.values():
        if field.has_column:
            yield from _by_lookup(schema, sobject, field, depth)


def _by_lookup(schema: Schema, sobject: SObject, field: Field, depth: int) -> Iterator[Path]:
    if field.name == "OwnerId" and "User" in field.reference_to:
        yield _path(schema, sobject, OWNER)
    elif field.relationship_order is not None and depth < DEEPEST:
        master = schema.get(field.reference_to[0])
        for path in _derived(schema, master, depth + 1) if master else ():
            via = f"{field.relationship_name or field.name}.{path.text}"
            yield Path(via, ((field.name, field.reference_to[0]), *path.steps), path.last)
    elif field.reference_to == ("Account",) and field.name not in NOT_WHOSE:
        yield Path(field.name, (), field.name)
    elif field.reference_to == ("Contact",) and (field.custom or field.name == "ContactId"):
        yield _path(schema, sobject, f"{field.relationship_name or field.name}.AccountId")


def _path(schema: Schema, sobject: SObject, text: str) -> Path:
    """A path as text, looked up."""
    *relationships, last = text.split(".")
    steps: list[tuple[str, str]] = []
    at = sobject
    for name, following in zip(relationships, text.split(".")[1:], strict=True):
        lookup = at.relationship(name) or at.field(name)
        targets = [target for each in (lookup.reference_to if lookup else ()) if (target := schema.get(each))]
        fitting = [target for target in targets if target.relationship(following) or target.field(following)]
        if lookup is None or not fitting:
            raise SetupError(f"leaks.belongs_to: {sobject.name}.{text}: {at.name} has no relationship {name} to follow")
        steps.append((lookup.name, fitting[0].name))
        at = fitting[0]
    field = at.field(last)
    if field is None or not (field.reference_to == ("Account",) or (at.name == "Account" and field.name == "Id")):
        raise SetupError(
            f"leaks.belongs_to: {sobject.name}.{text}: {at.name}.{last} is no lookup to Account; "
            'write e.g. "Partner_Account__c", "Owner.AccountId" or "Contact.AccountId"'
        )
    return Path(text, tuple(steps), field.name)


def says_whose(sobject: SObject, paths: Iterable[Path], object_field: str) -> bool:
    """Whether a record belongs to the account that this lookup, as a sharing set names it, leads to; or its contact."""
    ways = {str(path).lower() for path in paths} | ({"id"} if sobject.name == "Contact" else set())
    found = lookup(sobject, object_field) if "." not in object_field else None
    spelled = {object_field.lower(), f"{object_field}id".lower(), f"{object_field}.accountid".lower()}
    return bool(spelled & ways) or (found is not None and found.name.lower() in ways)


@dataclass(frozen=True)
class Belonging:
    """The accounts of an object's records in a statement: `source` is the table with what the paths join to it."""

    source: FromClause
    accounts: Sequence[ColumnElement[str]]


def belonging(
    context: SecurityContext, table: FromClause, paths: Iterable[Path], source: FromClause | None = None
) -> Belonging:
    """One column a path. The joins are to one row at most, so they multiply nothing.

    source: what the table is joined to already.
    """
    source, columns = table if source is None else source, []
    joined: dict[tuple[tuple[str, str], ...], FromClause] = {(): table}
    for path in paths:
        for depth in range(1, len(path.steps) + 1):
            here = path.steps[:depth]
            if here not in joined:
                lookup, target = here[-1]
                joined[here] = context.alias(target, FIRST_ALIAS + len(joined))
                source = source.outerjoin(joined[here], joined[here].c.Id == joined[here[:-1]].c[lookup])
        columns.append(joined[path.steps].c[path.last])
    return Belonging(source, columns)


def partner_accounts(context: SecurityContext) -> Select[tuple[str]]:
    """The ids of the accounts that are partners, or have partner users."""
    account, user = (context.alias(name, FIRST_ALIAS - 1) for name in ("Account", "User"))
    users = select(user.c.AccountId).where(user.c.UserType.in_(PARTNER_TYPES), user.c.AccountId.is_not(None))
    ways = [account.c.Id.in_(users)]
    if "IsPartner" in account.c:
        ways.append(account.c.IsPartner.is_(True))
    return select(account.c.Id).where(or_(*ways))


def names_of(context: SecurityContext, accounts: Iterable[str]) -> Mapping[str, str]:
    """What people call these accounts."""
    table, wanted = context.database.tables.get("Account"), sorted(set(accounts))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), 500):
        rows = context.database.rows(
            select(table.c.Id, table.c.Name).where(table.c.Id.in_(wanted[start : start + 500]))
        )
        found |= {row["Id"]: str(row["Name"] or row["Id"]) for row in rows}
    return found
