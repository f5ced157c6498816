"""What a project says about saves, laid over what the org has: rules that it names and does not state are gone."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from mock_org.dml import LookupFilter, Rollup, SaveRules, ValidationRule
from mock_org.dml.rules import Key, keyed
from mock_org.metadata import lookup_filters, rollups, validation_rules
from mock_org.metadata.findings import Findings
from mock_org.metadata.parts import Project
from mock_org.metadata.world import World

_Rule = TypeVar("_Rule")


@dataclass(frozen=True, slots=True)
class Declared:
    """The rules of a project. rule_names, field_names: what it names, active or not."""

    validation: Mapping[Key, ValidationRule]
    rollups: Mapping[Key, Rollup]
    filters: Mapping[Key, LookupFilter]
    rule_names: frozenset[Key]
    field_names: frozenset[Key]

    def over(self, before: SaveRules) -> SaveRules:
        """An org's rules with the project's."""
        return SaveRules(
            _laid(before.validation, self.rule_names, self.validation),
            _laid(before.rollups, self.field_names, self.rollups),
            _laid(before.filters, self.field_names, self.filters),
        )


def check(project: Project, world: World, findings: Findings) -> Declared:
    """The rules, checked; roll-up summary fields get their types in `world`."""
    summed = rollups.check(project, world, findings)
    return Declared(
        keyed(validation_rules.check(project, world, findings)),
        keyed(summed),
        keyed(lookup_filters.check(project, world, findings)),
        frozenset(project.validation_rules),
        frozenset(project.fields),
    )


def _laid(before: Mapping[Key, _Rule], named: frozenset[Key], after: Mapping[Key, _Rule]) -> Mapping[Key, _Rule]:
    return MappingProxyType({key: rule for key, rule in before.items() if key not in named} | dict(after))
