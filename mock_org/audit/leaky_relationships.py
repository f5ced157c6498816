"""Account relationships between partners: their rules open the data of one to users of the other."""

from collections.abc import Iterator

from sqlalchemy import select

from mock_org.audit.belonging import names_of, partner_accounts
from mock_org.audit.reach import Landscape, Reach, Severity
from mock_org.security import Level
from mock_org.security.sharing.account_relationships import RELATIONSHIP, RULE

ADVICE = (
    "If the one may see what the other has, say so in [leaks.allowed]; otherwise delete the relationship or its rule."
)


def relationships(land: Landscape) -> Iterator[Reach]:
    """Rules by whose type of relationship a partner gains access to another partner's data."""
    tables, read = land.context.database.tables, land.context.database.read
    if RULE not in land.context.schema or RULE not in tables or RELATIONSHIP not in tables:
        return
    rule, relation = tables.get(RULE), tables.get(RELATIONSHIP)
    wanted = (rule.c.DeveloperName, rule.c.Type, rule.c.EntityType, rule.c.AccessLevel)
    partners = partner_accounts(land.context)
    for name, kind, sobject, access in read(select(*wanted).where(rule.c.IsDeleted.is_not(True)).order_by(rule.c.Id)):
        between = (relation.c.AccountFromId.in_(partners), relation.c.AccountToId.in_(partners))
        pairs = read(
            select(relation.c.AccountFromId, relation.c.AccountToId).where(
                relation.c.Type == kind, relation.c.IsDeleted.is_not(True), *between
            )
        )
        users = {account: count for account, count in _users(land).items() if account in {gains for gains, _ in pairs}}
        if pairs and sobject in land.paths:
            names = names_of(land.context, (account for pair in pairs for account in pair))
            told = ", ".join(f"{names[gains]} sees {names[gives]}'s" for gains, gives in pairs[:3])
            what = f"Account relationship rule {name} opens {land.label(sobject)} between partners: {told}, {access}."
            level: Level = "read" if access == "Read" else "edit"
            severity: Severity = "high" if level == "edit" else "medium"
            yield land.reach(
                f"account relationship {name}",
                what,
                sobject,
                level,
                users,
                ADVICE,
                severity,
                by_design=True,
                across=True,
            )


def _users(land: Landscape) -> dict[str, int]:
    return land.of_crowds(land.crowds)
