"""/composite: up to 25 requests in one, each able to refer to the answers before it."""

import re

from flask import Blueprint, Response

from mock_org.api.body import json_object
from mock_org.api.caller import session
from mock_org.api.composite_input import TOO_MANY, available_since, only, required, switch
from mock_org.api.composite_subrequest import carry_out, read_all, told
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError

bp = Blueprint("composite", __name__)

SINCE = 38.0
MOST_SUBREQUESTS = 25
MOST_QUERIES = 5
# The resources that a subrequest may ask (REST API Developer Guide, "Send Multiple Requests Using Composite"); below
# /tooling the same ones (Tooling API Guide).
_SUPPORTED = re.compile(
    r"/services/data/v\d\d\.\d/(?:tooling/)?(?:sobjects|query|queryAll|composite/sobjects)(?:[/?]|$)"
)
_QUERY = re.compile(r"/services/data/v\d\d\.\d/(?:tooling/)?(?:query|queryAll|composite/sobjects)(?:[/?]|$)")
RESOURCES = {"tree": 34.0, "batch": 34.0, "sobjects": 42.0, "graph": 50.0}


@bp.get("/composite")
def resources() -> Response:
    """The other composite resources."""
    available_since(SINCE)
    here = f"/services/data/v{session().version}/composite/"
    return json_answer({name: here + name for name, since in RESOURCES.items() if session().api_version >= since})


@bp.post("/composite")
@bp.post("/tooling/composite")
def composite() -> Response:
    """Carry out the subrequests, all or none of them if asked so; their answers in the order of the request."""
    available_since(SINCE)
    body = only(json_object(), ("allOrNone", "collateSubrequests", "compositeRequest"), "CompositeCollectionInput")
    all_or_none = switch(body, "allOrNone")
    switch(body, "collateSubrequests")
    subrequests = read_all(required(body, "compositeRequest", list), session().api_version)
    if len(subrequests) > MOST_SUBREQUESTS:
        return _too_many(TOO_MANY.format(MOST_SUBREQUESTS, "operations"))
    if sum(_QUERY.match(each.url) is not None for each in subrequests) > MOST_QUERIES:
        return _too_many(TOO_MANY.format(MOST_QUERIES, "query or sObject Collections operations"))
    answers = carry_out(subrequests, session().api_version, _check, all_or_none=all_or_none)
    return json_answer({"compositeResponse": list(map(told, subrequests, answers))})


def _check(_method: str, url: str) -> None:
    if not _SUPPORTED.match(url):
        raise SalesforceError("PROCESSING_HALTED", f"The resource {url} is not supported in a composite request.")


def _too_many(message: str) -> Response:
    """Nothing is done; the whole answer is one entry without a referenceId (recorded for the 26th subrequest)."""
    body = [{"errorCode": "LIMIT_EXCEEDED", "message": message}]
    entry = {"body": body, "httpHeaders": {}, "httpStatusCode": 400, "referenceId": None}
    return json_answer({"compositeResponse": [entry]})
