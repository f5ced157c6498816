"""Account relationship rules without a relationship of that type between the two accounts."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_org.security.sharing.account_relationships import RELATIONSHIP, RULE, criteria_field
from mock_org.security.sharing.grant import Source
from mock_org.security.sharing.near.subject import Miss, Subject


def misses(subject: Subject) -> Iterator[Miss]:
    """Each rule of the object, for users of an account."""
    if RULE not in subject.context.schema or not subject.asked.shareable or not subject.user.account_id:
        return
    table = subject.context.database.tables.get(RULE)
    for rule in subject.context.database.find(table, {"EntityType": subject.sobject.name}):
        if not rule.get("IsDeleted") and subject.more(rule["AccessLevel"]):
            yield from _rule(subject, rule)


def _rule(subject: Subject, rule: Mapping[str, Any]) -> Iterator[Miss]:
    path = rule["AccountToCriteriaField"]
    field = criteria_field(subject.context.schema, subject.sobject.name, path)
    if field is None:
        return
    missing = list(_missing(subject, rule, subject.get(field.name)))
    if not subject.user.role_id:
        missing.append(f"{subject.user.name} has no role")
    label = field.label.removesuffix(" ID")
    would = (
        f'account relationship rule "{rule["DeveloperName"]}" gives {rule["AccessLevel"]} on {subject.plural} whose '
        f"{label} is related to {subject.tell.record(subject.user.account_id)} as {rule['Type']}"
    )
    if missing:
        source = Source("account relationship", rule["DeveloperName"])
        yield Miss(source, rule["AccessLevel"], would, tuple(missing))


def _missing(subject: Subject, rule: Mapping[str, Any], value: str | None) -> Iterator[str]:
    account = value
    if value and value.startswith("005"):
        account = subject.tell.row("User", value).get("AccountId")
    if not account:
        yield f"it is {subject.tell.person(value)}, who is of no account" if value else "it is empty"
        return
    table = subject.context.database.tables.get(RELATIONSHIP)
    between = {"AccountFromId": subject.user.account_id, "AccountToId": account}
    types = [row["Type"] for row in subject.context.database.find(table, between) if not row.get("IsDeleted")]
    if rule["Type"] not in types:
        name = subject.tell.record(account)
        yield f"{name} is related as {', '.join(types)}" if types else f"{name} is not related"
