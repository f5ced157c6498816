"""/sobjects/<Type>/describe/layouts, namedLayouts, compactLayouts, approvalLayouts; /compactLayouts?q=."""

from flask import Blueprint, Response, request

from mock_org.api.caller import session
from mock_org.api.conditional import since_answer
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError

bp = Blueprint("layouts", __name__)
_URL = "/sobjects/<sobject>/describe"
MOST_OBJECTS = 100


@bp.get("/sobjects/Global/describe/layouts")
def global_layouts() -> Response:
    """The layout of the global actions."""
    return json_answer(session().global_layouts())


@bp.get(f"{_URL}/layouts")
def layouts(sobject: str) -> Response:
    """The layout of an object, unless the caller's copy is as new."""
    return since_answer(session().layouts(sobject), session().described_since())


@bp.get(f"{_URL}/layouts/<record_type_id>")
def layout_of(sobject: str, record_type_id: str) -> Response:
    """The layout of one of its record types."""
    return since_answer(session().layout_of(sobject, record_type_id), session().described_since())


@bp.get(f"{_URL}/namedLayouts/<name>")
def named_layout(sobject: str, name: str) -> Response:
    """A layout by its name."""
    return json_answer(session().named_layout(sobject, name))


@bp.get(f"{_URL}/compactLayouts")
def compact_layouts(sobject: str) -> Response:
    """The compact layouts of an object."""
    return json_answer(session().compact_layouts(sobject))


@bp.get(f"{_URL}/compactLayouts/primary")
def primary(sobject: str) -> Response:
    """The one that is shown."""
    return json_answer(session().primary_compact_layout(sobject))


@bp.get(f"{_URL}/compactLayouts/<record_type_id>")
def compact_layout_of(sobject: str, record_type_id: str) -> Response:
    """The one of a record type."""
    session().layout_of(sobject, record_type_id)
    return json_answer(session().primary_compact_layout(sobject))


@bp.get(f"{_URL}/approvalLayouts")
@bp.get(f"{_URL}/approvalLayouts/<name>")
def approval_layouts(sobject: str, name: str | None = None) -> Response:
    """The layouts of approval pages."""
    return json_answer(session().approval_layouts(sobject, name))


@bp.get("/compactLayouts")
def compact_layouts_of() -> Response:
    """The primary compact layouts of the objects in ?q=, by their names."""
    names = list(dict.fromkeys(name.strip() for name in request.args.get("q", "").split(",") if name.strip()))
    if not names or len(names) > MOST_OBJECTS:
        # The text of Salesforce is not known (confidence D).
        raise SalesforceError("INVALID_FIELD", f"q must name 1 to {MOST_OBJECTS} objects")
    found = [session().primary_compact_layout(name) for name in names]
    return json_answer({layout["objectType"]: layout for layout in found})
