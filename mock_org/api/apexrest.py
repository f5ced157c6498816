"""/services/apexrest: the paths of a project's own Apex REST resources, answered by its Python handlers."""

import json
import logging
from typing import Any

from flask import Blueprint, Response, current_app, g, request

from mock_org.apexrest import ApexRest, Found, Request
from mock_org.apexrest import Response as Answer
from mock_org.api.caller import require_session, session
from mock_org.api.errors import json_answer, remember_unmatched
from mock_org.errors import SalesforceError
from mock_org.org import NEWEST_VERSION

bp = Blueprint("apexrest", __name__)
_LOG = logging.getLogger("mock_org")
EXTENSION = "mock_org_apexrest"
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


@bp.route("/services/apexrest", defaults={"path": ""}, methods=METHODS)
@bp.route("/services/apexrest/<path:path>", methods=METHODS)
def call(path: str) -> Response:
    """Run the handler as the caller; what it wrote is taken back if it fails."""
    g.version, g.at_site = NEWEST_VERSION, False
    require_session()
    rest: ApexRest = current_app.extensions[EXTENSION]
    found = rest.find(request.method, f"/{path}")
    if found is None:
        remember_unmatched("no handler of the project has this path")
        raise SalesforceError("NOT_FOUND", "Could not find a match for URL")
    if found.handler is None:
        raise SalesforceError(
            "METHOD_NOT_ALLOWED",
            f"HTTP Method '{request.method}' not allowed. Allowed are {', '.join(found.allowed)}",
        )
    return _answer(_run(found, f"/{path}"))


def _run(found: Found, path: str) -> Any:
    """What the handler returns.

    Raises its SalesforceError as it is; any other exception as APEX_ERROR (recorded shape; confidence A).
    """
    asked = Request(
        method=request.method,
        path=path,
        wildcards=found.wildcards,
        params=request.args.to_dict(),
        headers=dict(request.headers),
        body=request.get_data(),
    )
    assert found.handler is not None
    try:
        with session().org.database.transaction():
            answered = found.handler(session(), asked)
            return answered if isinstance(answered, Answer) else Answer(answered)
    except SalesforceError:
        raise
    except Exception as fault:
        _LOG.warning("%s %s: the handler failed", request.method, request.path, exc_info=fault)
        raise SalesforceError("APEX_ERROR", f"{type(fault).__name__}: {fault}", status=500) from fault


def _answer(answered: Answer) -> Response:
    if isinstance(answered.body, bytes):
        answer = Response(answered.body, answered.status, content_type=answered.content_type)
    elif answered.body is None:
        answer = Response(status=answered.status)
    else:
        answer = json_answer(_as_json(answered.body), answered.status)
    answer.headers.extend(dict(answered.headers))
    return answer


def _as_json(body: Any) -> Any:
    try:
        return json.loads(json.dumps(body))
    except (TypeError, ValueError) as fault:
        raise SalesforceError("APEX_ERROR", f"{type(fault).__name__}: {fault}", status=500) from fault
