"""Mutants of sharing rules, sharing sets and restriction rules."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TypeVar

from mock_org.audit.criteria_mutants import without_a_criterion
from mock_org.audit.default_mutants import CONTROLLED
from mock_org.audit.entries import models
from mock_org.audit.mutant import Mutant
from mock_org.org import Org
from mock_org.security import AccountLevels, Principal, SharingRule
from mock_org.security.model import RestrictionRule, SetMapping, SharingSet

CHILD_LEVELS = ("None", "Read", "Edit")
# Each target with the next wider one of the same people.
WIDER = {
    "role": "roleAndSubordinates",
    "roleAndSubordinatesInternal": "roleAndSubordinates",
    "portalRole": "portalRoleAndSubordinates",
}
EVERYBODY = ("allPartnerUsers", "allInternalUsers")
_Part = TypeVar("_Part", SharingRule, SharingSet, RestrictionRule)


def rule_mutants(org: Org) -> Iterator[Mutant]:
    """Each rule removed, at another level, for more people, of more people's records, without each criterion."""
    for rule in org.sharing.rules:
        entry = f"{rule.sobject}.{rule.name}"
        name = f'sharing rule "{rule.label}" of {rule.sobject}'
        yield _rule(entry, rule, None, "removed", f"{name} is removed", wider=False)
        up = rule.access == "Read"
        level = replace(rule, access="Edit" if up else "Read")
        yield _rule(entry, rule, level, level.access.lower(), f"{name} gives {level.access}", wider=up)
        for to in _wider(rule.shared_to):
            yield _rule(entry, rule, replace(rule, shared_to=to), f"to {to}", f"{name} shares to {to}", wider=True)
        for owners in _wider(rule.shared_from, ("allInternalUsers",)) if rule.shared_from else ():
            other = replace(rule, shared_from=owners)
            yield _rule(entry, rule, other, f"from {owners}", f"{name} shares what is owned by {owners}", wider=True)
        for criterion, condition, wider in without_a_criterion(rule.condition) if rule.condition else ():
            other, told = replace(rule, condition=condition), f"{name} has no criterion {criterion}"
            yield _rule(entry, rule, other, f"without {criterion}", told, wider=wider)
        if rule.sobject == "Account":
            yield from _children(org, entry, name, rule)


def set_mutants(org: Org) -> Iterator[Mutant]:
    """Each mapping removed, and at another level."""
    for each in org.sharing.sets:
        for number, mapping in enumerate(each.mappings):
            entry, name = f"{each.name}.{mapping.object}", f'sharing set "{each.name}"'
            told = f"{name} opens no {mapping.object}"
            yield _set(entry, each, number, None, "removed", told, wider=False)
            up = mapping.access == "Read"
            level = replace(mapping, access="Edit" if up else "Read")
            told = f"{name} gives {level.access} on {mapping.object}"
            yield _set(entry, each, number, level, level.access.lower(), told, wider=up)


def restriction_mutants(org: Org) -> Iterator[Mutant]:
    """Each restriction rule removed."""
    for rule in org.sharing.restrictions:
        if rule.enforcement != "Restrict":
            continue
        entry, told = f"{rule.sobject}.{rule.name}", f'restriction rule "{rule.label}" of {rule.sobject} is removed'
        change = partial(_change_restriction, entry=entry)
        yield Mutant(f"restriction rule:{entry}:removed", "restriction rule", entry, told, True, change)


def _children(org: Org, entry: str, name: str, rule: SharingRule) -> Iterator[Mutant]:
    """Levels of the account's cases, contacts and opportunities, each one step up and one down.

    Those of contacts say nothing where the account controls them.
    """
    for child in ("case", "contact", "opportunity"):
        if set(models(org.schema[child.title()]).values()) == {CONTROLLED}:
            continue
        at = CHILD_LEVELS.index(getattr(rule.account_levels, child))
        for step in (at - 1, at + 1):
            if 0 <= step < len(CHILD_LEVELS):
                given = {child: CHILD_LEVELS[step]}
                levels: AccountLevels = replace(rule.account_levels, **given)  # type: ignore[arg-type]
                told = f"{name} gives {CHILD_LEVELS[step]} on the account's {child} records"
                other = replace(rule, account_levels=levels)
                yield _rule(entry, rule, other, f"{child} {CHILD_LEVELS[step]}", told, wider=step > at)


def _wider(target: Principal, everybody: tuple[str, ...] = EVERYBODY) -> Iterator[Principal]:
    if target.kind in WIDER:
        yield Principal(WIDER[target.kind], target.name)  # type: ignore[arg-type]
    yield from (Principal(kind) for kind in everybody if kind != target.kind)  # type: ignore[arg-type]


def _rule(entry: str, rule: SharingRule, other: SharingRule | None, change: str, told: str, *, wider: bool) -> Mutant:
    change_it = partial(_change_rule, old=rule, new=other)
    return Mutant(f"sharing rule:{entry}:{change}", "sharing rule", entry, told, wider, change_it)


def _set(
    entry: str, of: SharingSet, number: int, other: SetMapping | None, change: str, told: str, *, wider: bool
) -> Mutant:
    kept = [mapping for place, mapping in enumerate(of.mappings) if place != number]
    new = replace(of, mappings=tuple(kept + ([other] if other else [])))
    apply = partial(_change_set, old=of, new=new)
    return Mutant(f"sharing set:{entry}:{change}", "sharing set", entry, told, wider, apply)


def _change_rule(org: Org, old: SharingRule, new: SharingRule | None) -> None:
    org.set_sharing(replace(org.sharing, rules=_exchanged(org.sharing.rules, old, new)))


def _change_set(org: Org, old: SharingSet, new: SharingSet) -> None:
    org.set_sharing(replace(org.sharing, sets=_exchanged(org.sharing.sets, old, new)))


def _change_restriction(org: Org, entry: str) -> None:
    kept = tuple(rule for rule in org.sharing.restrictions if f"{rule.sobject}.{rule.name}" != entry)
    org.set_sharing(replace(org.sharing, restrictions=kept))


def _exchanged(parts: tuple[_Part, ...], old: _Part, new: _Part | None) -> tuple[_Part, ...]:
    changed = (new if part == old else part for part in parts)
    return tuple(part for part in changed if part is not None)
