"""/parameterizedSearch: a search without SOSL, by parameters of the URL or of a JSON body."""

from flask import Blueprint, Response, request

from mock_org.api.body import json_object
from mock_org.api.caller import session
from mock_org.api.errors import json_answer
from mock_org.api.search import found_answer
from mock_org.api.search_parameters import Parameters, from_body, from_url, search_of
from mock_org.errors import SalesforceError

bp = Blueprint("parameterized_search", __name__)
SINCE = 36.0  # REST API Developer Guide, "Search with Parameters in the URI"


@bp.get("/parameterizedSearch")
def by_url() -> Response:
    """Search with the parameters of the URL."""
    _check_version()
    return _answer(from_url(request.args))


@bp.post("/parameterizedSearch")
def by_body() -> Response:
    """Search with the parameters of a JSON object."""
    _check_version()
    return _answer(from_body(json_object()))


def _check_version() -> None:
    if session().api_version < SINCE:
        raise SalesforceError("NOT_FOUND", "The requested resource does not exist")


def _answer(parameters: Parameters) -> Response:
    return json_answer(found_answer(session().find_words(search_of(parameters))))
