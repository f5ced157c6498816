"""What a project's metadata says about saves: validation rules, roll-up summaries, lookup filters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol, TypeAlias, TypeVar

from mock_org.soql.ast import Condition

Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ValidationRule:
    """A condition under which a record is refused. display_field: where the error is shown, None at the top."""

    sobject: str
    name: str
    formula: str
    message: str
    display_field: str | None = None


@dataclass(frozen=True, slots=True)
class Rollup:
    """A roll-up summary field: what it sums up of which details.

    operation: "count", "sum", "min" or "max". detail, via: the details and their master-detail field.
    """

    sobject: str
    name: str
    detail: str
    via: str
    operation: str
    summarized: str | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class LookupFilter:
    """Which records a lookup takes: a condition on them, in which values of kind "source" are the record's own."""

    sobject: str
    name: str
    target: str
    condition: Condition
    message: str


class _Named(Protocol):
    @property
    def sobject(self) -> str: ...

    @property
    def name(self) -> str: ...


_Rule = TypeVar("_Rule", bound=_Named)


def keyed(rules: Iterable[_Rule]) -> Mapping[Key, _Rule]:
    """Rules by lower-case object and name."""
    return MappingProxyType({(rule.sobject.lower(), rule.name.lower()): rule for rule in rules})


@dataclass(frozen=True)
class SaveRules:
    """All of one org. A deploy adds to them or takes the place of those of the same name."""

    validation: Mapping[Key, ValidationRule] = field(default_factory=lambda: MappingProxyType({}))
    rollups: Mapping[Key, Rollup] = field(default_factory=lambda: MappingProxyType({}))
    filters: Mapping[Key, LookupFilter] = field(default_factory=lambda: MappingProxyType({}))

    def validation_of(self, sobject: str) -> tuple[ValidationRule, ...]:
        """The validation rules of an object."""
        return tuple(rule for key, rule in self.validation.items() if key[0] == sobject.lower())

    def rollups_on(self, sobject: str) -> tuple[Rollup, ...]:
        """The roll-up summary fields of an object."""
        return tuple(rule for key, rule in self.rollups.items() if key[0] == sobject.lower())

    def rollups_of(self, detail: str) -> tuple[Rollup, ...]:
        """The roll-up summary fields that sum up these details."""
        return tuple(rule for rule in self.rollups.values() if rule.detail.lower() == detail.lower())

    def filters_of(self, sobject: str) -> tuple[LookupFilter, ...]:
        """The filters of an object's lookups."""
        return tuple(rule for key, rule in self.filters.items() if key[0] == sobject.lower())
