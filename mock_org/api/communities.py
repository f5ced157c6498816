"""/connect/communities: the Experience Cloud sites of the caller, and new ones."""

from flask import Blueprint, Response, request

from mock_org.api.caller import session
from mock_org.api.connect_body import fixed_body
from mock_org.api.errors import json_answer
from mock_org.org.branding import TEMPLATES

bp = Blueprint("communities", __name__)
_URL = "/connect/communities"
_NEW = {"name": str, "urlPathPrefix": str, "templateName": str, "templateParams": dict, "description": str}


@bp.get(_URL)
def communities() -> Response:
    """The sites of the caller; ?communityStatus= only those of that status."""
    found = session().communities(request.args.get("communityStatus"))
    return json_answer({"communities": found, "total": len(found)})


@bp.post(_URL)
def create() -> Response:
    """Make a site."""
    return json_answer(session().create_community(fixed_body(_NEW)))


@bp.get(f"{_URL}/templates")
def templates() -> Response:
    """What a site can be made from."""
    listed = [{"publisher": "Salesforce", "templateName": name} for name in TEMPLATES]
    return json_answer({"templates": listed, "total": len(listed)})


@bp.get(f"{_URL}/<community_id>")
def community(community_id: str) -> Response:
    """One site."""
    return json_answer(session().community(community_id))


@bp.post(f"{_URL}/<community_id>/publish")
def publish(community_id: str) -> Response:
    """Publish a site's pages."""
    return json_answer(session().publish_community(community_id))
