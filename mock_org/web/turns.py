"""Requests take turns: each has the org to itself, what is due is done before it, and calls of the API are counted."""

from flask import Flask, Response, g, request

from mock_org.automation.due import run_due
from mock_org.errors import SalesforceError
from mock_org.org import Org


def one_request_at_a_time(app: Flask, org: Org) -> None:
    """Each request has the org to itself, and data calls are counted (Sforce-Limit-Info)."""

    @app.before_request
    def take_turn() -> None:
        org.database.lock.acquire()
        g.has_turn = True
        run_due(org)
        if request.path.startswith("/services/data/"):
            org.api_calls.add()
            if org.api_requests > org.settings.api_requests_per_day:
                raise SalesforceError("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")

    @app.after_request
    def tell_limits(answer: Response) -> Response:
        if request.path.startswith("/services/"):
            answer.headers.add("Sforce-Limit-Info", f"api-usage={org.api_requests}/{org.settings.api_requests_per_day}")
        return answer

    @app.teardown_request
    def end_turn(_error: BaseException | None) -> None:
        if g.pop("has_turn", False):
            org.database.lock.release()
