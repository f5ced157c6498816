"""/sobjects, /sobjects/<Type> and /sobjects/<Type>/describe."""

from flask import Blueprint, Response

from mock_org.api.caller import session
from mock_org.api.conditional import since_answer
from mock_org.api.errors import json_answer

bp = Blueprint("describe", __name__)


@bp.get("/sobjects")
def describe_global() -> Response:
    """The sObjects that the caller may read, unless the caller's copy is as new."""
    return since_answer(session().describe_global(), session().described_since())


@bp.get("/sobjects/<sobject>")
def basic(sobject: str) -> Response:
    """The object's own flags, and the caller's recent items of it."""
    return json_answer(session().basic_info(sobject))


@bp.get("/sobjects/<sobject>/describe")
def describe(sobject: str) -> Response:
    """The object's full describe, as the caller may use it, unless the caller's copy is as new."""
    return since_answer(session().describe(sobject), session().described_since())
