"""/composite/batch: up to 25 requests in one, each for itself."""

import re
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response

from mock_org.api.body import json_object
from mock_org.api.caller import session
from mock_org.api.composite_dispatch import Subresponse, dispatch
from mock_org.api.composite_input import available_since, check_number, malformed, only, required, switch
from mock_org.api.composite_subrequest import METHODS
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError

bp = Blueprint("composite_batch", __name__)

SINCE = 34.0
MOST_SUBREQUESTS = 25
_KEYS = ("method", "url", "richInput", "binaryPartName", "binaryPartNameAlias")
# The resources that can be asked in a batch (REST API Developer Guide, "Composite Batch").
_RESOURCES = "limits|sobjects|query|queryAll|search|parameterizedSearch|connect|chatter|actions|tooling|ui-api"
_URL = re.compile(rf"(?:/?services/data/|/)?v(?P<version>\d\d\.\d)/(?P<path>(?:{_RESOURCES})(?:[/?].*)?)", re.DOTALL)
# Status and code: REST API Developer Guide, "Batch Request Body"; the text is ours (confidence D).
HALTED = Subresponse.error("BATCH_PROCESSING_HALTED", "Batch processing halted per request", 412)


@dataclass(frozen=True)
class _Part:
    method: str
    url: str
    body: Any


@bp.post("/composite/batch")
@bp.post("/tooling/composite/batch")
def batch() -> Response:
    """Carry out the subrequests one after another; each that succeeds is kept, whatever becomes of the next."""
    available_since(SINCE)
    body = only(json_object(), ("batchRequests", "haltOnError"), "BatchCollectionInput")
    halt = switch(body, "haltOnError")
    parts = [_read(each) for each in required(body, "batchRequests", list)]
    check_number(len(parts), MOST_SUBREQUESTS, "operations")
    answers: list[Subresponse] = []
    for part in parts:
        answers.append(HALTED if halt and any(each.refused for each in answers) else _answer(part))
    results = [{"statusCode": each.status, "result": each.body} for each in answers]
    return json_answer({"hasErrors": any(each.status >= 400 for each in answers), "results": results})


def _read(given: Any) -> _Part:
    """A subrequest; one that is malformed makes the whole request fail, whatever haltOnError says."""
    given = only(given, _KEYS, "BatchSubrequest")
    method, url = required(given, "method", str), required(given, "url", str)
    if method.upper() not in METHODS:
        malformed(f"Invalid HTTP method '{method}': one of {', '.join(METHODS)} is needed")
    if "binaryPartName" in given or "binaryPartNameAlias" in given:
        raise SalesforceError("NOT_IMPLEMENTED", "Mock Org does not take binary parts in a batch; use base64 fields")
    return _Part(method.upper(), url, given.get("richInput"))


def _answer(part: _Part) -> Subresponse:
    url = _URL.fullmatch(part.url)
    if url is None:
        return Subresponse.error("NOT_FOUND", "The requested resource does not exist", 404)
    if not SINCE <= float(url["version"]) <= session().api_version:
        message = f"The API version of a subrequest must be between {SINCE} and {session().version}: {part.url}"
        return Subresponse.error("INVALID_INPUT", message)
    path = f"/services/data/v{url['version']}/{url['path']}"
    return dispatch(part.method, path, part.body, counted=True)
