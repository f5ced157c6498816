"""/tooling: what there is of the org's metadata, by SOQL and by describes. Metadata is not written here."""

from typing import NoReturn

from flask import Blueprint, Response, request

from mock_org.api.caller import session
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError

bp = Blueprint("tooling", __name__, url_prefix="/tooling")

LINKS = ("query", "sobjects")
NO_APEX = "Mock Org does not run Apex"


@bp.get("/")
def root() -> Response:
    """The resources of the Tooling API."""
    return json_answer({name: f"/services/data/v{session().version}/tooling/{name}" for name in LINKS})


@bp.get("/query")
def query() -> Response:
    """Answer the statement in ?q= (shape: recorded). All rows come at once."""
    name, result = session().tooling_query(request.args.get("q", ""))
    return json_answer(
        {
            "size": len(result.records),
            "totalSize": result.total_size,
            "done": True,
            "queryLocator": None,
            "entityTypeName": name if result.records else None,
            "records": result.records,
        }
    )


@bp.get("/sobjects")
def describe_global() -> Response:
    """The sObjects of the Tooling API."""
    return json_answer(session().tooling_describe_global())


@bp.get("/sobjects/<sobject>")
def basic(sobject: str) -> Response:
    """The flags of one of them."""
    return json_answer(session().tooling_basic_info(sobject))


@bp.get("/sobjects/<sobject>/describe")
def describe(sobject: str) -> Response:
    """Its full describe. An org without source tracking has no SourceMember: 404."""
    return json_answer(session().tooling_describe(sobject))


@bp.get("/sobjects/<sobject>/<record_id>")
def retrieve(sobject: str, record_id: str) -> Response:
    """One record of it."""
    return json_answer(session().tooling_retrieve(sobject, record_id))


@bp.post("/sobjects/<sobject>")
@bp.route("/sobjects/<sobject>/<record_id>", methods=["PATCH", "DELETE"])
def write(sobject: str, record_id: str = "") -> NoReturn:
    """Refused: metadata come from the project's folder."""
    raise _refused(f"Mock Org does not write {sobject} by the Tooling API; deploy it with the project")


@bp.get("/executeAnonymous")
def execute_anonymous() -> NoReturn:
    """Refused."""
    raise _refused(f"{NO_APEX}: executeAnonymous")


@bp.post("/runTestsSynchronous")
@bp.route("/runTestsAsynchronous", methods=["GET", "POST"])
def run_tests() -> NoReturn:
    """Refused."""
    raise _refused(f"{NO_APEX} tests: {request.path.rstrip('/').rpartition('/')[2]}")


@bp.get("/completions")
def completions() -> NoReturn:
    """Refused."""
    raise _refused("Mock Org does not know code completions: completions")


@bp.get("/search")
def search() -> NoReturn:
    """Refused."""
    raise _refused("Mock Org does not search metadata: tooling/search")


def _refused(message: str) -> SalesforceError:
    return SalesforceError("NOT_IMPLEMENTED", message)
