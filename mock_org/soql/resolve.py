"""Names to fields and joins, in any case of their letters; a field the reader may not see is a field that is not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Subquery,
    and_,
    case,
    collate,
    func,
    literal,
    null,
    select,
    type_coerce,
)

from mock_org.schema import Field, SObject
from mock_org.schema.types import TEXT_TYPES
from mock_org.soql.ast import From, Path
from mock_org.soql.columns import column_of
from mock_org.soql.context import CompileContext
from mock_org.soql.errors import Refusal, malformed, no_such_column, no_such_object, no_such_relationship
from mock_org.soql.recently_viewed import NAME as RECENTLY_VIEWED
from mock_org.soql.recently_viewed import recent_rows
from mock_org.storage.dialect import COLLATION

# SOQL and SOSL Reference, "Understanding Relationship Query Limitations" (confidence A).
MAX_LEVELS = 5
MAX_RELATIONSHIPS = 55
# What can be asked of a lookup to several types (Object Reference, "Name").
NAME_FIELDS = frozenset(
    {
        "id", "name", "type", "firstname", "lastname", "middlename", "suffix", "alias", "email", "phone", "title",
        "username", "isactive", "profileid", "userroleid", "recordtypeid", "lastvieweddate", "lastreferenceddate",
        "profile", "userrole", "recordtype",
    }
)  # fmt: skip
_TYPE = Field("Type", "picklist", "Type", groupable=False)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A path that was understood: the field, its canonical names, its value as SQL."""

    field: Field
    parents: tuple[str, ...]
    column: ColumnElement[Any]
    sobject: SObject
    several: bool = False  # reached through a lookup to several types

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.parents, self.field.name)


