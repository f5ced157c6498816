"""Partner Tiers: which permission sets each tier brings, how many partners have it, and what does not fit.

A page of the mock's own: Salesforce has no such setting (see automation/tiers.py).
"""

from collections import Counter
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.automation.tier_check import check_settings, find_inconsistencies
from mock_org.automation.tiers import apply_tiers, tier_of
from mock_org.errors import SalesforceError, SetupError
from mock_org.settings import Settings
from mock_org.setup.page import Page
from mock_org.setup.rendering import done, insufficient_privileges, page
from mock_org.setup.visit import Visit

PATH = "/lightning/setup/PartnerTiers/home"
LEAD = "Which permission sets the users of a partner company have by its tier, and what does not fit."
ASSIGN = "AssignPermissionSets"


def partner_tiers(visit: Visit) -> ResponseReturnValue:
    """The tiers and the findings; a POST gives and takes permission sets until they fit."""
    tiers = visit.org.settings.tiers
    if request.method == "GET" or tiers is None:
        return _shown(visit)
    if not visit.may((ASSIGN,)):
        return insufficient_privileges(visit)
    try:
        records = visit.org.system_session(visit.session.user.id).records()
        check_settings(records, tiers)
        changed = apply_tiers(records, visit.org.database, tiers)
    except (SalesforceError, SetupError) as refusal:
        return _shown(visit, str(getattr(refusal, "message", refusal)), 400)
    return done(f"{changed} assignment{'' if changed == 1 else 's'} of permission sets changed.", PATH)


def _shown(visit: Visit, error: str = "", status: int = 200) -> ResponseReturnValue:
    values: dict[str, Any] = {"lead": LEAD, "editable": visit.may((ASSIGN,)), "source": _source(visit.org.settings)}
    tiers = visit.org.settings.tiers
    if tiers is None:
        return page(visit, "partner_tiers", status, error=error, rows=[], findings=[], **values)
    records = visit.org.system_session().records()
    try:
        findings = find_inconsistencies(records, visit.org.database, tiers)
    except SetupError as fault:
        return page(visit, "partner_tiers", 400, error="; ".join(fault.faults), rows=[], findings=[], **values)
    count = Counter(tier_of(records, tiers, row["Id"]) for row in records.find("Account", IsPartner=True))
    labels = {row["Name"]: row["Label"] for row in records.find("PermissionSet", IsOwnedByProfile=False)}
    rows = [
        {"tier": tier, "sets": [labels[name] for name in names], "accounts": count[tier]}
        for tier, names in tiers.sets.items()
    ]
    return page(visit, "partner_tiers", status, error=error, rows=rows, findings=findings, **values)


def _source(settings: Settings) -> str:
    tiers = settings.tiers
    if tiers is None:
        return ""
    return f"Account.{tiers.field}" if tiers.field else f"the level in the channel program {tiers.program}"


PAGES = (
    Page(
        PATH,
        "Partner Tiers",
        LEAD,
        partner_tiers,
        ("ViewSetup", "ManageUsers"),
        group="Users",
        methods=("GET", "POST"),
        mock_only=True,
    ),
)
