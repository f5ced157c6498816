"""GET tiers: what of the partners' tiers does not fit. POST tiers/apply: give and take permission sets as tiers say."""

from flask import Blueprint, Response, jsonify, request

from mock_org.automation.tier_check import check_settings, find_inconsistencies
from mock_org.automation.tiers import apply_tiers
from mock_org.control.guard import org, takes
from mock_org.errors import SetupError
from mock_org.settings.tiers import TierSettings

bp = Blueprint("tiers", __name__)


@bp.get("/tiers")
@takes("format")
def tiers() -> Response:
    """Values that no mapping knows, users whose sets do not fit: a sentence each."""
    records = org().system_session().records()
    found = find_inconsistencies(records, org().database, _settings())
    form = request.args.get("format", "json")
    if form not in ("json", "text"):
        raise SetupError(f"format: {form}; there are: json, text")
    if form == "text":
        return Response("".join(f"{each.says}\n" for each in found), content_type="text/plain; charset=utf-8")
    return jsonify(findings=[{"kind": each.kind, "record": each.record, "says": each.says} for each in found])


@bp.post("/tiers/apply")
def apply() -> Response:
    """Bring every active partner user to what the tiers say: all of them or, where one set is refused, none."""
    records, settings = org().system_session().records(), _settings()
    check_settings(records, settings)
    return jsonify(changed=apply_tiers(records, org().database, settings))


def _settings() -> TierSettings:
    settings = org().settings.tiers
    if settings is None:
        raise SetupError("the org knows no tiers: its settings have no [tiers]; see how-to/partner-tiers.md")
    return settings