class Source:
    """One FROM: a table and the parents joined to it as paths ask for them."""

    def __init__(self, sobject: SObject, table: FromClause, context: CompileContext, sources: Iterable[From] = ()):
        self.sobject, self.table, self.context = sobject, table, context
        self._from: FromClause = table
        self._parents: dict[str, Source] = {}
        self._found: dict[tuple[str, ...], Resolved] = {}
        self._aliases: dict[str, tuple[str, ...]] = {sobject.name.lower(): ()}
        self._root = self
        self._via: Field | None = None  # the lookup that leads here
        self._count = 0
        for index, source in enumerate(sources):
            self._add_alias(source, index)

    def from_clause(self) -> FromClause:
        """The table with every join that was needed."""
        return self._root._from

    @property
    def id(self) -> ColumnElement[str]:
        return self.table.c["Id"]

    @property
    def ties(self) -> list[ColumnElement[str]]:
        """What decides the order of rows that are alike: the id, but of computed rows nothing, for it has no index."""
        return [] if isinstance(self.table, Subquery) else [self.id]

    def resolve(self, path: Path) -> Resolved:
        """The field that a path names. Raises Refusal INVALID_FIELD."""
        if path.parts not in self._found:
            names = self._unaliased(path.parts)
            if len(names) > MAX_LEVELS + 1:
                # Formed like the known text about child relationships (confidence C).
                raise malformed(
                    f"SOQL statements cannot query foreign key relationships more than {MAX_LEVELS} levels away from "
                    "the root entity object.",
                    path.at,
                )
            self._found[path.parts] = self._walk(names, path, ())
        return self._found[path.parts]

    def resolve_names(self, names: tuple[str, ...], at: int) -> Resolved:
        """The same for canonical names."""
        return self._walk(names, Path(names, at=at), ())

    @property
    def joined(self) -> bool:
        """Whether a parent was joined."""
        return self._from is not self.table

    def is_own_name(self, name: str) -> bool:
        """Whether this is the alias or the name of the object itself."""
        return self._aliases.get(name.lower()) == ()

    def _unaliased(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Without the alias, or the object's own name, that a field may be prefixed with."""
        first = parts[0].lower()
        if len(parts) == 1 or first not in self._aliases:
            return parts
        if first == self.sobject.name.lower() and self.sobject.relationship(first):
            return parts
        return self._aliases[first] + parts[1:]

    def _walk(self, names: tuple[str, ...], path: Path, so_far: tuple[str, ...]) -> Resolved:
        found = self._step(names, path, so_far)
        if self._via is None or not self._hides(self._via, self.sobject, names[0]):
            return found
        visible = self.context.scope.visible(self.sobject, self.table)
        if visible is None:
            return found
        return replace(found, column=type_coerce(case((visible, found.column), else_=null()), found.column.type))

    def _step(self, names: tuple[str, ...], path: Path, so_far: tuple[str, ...]) -> Resolved:
        if len(names) == 1:
            return self._own(names[0], path, so_far)
        via = self.parent_field(names[0], path.at)
        so_far = (*so_far, via.relationship_name or "")
        if via.polymorphic:
            return self._through_any(via, names[1:], path, so_far)
        return self._join(via, path.at)._walk(names[1:], path, so_far)

    def _hides(self, via: Field, target: SObject, name: str) -> bool:
        """Whether the parent's field, or its lookup further up, shows itself of visible records only."""
        field = target.relationship(name) or target.field(name)
        return field is not None and self.context.scope.masked(via, target, field)

    def _own(self, name: str, path: Path, so_far: tuple[str, ...]) -> Resolved:
        field = self.sobject.field(name)
        if field is None or not self.context.scope.readable(self.sobject, field):
            raise no_such_column(name, self.sobject.name, path.at)
        return Resolved(field, so_far, column_of(field, self.table, self.sobject, self.context), self.sobject)

    def parent_field(self, name: str, at: int) -> Field:
        """The lookup behind a relationship name."""
        via = self.sobject.relationship(name)
        if via is None or not self.context.scope.readable(self.sobject, via) or not self._targets(via):
            raise no_such_relationship(name, "field path", at)
        return via

    def _targets(self, via: Field) -> list[SObject]:
        found = (self.context.schema.get(name) for name in via.reference_to)
        return [s for s in found if s and not s.virtual and s.queryable and self.context.scope.queryable(s)]

    def _join(self, via: Field, at: int) -> "Source":
        key = via.name.lower()
        if key not in self._parents:
            self._root._count += 1
            if self._root._count > MAX_RELATIONSHIPS:
                raise malformed(f"No more than {MAX_RELATIONSHIPS} child-to-parent relationships are allowed", at)
            parent = self._new_source(via, self._targets(via)[0])
            parent._root = self._root
            self._parents[key] = parent
            self._root._from = self._root._from.outerjoin(parent.table, self._on(via, parent))
        return self._parents[key]

    def typed(self, via: Field, target: SObject) -> "Source":
        """The records of one type that a lookup to several types points to."""
        key = f"{via.name}:{target.name}".lower()
        if key not in self._parents:
            parent = self._new_source(via, target)
            parent._root = self._root
            self._parents[key] = parent
            self._root._from = self._root._from.outerjoin(parent.table, self._on(via, parent))
        return self._parents[key]

    def targets(self, via: Field) -> list[SObject]:
        """The types that a lookup points to, as far as the reader may query them."""
        return self._targets(via)

    def _new_source(self, via: Field, target: SObject) -> "Source":
        made = Source(target, self.context.alias(target), self.context)
        made._via = via
        return made

    def _on(self, via: Field, parent: "Source") -> ColumnElement[bool]:
        parts = [parent.id == column_of(via, self.table, self.sobject, self.context)]
        for part in (
            self.context.present(parent.sobject, parent.table),
            self.context.scope.reachable(via, parent.sobject, parent.table),
        ):
            if part is not None:
                parts.append(part)
        return and_(*parts)

    def _through_any(self, via: Field, names: tuple[str, ...], path: Path, so_far: tuple[str, ...]) -> Resolved:
        """A field of whichever type of record the lookup points to: one sub-select for each type that has it."""
        if names[0].lower() not in NAME_FIELDS:
            raise no_such_column(names[0], "Name", path.at)
        found: list[tuple[str, ColumnElement[Any]]] = []
        sample: Resolved | None = None
        for target in self._targets(via):
            resolved = self._in_target(via, target, names, path, so_far)
            if resolved is not None and target.key_prefix:
                found.append((target.key_prefix, resolved.column))
                sample = resolved if sample is None else sample
        if sample is None:
            raise no_such_column(names[0], "Name", path.at)
        prefix = func.substr(self.table.c[via.name], 1, 3)
        value: ColumnElement[Any] = case(*((prefix == key, column) for key, column in found), else_=null())
        if sample.field.type in TEXT_TYPES and not sample.field.case_sensitive:
            value = collate(value, COLLATION)
        return Resolved(sample.field, sample.parents, value, sample.sobject, several=len(names) == 1)

    def _in_target(
        self, via: Field, target: SObject, names: tuple[str, ...], path: Path, so_far: tuple[str, ...]
    ) -> Resolved | None:
        source = self._new_source(via, target)
        try:
            found = source._type(target, so_far) if _is_type(names) else source._walk(names, path, so_far)
        except Refusal:
            return None
        return replace(found, column=_scalar(source, found.column, self._on(via, source), self.table))

    def _type(self, target: SObject, so_far: tuple[str, ...]) -> Resolved:
        # The owner of a queue's records is of type Queue, though its record is a Group (Object Reference, "Name").
        name: ColumnElement[Any] = literal(target.name)
        if target.name == "Group":
            name = case((self.table.c["Type"] == "Queue", literal("Queue")), else_=literal("Group"))
        return Resolved(_TYPE, so_far, name, target)

    def _add_alias(self, source: From, index: int) -> None:
        parts = source.path.parts
        if index:
            parts = self._unaliased(parts)
            self._walk((*parts, "Id"), source.path, ())
        if source.alias:
            self._aliases[source.alias.lower()] = parts if index else ()


def _is_type(names: tuple[str, ...]) -> bool:
    return len(names) == 1 and names[0].lower() == "type"


def _scalar(source: Source, column: ColumnElement[Any], on: ColumnElement[bool], outer: FromClause) -> Any:
    return select(column).select_from(source.from_clause()).where(on).correlate(outer).scalar_subquery()


def open_source(sources: tuple[From, ...], context: CompileContext) -> Source:
    """The sObject of FROM. Raises Refusal INVALID_TYPE."""
    path = sources[0].path
    sobject = context.schema.get(path.parts[0]) if len(path.parts) == 1 else None
    if sobject is None or not context.scope.queryable(sobject):
        raise no_such_object(str(path), path.at)
    if sobject.name == RECENTLY_VIEWED:
        return Source(sobject, recent_rows(sobject, context), context, sources)
    if not sobject.queryable or sobject.virtual:
        raise Refusal("INVALID_TYPE_FOR_OPERATION", f"entity type {sobject.name} does not support query", path.at)
    return Source(sobject, context.alias(sobject), context, sources)
