"""Sharing rules whose criteria the record does not meet, or that share to others."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import literal, select

from mock_org.schema import SObject
from mock_org.security.model import SharingRule
from mock_org.security.principal import Principal
from mock_org.security.sharing.grant import Access, Source
from mock_org.security.sharing.near.condition import differing, unmet
from mock_org.security.sharing.near.subject import Miss, Subject
from mock_org.security.sharing.rules import all_rules, grants_for, groups_of, includes_user, matching
from mock_org.soql.ast import Comparison, Condition

MOST_MISSING = 3


def misses(subject: Subject) -> Iterator[Miss]:
    """Each rule that misses few conditions."""
    for rule, level in all_rules(subject.asked):
        access: Access = "Edit" if level == "Edit" else "Read"
        if not subject.more(access):
            continue
        sobject, row = _about(subject, rule)
        missing = [*_of_record(subject, rule, sobject, row), *_of_target(subject, rule, level)]
        if 0 < len(missing) <= MOST_MISSING:
            child = "" if sobject is subject.sobject else " by its account"
            to = principal_name(subject, rule.shared_to)
            would = f'sharing rule "{rule.label}" would share it{child} to {to}, {access}'
            yield Miss(Source("sharing rule", f"{rule.sobject}.{rule.name}"), access, would, tuple(missing))


def _about(subject: Subject, rule: SharingRule) -> tuple[SObject, Mapping[str, Any]]:
    """The record that the rule looks at: an Account rule reaches down to its cases, contacts and opportunities."""
    if rule.sobject.lower() == subject.sobject.name.lower():
        return subject.sobject, subject.row
    return subject.context.schema["Account"], subject.tell.row("Account", subject.get("AccountId"))


def _of_record(subject: Subject, rule: SharingRule, sobject: SObject, row: Mapping[str, Any]) -> list[str]:
    if not row:
        return ["it has none"]
    if _meets(subject, rule, sobject, row["Id"]):
        return []
    if rule.kind == "owner":
        source = principal_name(subject, rule.shared_from) if rule.shared_from else "nobody"
        return [f"{subject.tell.principal(row['OwnerId'])} owns it, not {source}"]
    if rule.condition is None:
        return ["the rule has no criteria"]

    def holds(condition: Condition) -> bool:
        alone = replace(rule, condition=condition, include_records_owned_by_all=True)
        return _meets(subject, alone, sobject, row["Id"])

    def told(comparison: Comparison) -> str:
        return differing(subject, sobject, row, comparison)

    return unmet(rule.condition, holds, told) or ["its owner is a user who cannot have a role"]


def _meets(subject: Subject, rule: SharingRule, sobject: SObject, record_id: str) -> bool:
    table = subject.context.database.tables.get(sobject.name)
    where = matching(subject.asked.viewer, rule, sobject, table)
    return subject.context.database.scalar(select(table.c.Id).where(table.c.Id == record_id, where)) is not None


def principal_name(subject: Subject, principal: Principal) -> str:
    """Whom a rule names, with the name of the role or group."""
    rows = subject.context.database.rows(groups_of(subject.asked.viewer, principal).limit(2))
    return subject.tell.principal(rows[0]["Id"]) if len(rows) == 1 else str(principal)


def _of_target(subject: Subject, rule: SharingRule, level: str) -> list[str]:
    viewer = subject.asked.viewer
    includes = includes_user(viewer, rule.shared_to)
    if includes is not None and subject.context.database.scalar(select(literal(1)).where(includes)) is not None:
        return []
    for names in (viewer.direct_names, *([viewer.inherited_names] if subject.asked.lifts else [])):
        if any(True for _ in grants_for(subject.asked, [(rule, level)], names, "")):
            return []
    return [f"{subject.user.name} is not among them"]
