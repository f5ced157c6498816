"""A plugin for a run in a process of its own: hears every secret that goes over the wire, and fails every scenario.

LISTENING names the file that the secrets are written to, one a line of JSON. Beside it, in `drawn`, stands what the
browsers have drawn: the text of every page and of its fields, as it is to be read in pictures and films of it.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from werkzeug.wrappers import Request, Response

import mock_org.testing
from mock_org.cli import main as mock_org_command

NAMES = re.compile(r"(?i).*password|pw|.*token|.*secret|assertion|code|emc|tc|otp|sid|c|sessionid|frontdoor_uri")
LINK = re.compile(r"https?://\S+\?\S+")
CODE = re.compile(r"\b\d{5,8}\b")
HEARD: set[str] = set()
TELL_WHAT_IS_DRAWN = """
const readable = "input:not([type=password]):not([type=hidden]), textarea";
const dotted = (each) => getComputedStyle(each).webkitTextSecurity !== "none";
const fields = (root) => [...root.querySelectorAll("*")].flatMap((each) => [
  ...(each.matches(readable) && each.checkVisibility() && !dotted(each) ? [each.value] : []),
  ...(each.shadowRoot ? fields(each.shadowRoot) : [])]);
const tell = () => { if (document.body) window.tellDrawn([document.body.innerText, ...fields(document)].join("\\n")); };
for (const each of ["DOMContentLoaded", "load", "input", "change", "submit"]) addEventListener(each, tell, true);
"""


def pytest_configure() -> None:
    """Stand between the web server and the org, and look over every browser's shoulder."""
    log, new_context = mock_org.testing.RequestLog, Browser.new_context
    mock_org.testing.RequestLog = lambda app: log(listening(app))  # type: ignore[misc, assignment]
    drawn = Path(os.environ["LISTENING"]).with_name("drawn").open("a", buffering=1, encoding="utf-8")

    def watched(browser: Browser, **arguments: Any) -> BrowserContext:
        context = new_context(browser, **arguments)
        context.expose_binding("tellDrawn", lambda _, text: drawn.write(f"{text}\n"))
        context.add_init_script(TELL_WHAT_IS_DRAWN)
        return context

    Browser.new_context = watched  # type: ignore[method-assign, assignment]


def main() -> None:
    """The same for an org in a process of its own: `python -m tests.features.report.listening serve …`."""
    answer = Flask.__call__
    Flask.__call__ = lambda app, *request: listening(partial(answer, app))(*request)  # type: ignore[method-assign]
    mock_org_command()


def pytest_bdd_after_scenario() -> None:
    """Whatever a scenario says: it fails, so that all that is kept of failures is kept."""
    pytest.fail("on purpose")


def listening(app: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The app with an ear."""

    def heard(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        request = Request(environ)
        body = request.get_data(cache=True)
        hear(_in_request(request, body))
        answer = Response.from_app(app, _again(environ, body), buffered=True)
        hear(_in_answer(request, answer))
        return answer(environ, start_response)

    return heard


def hear(secrets: Iterable[str]) -> None:
    """Write down what is long enough to be searched for."""
    new = {each for each in secrets if len(each) >= 6} - HEARD
    HEARD.update(new)
    with Path(os.environ["LISTENING"]).open("a", encoding="utf-8") as file:
        file.write("".join(f"{json.dumps(each)}\n" for each in new))


def _again(environ: dict[str, Any], body: bytes) -> dict[str, Any]:
    return {**environ, "wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body)), "HTTP_TRANSFER_ENCODING": ""}


def _in_request(request: Request, body: bytes) -> Iterator[str]:
    yield request.headers.get("Authorization", "").rpartition(" ")[2]
    yield from (value for name, value in request.cookies.items() if name == "sid" or len(value) >= 16)
    yield from _named(request.args.items(multi=True))
    text = body.decode(errors="ignore")
    if request.mimetype == "application/x-www-form-urlencoded":
        yield from _named(parse_qsl(text))
    if request.mimetype == "application/json":
        yield from _in_json(json.loads(text or "null"))


def _in_answer(request: Request, answer: Response) -> Iterator[str]:
    for cookie in answer.headers.getlist("Set-Cookie"):
        value = cookie.partition("=")[2].partition(";")[0].strip('"')
        yield value if len(value) >= 16 else ""
    yield from _in_link(answer.headers.get("Location", ""))
    if answer.mimetype == "application/json":
        found = answer.get_json(silent=True)
        yield from _in_json(found)
        if "/outbox" in request.path:
            for text in (str(mail.get("text")) for mail in found or () if isinstance(mail, dict)):
                yield from (secret for link in LINK.findall(text) for secret in _in_link(link))
                yield from CODE.findall(text) if "code" in text.lower() else ()


def _in_json(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield from (secret for each in value for secret in _in_json(each))
    if isinstance(value, dict):
        yield from _named((name, each) for name, each in value.items() if isinstance(each, str))
        yield from (secret for each in value.values() for secret in _in_json(each))


def _named(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in pairs:
        if NAMES.fullmatch(name):
            yield value
            yield from _in_link(value)


def _in_link(link: str) -> Iterator[str]:
    yield from (value for name, value in parse_qsl(urlsplit(link).query) if NAMES.fullmatch(name))


if __name__ == "__main__":
    main()
