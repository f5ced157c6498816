"""How a mechanism tells the rows that Salesforce keeps of it in Share objects, and nobody writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    Text,
    and_,
    case,
    cast,
    collate,
    exists,
    func,
    literal,
    null,
    select,
)

from mock_org.schema import Field, SObject
from mock_org.security.context import SecurityContext
from mock_org.security.groups import Viewer
from mock_org.security.sharing.grant import RANK
from mock_org.security.sharing.owd import LEVEL_OF_MODEL
from mock_org.storage.dialect import COLLATION

Rows = Select[Any]
Column = ColumnElement[Any]
# The levels on an account's children that its share rows carry beside its own, and of which object each is.
CHILD_LEVELS = MappingProxyType(
    {"OpportunityAccessLevel": "Opportunity", "CaseAccessLevel": "Case", "ContactAccessLevel": "Contact"}
)
SHOWN = ("None", "Read", "Edit", "All")
AS_WIDE = RANK["Edit"]


@dataclass(frozen=True)
class Computed:
    """The rows of one Share object. viewer: whose tables the statement takes; rows are the same for everybody.

    parent: a lookup of the shared object. Where it is given, not share rows are made but pairs: what the lookup of the
        record holds, and the grantee.
    """

    viewer: Viewer
    share: SObject
    parent: str | None = None

    @property
    def context(self) -> SecurityContext:
        """The org."""
        return self.viewer.context

    @cached_property
    def shared(self) -> SObject:
        """The object that is shared."""
        return self.context.schema[str(self.share.share_of)]

    def table(self, name: str | None = None) -> FromClause:
        """A table under a new alias; without a name that of the shared object."""
        return self.viewer.table(name or self.shared.name)

    def of(self, share: str, parent: str | None = None) -> "Computed | None":
        """The same of another Share object; None where that has no rows. parent: to have pairs of them."""
        found = self.context.schema.get(share)
        if found is None or found.share_of is None or found.share_of not in self.context.schema:
            return None
        other = Computed(self.viewer, found, parent)
        return other if other.kept else None

    @property
    def kept(self) -> bool:
        """Whether the object has share rows at all: its records are shared on their own, and at least one of the
        org-wide defaults is below Read/Write (Salesforce, "Record Access: Under the Hood"; confidence A).
        """
        models = (self.shared.sharing_model, self.shared.external_sharing_model or self.shared.sharing_model)
        own = not any(model is None or model.startswith("ControlledBy") for model in models)
        return own and default_rank(self.shared) < AS_WIDE

    # Every column has the affinity of the stored one (hence the casts): only then does SQLite look into the parts of
    # the union instead of making it whole first (https://sqlite.org/optoverview.html, "Subquery Flattening", 17h).
    def rows(
        self,
        record: FromClause,
        grantee: Column,
        cause: str,
        level: Column | str,
        *,
        where: Sequence[ColumnElement[bool]] = (),
        frm: FromClause | None = None,
        children: Mapping[str, Column | str] = MappingProxyType({}),
        named: str = "",
        shared_id: Column | None = None,
    ) -> Rows:
        """A share row for each record of the alias `record` with each grantee.

        frm: joins of that alias. children: of an account, the levels on its children that are not the default.
        named: what tells the rows of several rules with one cause apart. shared_id: where else the record's id stands,
            for the database to look there.
        """
        prefix = str(self.share.key_prefix)
        given: dict[str, Column] = {
            "Id": cast(func.computed_id(prefix, record.c.Id, grantee, cause, named), String()),
            self.share.shared_id_field: record.c.Id if shared_id is None else shared_id,
            "UserOrGroupId": grantee,
            self.share.access_level_field: text(level),
            "RowCause": text(cause),
        }
        given |= {name: text(value) for name, value in children.items()}
        columns = [
            self._value(field, record, given).label(field.name)
            for field in self.share.fields.values()
            if field.has_column
        ]
        private = record.c.get("IsPrivate") if self.shared.name == "Opportunity" and cause != "Owner" else None
        open_ones = [] if private is None else [private.is_not(True)]
        made = select(*columns if self.parent is None else self.pair(record, grantee))
        made = made.select_from(record if frm is None else frm)
        return made.where(grantee.is_not(None), *where, *open_ones)

    def pair(self, record: FromClause, grantee: Column) -> tuple[Column, Column]:
        """What rows are made into where a parent is asked for."""
        return record.c[str(self.parent)].label("parent"), grantee.label("grantee")

    def _value(self, field: Field, record: FromClause, given: Mapping[str, Column]) -> Column:
        """What was given; of an account's children the default; dates and users those of the record."""
        if field.name in given:
            return given[field.name]
        if field.name in CHILD_LEVELS:
            return text(self.child_default(field.name))
        found = record.c.get(field.name)
        stored = self.context.database.tables.get(self.share.name).c[field.name]
        return cast(null(), stored.type) if found is None else found

    def lowest_role(self, frm: FromClause, account: Column) -> tuple[FromClause, Column]:
        """That join with the group of an account's lowest portal role: the roles above have what that has."""
        role, lower, group = self.table("UserRole"), self.table("UserRole"), self.table("Group")
        below = exists().where(and_(lower.c.ParentRoleId == role.c.Id, lower.c.PortalAccountId == account))
        frm = frm.join(role, and_(role.c.PortalAccountId == account, ~below))
        return frm.join(group, and_(group.c.RelatedId == role.c.Id, group.c.Type == "Role")), group.c.Id

    def child_level(self, level_field: str, level: Column) -> Column:
        """That level on an account's children, and never less than the default."""
        default = self.child_default(level_field)
        higher = [each for each in ("Read", "Edit") if RANK[each] > RANK.get(default, 0)]
        return case(*((level == each, text(each)) for each in higher), else_=text(default)) if higher else text(default)

    def child_default(self, level_field: str) -> str:
        """The level that everybody has on these children anyway."""
        child = self.context.schema.get(CHILD_LEVELS[level_field])
        return SHOWN[min(default_rank(child), AS_WIDE)] if child else SHOWN[0]


def default_rank(sobject: SObject) -> int:
    """The rank of the lower one of an object's org-wide defaults."""
    models = (sobject.sharing_model, sobject.external_sharing_model or sobject.sharing_model)
    return min(RANK[LEVEL_OF_MODEL[model][0]] if model in LEVEL_OF_MODEL else 0 for model in models)


def text(value: Column | str) -> Column:
    """A value that compares as stored text does, and has its affinity."""
    return collate(cast(literal(value, Text()) if isinstance(value, str) else value, Text()), COLLATION)
