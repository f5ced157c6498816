"""/process/rules: active workflow rules; the org runs none."""

from typing import NoReturn

from flask import Blueprint, Response

from mock_org.api.caller import session
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError

bp = Blueprint("process_rules", __name__)
_URL = "/process/rules"


@bp.get(_URL)
def rules() -> Response:
    """The rules by object: none."""
    return json_answer({"rules": {}})


@bp.get(f"{_URL}/<sobject>")
def rules_of(sobject: str) -> Response:
    """The rules of an object: none."""
    kind = session().sobject(sobject)
    return json_answer({"rules": {kind.name: []}})


@bp.get(f"{_URL}/<sobject>/<rule_id>")
def rule(sobject: str, rule_id: str) -> NoReturn:
    """One rule: there is none."""
    session().sobject(sobject)
    raise SalesforceError("NOT_FOUND", "The requested resource does not exist")


@bp.post(_URL)
@bp.post(f"{_URL}/<sobject>")
@bp.post(f"{_URL}/<sobject>/<rule_id>")
def trigger(sobject: str = "", rule_id: str = "") -> NoReturn:
    """Run rules: refused, since what they would change does not happen."""
    asked = " ".join(("workflow rules", sobject, rule_id)).strip()
    raise SalesforceError("NOT_IMPLEMENTED", f"Mock Org does not run {asked}")
