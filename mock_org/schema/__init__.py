"""Describes: which sObjects and fields an org has, looked up in any case of their names."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from mock_org.schema.ids import make_id, to_18
from mock_org.schema.types import ChildRelationship, Field, PicklistEntry, SObject, field_map

__all__ = ["ChildRelationship", "Field", "PicklistEntry", "SObject", "Schema", "field_map", "make_id", "to_18"]


class Schema:
    """All sObjects of one org. Objects and fields of a feature that is off are not there."""

    def __init__(self, sobjects: Iterable[SObject] = (), features: Iterable[str] = ()) -> None:
        self._all = {s.name.lower(): s for s in sobjects}
        self._features = frozenset(features)
        self._seen: dict[str, SObject | None] = {}

    @property
    def features(self) -> frozenset[str]:
        """The features that are on."""
        return self._features

    @features.setter
    def features(self, features: Iterable[str]) -> None:
        self._features = frozenset(features)
        self._seen.clear()

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
        return next((s for s in self if s.key_prefix == prefix), None)

    def add(self, *sobjects: SObject) -> None:
        """Add or replace sObjects."""
        self._all |= {s.name.lower(): s for s in sobjects}
        self._seen.clear()

    def copy(self) -> "Schema":
        """A schema of its own with the same (immutable) sObjects: what a snapshot keeps."""
        return Schema(self._all.values(), self._features)

    def replace_with(self, other: "Schema") -> None:
        """Become what a kept copy was."""
        self._all, self._features = dict(other._all), other._features
        self._seen.clear()

    def _as_featured(self, sobject: SObject) -> SObject | None:
        if sobject.feature and sobject.feature not in self._features:
            return None
        kept = {key: f for key, f in sobject.fields.items() if not f.feature or f.feature in self._features}
        return sobject if len(kept) == len(sobject.fields) else replace(sobject, fields=MappingProxyType(kept))
