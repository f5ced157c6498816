"""GET matrix: who may do what with which record, for the whole org."""

from typing import get_args

from flask import Blueprint, Response, request

from mock_org.audit.matrix import By, matrix
from mock_org.audit.matrix_forms import FORMS, as_data
from mock_org.control.guard import org, takes
from mock_org.errors import SetupError

bp = Blueprint("matrix", __name__)
MEDIA_TYPES = {"html": "text/html", "json": "application/json", "csv": "text/csv", "gherkin": "text/plain"}


@bp.get("/matrix")
@takes("object", "user", "counts", "by", "format")
def show() -> Response:
    """?object=, ?user= (each several times), ?counts=true, ?by=profile-role-account; ?format=json, html, csv, gherkin.

    Without a format a browser gets the page, everybody else JSON.
    """
    asked = request.args
    by = asked.get("by", "user")
    if by not in get_args(By):
        raise SetupError(f"by: {by}; there are: {', '.join(get_args(By))}")
    counts = asked.get("counts", "false").lower()
    if counts not in ("true", "false"):
        raise SetupError(f"counts: {counts}; there are: true, false")
    found = matrix(org(), asked.getlist("object"), asked.getlist("user"), counts=counts == "true", by=by)  # type: ignore[arg-type]
    form = _form()
    return Response(FORMS[form](as_data(found)), content_type=f"{MEDIA_TYPES[form]}; charset=utf-8")


def _form() -> str:
    wanted = request.args.get("format")
    if wanted is None:
        best = request.accept_mimetypes.best_match(["application/json", "text/html"], "application/json")
        return "html" if best == "text/html" else "json"
    if wanted not in FORMS:
        raise SetupError(f"format: {wanted}; there are: {', '.join(sorted(FORMS))}")
    return wanted
