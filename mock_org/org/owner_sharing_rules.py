"""The owner-based sharing rules as rows of LeadOwnerSharingRule and its like (Object Reference; confidence A).

The rules are the project's; their rows follow them, keep their ids by name, and are written by nobody else.
"""

from collections.abc import Mapping
from typing import Any

from mock_org.dml import SaveContext, system_records
from mock_org.security.groups import Viewer
from mock_org.security.model import SharingRule
from mock_org.security.principal import Principal
from mock_org.security.sharing.rules import groups_of

SUFFIX = "OwnerSharingRule"
OBJECTS = ("Account", "Campaign", "Case", "Contact", "Lead", "Opportunity")


def keep_rows(ctx: SaveContext) -> None:
    """Make the rows be as the rules are, where Salesforce Support would have switched these objects on."""
    records = system_records(ctx)
    for name in OBJECTS:
        sobject = ctx.schema.get(name + SUFFIX)
        if sobject is None:
            continue
        known = {row["DeveloperName"].lower(): row for row in records.find(sobject.name)}
        wanted = {rule.name.lower(): _row(ctx, rule) for rule in ctx.security.sharing.rules_of(name)}
        rows = {key: row for key, row in wanted.items() if row}
        records.erase(sobject.name, [row["Id"] for key, row in known.items() if key not in rows])
        records.load(sobject.name, [row for key, row in rows.items() if key not in known])
        for key in rows.keys() & known.keys():
            if rows[key] != {field: known[key][field] for field in rows[key]}:
                records.write(sobject.name, [known[key]["Id"]], rows[key])


def _row(ctx: SaveContext, rule: SharingRule) -> Mapping[str, Any]:
    """Nothing of a rule by criteria, nor of one whose groups are gone."""
    source = _group(ctx, rule.shared_from) if rule.kind == "owner" else None
    target = _group(ctx, rule.shared_to) if source else None
    if target is None:
        return {}
    levels: dict[str, str] = {f"{rule.sobject}AccessLevel": rule.access}
    if rule.sobject == "Account":
        children = rule.account_levels
        levels |= {
            "CaseAccessLevel": children.case,
            "ContactAccessLevel": children.contact,
            "OpportunityAccessLevel": children.opportunity,
        }
    return {"Name": rule.label, "DeveloperName": rule.name, "GroupId": source, "UserOrGroupId": target} | levels


def _group(ctx: SaveContext, principal: Principal | None) -> str | None:
    if principal is None:
        return None
    found = ctx.database.scalar(groups_of(Viewer(ctx.security, ctx.user), principal))
    return None if found is None else str(found)
