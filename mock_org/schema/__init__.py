"""Describes: which sObjects and fields an org has, looked up in any case of their names."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from mock_org.schema.custom import custom_key_prefix, custom_object
from mock_org.schema.fields import FIELD_TYPES, new_field, system_field
from mock_org.schema.ids import is_computed, make_id, to_18
from mock_org.schema.load import load_standard
from mock_org.schema.share import custom_share
from mock_org.schema.types import ChildRelationship, Field, PicklistEntry, SObject, field_map

__all__ = [
    "FIELD_TYPES",
    "ChildRelationship",
    "Field",
    "PicklistEntry",
    "SObject",
    "Schema",
    "custom_key_prefix",
    "custom_object",
    "custom_share",
    "field_map",
    "is_computed",
    "load_standard",
    "make_id",
    "new_field",
    "system_field",
    "to_18",
]


class Schema:
    """All sObjects of one org. Objects and fields of a feature that is off are not there.

    An sObject got from here knows its child relationships: they follow from the lookups of all the others.
    """

    def __init__(self, sobjects: Iterable[SObject] = (), features: Iterable[str] = ()) -> None:
        self._all = {s.name.lower(): s for s in sobjects}
        self._features = frozenset(features)
        self._seen: dict[str, SObject | None] = {}
        self._children: dict[str, tuple[ChildRelationship, ...]] | None = None

    @property
    def features(self) -> frozenset[str]:
        """The features that are on."""
        return self._features

    @features.setter
    def features(self, features: Iterable[str]) -> None:
        self._features = frozenset(features)
        self._forget()

    def get(self, name: str) -> SObject | None:
        """The sObject of that API name, as the org's features show it, or None."""
        key = name.lower()
        if key not in self._seen:
            found = self._all.get(key)
            self._seen[key] = self._as_featured(found) if found else None
        return self._seen[key]

    def __getitem__(self, name: str) -> SObject:
        found = self.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None

    def __iter__(self) -> Iterator[SObject]:
        return (seen for name in sorted(self._all) if (seen := self.get(name)) is not None)

    def complete(self) -> Iterator[SObject]:
        """Every sObject with every field, features or not: what storage keeps tables for."""
        return iter(self._all.values())

    def by_key_prefix(self, prefix: str) -> SObject | None:
        """The sObject whose ids begin with these three characters."""
        found = [s for s in self if s.key_prefix == prefix]
        # AccountPartner and OpportunityPartner are views of Partner with its prefix: the one that is written counts.
        return next((s for s in found if s.createable), found[0] if found else None)

    def add(self, *sobjects: SObject) -> None:
        """Add or replace sObjects. One got from here, changed and put back loses no field of a feature that is off."""
        self._all |= {s.name.lower(): self._with_hidden(s) for s in sobjects}
        self._forget()

    def _with_hidden(self, sobject: SObject) -> SObject:
        before = self._all.get(sobject.name.lower())
        fields = before.fields.values() if before else ()
        hidden = [f for f in fields if f.feature and f.feature not in self._features and not sobject.field(f.name)]
        return sobject.with_fields(*hidden) if hidden else sobject

    def copy(self) -> "Schema":
        """A schema of its own with the same (immutable) sObjects: what a snapshot keeps."""
        return Schema(self._all.values(), self._features)

    def same_as(self, other: "Schema") -> bool:
        """Whether the other has the very same sObjects (describes are immutable: the same objects, not equal ones)."""
        return self._all.keys() == other._all.keys() and all(s is other._all[key] for key, s in self._all.items())

    def replace_with(self, other: "Schema") -> None:
        """Become what a kept copy was."""
        self._all, self._features = dict(other._all), other._features
        self._forget()

    def _as_featured(self, sobject: SObject) -> SObject | None:
        if not self._is_on(sobject.feature):
            return None
        if self._children is None:
            self._children = self._find_children()
        kept = {key: f for key, f in sobject.fields.items() if self._is_on(f.feature)}
        children = self._children.get(sobject.name.lower(), ())
        return replace(sobject, fields=MappingProxyType(kept), child_relationships=children)

    def _find_children(self) -> dict[str, tuple[ChildRelationship, ...]]:
        found: dict[str, list[ChildRelationship]] = {}
        for child in sorted(self._all.values(), key=lambda s: s.name):
            if not self._is_on(child.feature):
                continue
            for field in child.fields.values():
                if not self._is_on(field.feature):
                    continue
                for parent in field.reference_to:
                    found.setdefault(parent.lower(), []).append(_from_parent(child, field))
        return {parent: tuple(children) for parent, children in found.items()}

    def _is_on(self, feature: str | None) -> bool:
        return feature is None or feature in self._features

    def _forget(self) -> None:
        self._seen.clear()
        self._children = None


def _from_parent(child: SObject, lookup: Field) -> ChildRelationship:
    return ChildRelationship(
        child_sobject=child.name,
        field=lookup.name,
        relationship_name=lookup.child_relationship_name,
        cascade_delete=lookup.cascade_delete,
        restricted_delete=lookup.restricted_delete,
    )
