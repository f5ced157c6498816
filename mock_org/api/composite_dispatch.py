"""A request within a request: answered by the same app, under the same session, in the same transaction."""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from flask import Response, current_app, request
from werkzeug.test import EnvironBuilder

from mock_org.api.caller import org, session_id
from mock_org.org.attempt import attempt

# The headers of a subresponse that composite answers tell (recorded: Location; ETag and Last-Modified).
TOLD = ("Location", "ETag", "Last-Modified")
NO_JSON = "The resource answers with something else than JSON, which a composite request cannot hold"
NO_REQUEST = "The URL or a header of the subrequest holds characters that a request cannot have"


@dataclass(frozen=True)
class Subresponse:
    """What a subrequest was answered: HTTP status, the JSON value of the body, the headers worth telling."""

    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether the subrequest failed; 304 is no failure, 300 (several matches) is one."""
        return self.status >= 300 and self.status != 304

    @classmethod
    def error(cls, code: str, message: str, status: int = 400) -> "Subresponse":
        """A refusal that the composite resource itself speaks out; routing errors have no `fields`."""
        return cls(status, [{"errorCode": code, "message": message}])


def dispatch(
    method: str, url: str, body: Any = None, headers: Mapping[str, str] | None = None, *, counted: bool = False
) -> Subresponse:
    """Answer a subrequest; one that is refused leaves nothing behind.

    url: path and query from /services/data/ on. body: a JSON value, None for none.
    headers: in addition to the session's and to the Sforce- headers of the outer request.
    counted: whether it counts as an API call of its own.
    """
    try:
        environ = _environ(method, url, body, headers or {})
    except ValueError:
        return Subresponse.error("PROCESSING_HALTED", NO_REQUEST)
    if not counted:
        org().api_calls.add(-1)  # the app counts every request; this one belongs to the outer one
    try:
        with all_or_nothing(), current_app.app_context(), current_app.request_context(environ):
            answer = _read(current_app.full_dispatch_request())
            if answer.refused:
                raise _RefusedError(answer)
    except _RefusedError as refusal:
        return refusal.answer
    return answer


def _environ(method: str, url: str, body: Any, headers: Mapping[str, str]) -> dict[str, Any]:
    """The WSGI environment of a subrequest.

    Raises ValueError for a URL or a header that no request can have: half of a character, a header of two lines.
    """
    return EnvironBuilder(
        path=url,
        base_url=request.host_url,
        method=method,
        headers=[*(_inherited() | dict(headers)).items()],
        data=None if body is None else json.dumps(body).encode(),
        content_type=None if body is None else "application/json",
        environ_base={"REMOTE_ADDR": request.remote_addr or "127.0.0.1"},
    ).get_environ()


def all_or_nothing() -> AbstractContextManager[None]:
    """Undo whatever requests did when the block ends by an exception: rows, mails, open queries, log-ins, jobs."""
    return attempt(org(), org().cursors, org().tokens, org().jobs)


class _RefusedError(Exception):
    """Ends the transaction of a subrequest that was refused."""

    def __init__(self, answer: Subresponse) -> None:
        super().__init__(answer.status)
        self.answer = answer


def _inherited() -> dict[str, str]:
    """The session, and the outer request's own switches (Sforce-Auto-Assign and the like)."""
    switches = {name: value for name, value in request.headers.items() if name.lower().startswith("sforce-")}
    return switches | {"Authorization": f"Bearer {session_id() or ''}", "Accept": "application/json"}


def _read(response: Response) -> Subresponse:
    data = response.get_data()
    headers = {name: response.headers[name] for name in TOLD if name in response.headers}
    if not data:
        return Subresponse(response.status_code, None, headers)
    if response.mimetype != "application/json":
        return Subresponse.error("PROCESSING_HALTED", NO_JSON)
    return Subresponse(response.status_code, json.loads(data), headers)
