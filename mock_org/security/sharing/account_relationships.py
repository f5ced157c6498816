"""Account relationships: users of one account reach records of another, by the rules for that type of relationship.

Object Reference, AccountRelationship and AccountRelationshipShareRule (confidence A): AccountFrom gains access to the
data of AccountTo; data is what a lookup of the record connects with AccountTo or with a user of it. The share goes to
the roles of AccountFrom, so users without a role have nothing of it and those above its roles have (confidence C).
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, FromClause, and_, select

from mock_org.schema import Field, Schema
from mock_org.security.groups import Ids, Viewer
from mock_org.security.sharing.computed import Computed, Rows
from mock_org.security.sharing.grant import RANK, Asked, Grant, Source

Gains: TypeAlias = Callable[[ColumnElement[str]], ColumnElement[bool]]
RELATIONSHIP, RULE = "AccountRelationship", "AccountRelationshipShareRule"
# AccountRelationshipShareRule.EntityType; custom objects as well, unless they are details (confidence A).
OBJECTS = (
    "Account", "Campaign", "Case", "Contact", "Lead", "Opportunity", "Order", "PartnerFundAllocation",
    "PartnerFundClaim", "PartnerFundRequest", "PartnerMarketingBudget",
)  # fmt: skip


def grants(asked: Asked) -> Iterator[Grant]:
    """What the rules give the user's account, and accounts whose users are below the user."""
    name, user = asked.sobject.name, asked.user
    if RULE not in asked.context.schema or not asked.shareable or not (user.account_id or asked.lifts):
        return
    rules = [rule for rule in asked.viewer.kept(RULE, lambda: _rules(asked.viewer)) if rule["EntityType"] == name]
    for rule in rules:
        field = criteria_field(asked.context.schema, name, rule["AccountToCriteriaField"])
        if field is not None and RANK[rule["AccessLevel"]] >= RANK[asked.least or "Read"]:
            yield from _by_rule(asked, rule, field)


def criteria_field(schema: Schema, sobject_name: str, path: str) -> Field | None:
    """The lookup that "Case.AccountId" names, if it leads to an account or to a user."""
    owner, _, name = path.partition(".")
    sobject = schema.get(sobject_name)
    field = sobject.field(name) if sobject and owner.lower() == sobject.name.lower() else None
    leads = field is not None and field.type == "reference" and {"Account", "User"} & set(field.reference_to)
    return field if leads else None


def fault_of_rule(schema: Schema, rule: Mapping[str, Any]) -> tuple[str, str] | None:
    """The field of a rule that is wrong, and what would be right; None where nothing is.

    StaticFormulaCriteria would share less than the rule does without it, so a rule that has it is refused.
    """
    name, path = str(rule.get("EntityType") or ""), str(rule.get("AccountToCriteriaField") or "")
    sobject = schema.get(name)
    masters = [f for f in sobject.fields.values() if f.relationship_order is not None] if sobject else []
    if sobject is None or not (sobject.name in OBJECTS or (sobject.custom and not sobject.share_of and not masters)):
        return (
            "EntityType",
            f"{name} cannot be shared by account relationships; {', '.join(OBJECTS)} or a custom object can",
        )
    if criteria_field(schema, sobject.name, path) is None:
        return "AccountToCriteriaField", f"{path} is no lookup of {sobject.name} to Account or User"
    if rule.get("StaticFormulaCriteria"):
        return "StaticFormulaCriteria", "formulas of account relationship rules are not computed; leave it out"
    return None


def _rules(viewer: Viewer) -> list[Mapping[str, Any]]:
    table = viewer.table(RULE)
    wanted = [table.c[n] for n in ("DeveloperName", "Type", "EntityType", "AccountToCriteriaField", "AccessLevel")]
    statement = select(*wanted).where(table.c.IsDeleted.is_not(True)).order_by(table.c.Id)
    return [dict(row) for row in viewer.context.database.rows(statement)]


def _by_rule(asked: Asked, rule: Mapping[str, Any], field: Field) -> Iterator[Grant]:
    told = (
        f'account relationship rule "{rule["DeveloperName"]}" gives {{}} what its {field.label} connects with an '
        f"account that is related as {rule['Type']}"
    )
    source = Source("account relationship", rule["DeveloperName"])
    user = asked.user
    if user.account_id and asked.viewer.role_id:
        because = told.format(f"{user.name}'s account")
        own = _related(asked, rule, lambda account: account == user.account_id)
        yield Grant("ARImplicit", rule["AccessLevel"], _connects(asked, field, own), because, source=source)
    if asked.lifts:
        below = asked.viewer.portal_accounts_below
        because = told.format(f"accounts whose users are below {user.name}'s role {user.role_name}")
        theirs = _related(asked, rule, lambda account: account.in_(below))
        yield Grant("ARImplicit", rule["AccessLevel"], _connects(asked, field, theirs), because, source=source)


def _related(asked: Asked, rule: Mapping[str, Any], gains: Gains) -> Ids:
    """The accounts whose data the gaining accounts have by relationships of the rule's type."""
    relation = asked.viewer.table(RELATIONSHIP)
    return select(relation.c.AccountToId).where(
        relation.c.Type == rule["Type"], relation.c.IsDeleted.is_not(True), gains(relation.c.AccountFromId)
    )


def _connects(asked: Asked, field: Field, accounts: Ids) -> ColumnElement[bool]:
    """Rows whose lookup leads to one of the accounts, or to a user of one."""
    column: ColumnElement[str] = asked.table.c[field.name]
    if "Account" in field.reference_to:
        return column.in_(accounts)
    user: FromClause = asked.viewer.table("User")
    return column.in_(select(user.c.Id).where(user.c.AccountId.in_(accounts)))


def share_rows(computed: Computed) -> Iterator[Rows]:
    """A row for each rule, record and gaining account: its lowest portal role (ARImplicit; by which group: D)."""
    viewer, name, schema = computed.viewer, computed.shared.name, computed.context.schema
    if RULE not in schema:
        return
    for rule in viewer.kept(RULE, lambda: _rules(viewer)):
        field = criteria_field(schema, name, rule["AccountToCriteriaField"]) if rule["EntityType"] == name else None
        if field is None:
            continue
        record, relation, user = computed.table(), computed.table(RELATIONSHIP), computed.table("User")
        lookup: ColumnElement[str] = record.c[field.name]
        joined: FromClause = record.join(
            relation, and_(relation.c.Type == rule["Type"], relation.c.IsDeleted.is_not(True))
        )
        connects: ColumnElement[bool] = relation.c.AccountToId == lookup
        if "Account" not in field.reference_to:
            connects = lookup.in_(select(user.c.Id).where(user.c.AccountId == relation.c.AccountToId))
        joined, grantee = computed.lowest_role(joined, relation.c.AccountFromId)
        yield computed.rows(
            record,
            grantee,
            "ARImplicit",
            rule["AccessLevel"],
            where=[connects],
            frm=joined,
            named=rule["DeveloperName"],
        )
