"""Bugs that a portal or an API could have, put between the web server and a mock org that has none of them."""

import html
import re
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.wrappers import Request, Response

App = Callable[..., Iterable[bytes]]
DENIED = re.compile(r"Invalid Page|have access to this record|level of access necessary")
RECORD_PAGE = re.compile(r"/s/(?:detail|lead|contact|account)/\w{15,18}")
RECORD_DOORS = re.compile(r"/services/data/v[\d.]+/(?:sobjects/Lead/\w{15,18}$|query/?$)")


class Broken:
    """The org's app with a bug, while there is one."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.bug: Callable[[Request, App], Response] | None = None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request, the wrong way if there is a bug."""
        if self.bug is None or environ["REQUEST_METHOD"] != "GET":
            return self._app(environ, start_response)
        environ.pop("HTTP_ACCEPT_ENCODING", None)  # an answer that is read here is not compressed
        return self.bug(Request(environ), self._app)(environ, start_response)


class SameForAll:
    """A cache that forgets whose answer it keeps: what one user was given, the next one is given too."""

    def __init__(self, keeps: Callable[[Request, Response], bool]) -> None:
        self._keeps = keeps
        self._kept: dict[str, Response] = {}

    def __call__(self, request: Request, app: App) -> Response:
        if request.url not in self._kept:
            answer = Response.from_app(app, request.environ, buffered=True)
            if not self._keeps(request, answer):
                return answer
            answer.headers.remove("Set-Cookie")
            self._kept[request.url] = answer
        return self._kept[request.url]


def is_record_page(request: Request, answer: Response) -> bool:
    """The page of a record that the user may see, or the way to it."""
    shown = answer.status_code in {301, 302} or not DENIED.search(answer.get_data(as_text=True))
    return bool(RECORD_PAGE.search(request.path)) and answer.status_code < 400 and shown


def is_lead_answer(request: Request, answer: Response) -> bool:
    """A lead, or a query for one lead by its id."""
    by_id = "FROM Lead WHERE Id" in request.args.get("q", "") or "/sobjects/" in request.path
    found = answer.status_code == 200 and (answer.get_json() or {}).get("totalSize") != 0
    return bool(RECORD_DOORS.search(request.path)) and by_id and found


def is_lead_list(request: Request, answer: Response) -> bool:
    """A query for all leads that has found some."""
    asks = "SELECT Id FROM Lead ORDER BY" in request.args.get("q", "")
    return asks and answer.status_code == 200 and (answer.get_json() or {}).get("totalSize") != 0


def hides(text: str, record_id: str) -> Callable[[Request, App], Response]:
    """A page that refuses a record has the record in it, where nobody sees it."""
    return _denied_with(f"<p hidden>{html.escape(text)}</p>", record_id)


def tells_scripts(text: str, record_id: str) -> Callable[[Request, App], Response]:
    """A page that refuses a record loads a script with the record in it."""
    with_script = _denied_with('<script src="/of-record.js"></script>', record_id)

    def bug(request: Request, app: App) -> Response:
        if request.path == "/of-record.js":
            return Response(f'"{text}";', mimetype="text/javascript")
        return with_script(request, app)

    return bug


def _denied_with(part: str, record_id: str) -> Callable[[Request, App], Response]:
    def bug(request: Request, app: App) -> Response:
        answer = Response.from_app(app, request.environ, buffered=True)
        page = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        if record_id in request.path and DENIED.search(page):
            answer.set_data(page.replace("</body>", f"{part}</body>"))
        return answer

    return bug
