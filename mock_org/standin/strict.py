"""In front of an org: requests that wait, requests that fail before they begin, and no more long ones than allowed."""

import io
import itertools
import time
from collections.abc import Callable, Iterable
from typing import Any

from mock_org.org import Org
from mock_org.settings.standin import StandInSettings
from mock_org.standin.chance import befalls, drawn
from mock_org.standin.faults import SERVICE, Asked, Fault, Start, fault_for, page_fault, too_many_long_requests
from mock_org.standin.running import Running

Wsgi = Callable[[dict[str, Any], Start], Iterable[bytes]]
# More of a body is not looked at for a fault.
_LOOKED_AT = 1024 * 1024


class Strict:
    """WSGI in front of the app, as the settings of its org say."""

    def __init__(self, app: Wsgi, org: Org, sleep: Callable[[float], None] = time.sleep) -> None:
        self._app, self._org, self._sleep = app, org, sleep
        self._number = itertools.count(1)
        self._running = Running()

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """Answer a request, or have it done; late, if it must be."""
        settings, number = self._org.settings.standin, next(self._number)
        self._wait(settings, number)
        fault = _fault(settings, number, environ)
        if fault is not None:
            return fault(start_response)
        if not SERVICE.fullmatch(environ["PATH_INFO"]):
            return self._app(environ, start_response)
        if self._running.longer_than(settings.long_request_seconds) >= settings.long_requests:
            return too_many_long_requests()(start_response)
        with self._running.one():
            return self._app(environ, start_response)

    def _wait(self, settings: StandInSettings, number: int) -> None:
        if drawn(settings.seed, "slow", number) * 100 < settings.slow_percent:
            least, most = settings.slow_milliseconds
            self._sleep((least + drawn(settings.seed, "how slow", number) * (most - least)) / 1000)


def _fault(settings: StandInSettings, number: int, environ: dict[str, Any]) -> Fault | None:
    """What is answered instead; before anything was done, so that it may be asked again."""
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    if SERVICE.fullmatch(path):
        if befalls(settings.seed, "fault", number, settings.flaky_percent):
            asked = Asked(method, path, environ.get("QUERY_STRING", ""), lambda: _body(environ))
            return fault_for(asked, drawn(settings.seed, "which", number))
        return None
    if method == "GET" and befalls(settings.seed, "page", number, settings.flaky_pages_percent):
        return page_fault()
    return None


def _body(environ: dict[str, Any]) -> bytes:
    """What was sent; the app can read it all the same. Nothing of what is long."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > _LOOKED_AT:
        return b""
    sent: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(sent)
    return sent
