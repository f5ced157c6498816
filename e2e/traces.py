"""A trace without what logs somebody in: a trace is shown to others, and holds every request, cookie and typed text."""

import html
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus, unquote_plus

INSTEAD = "…"
# Whoever puts shorter texts in a password field does not mean them to be secret; and they stand in many words.
SHORTEST = 5
FRAMES = (".jpeg", ".jpg")
PICTURES = (*FRAMES, ".png", ".ico", ".webp", ".woff2")
_NAMES = re.compile(
    r"^(access_token|assertion|c|client_secret|code|emc|otp|refresh_token|sid|tc|token|.*pass(word)?.*|pw|"
    r"_CONFIRMATIONTOKEN|.*answer)$",
    re.IGNORECASE,
)
_IN_LINKS = re.compile(r"[?&](?:amp;)?(?:c|otp|sid|access_token|token)=([^&\"'\s<>\\]+)")
_FIELDS = re.compile(r"password|code|answer", re.IGNORECASE)


def clean(path: Path, *, frames: bool = True) -> None:
    """Write a trace again without passwords, codes, cookies and links that log in.

    frames: whether to keep the pictures of the pages, which nobody can search.
    """
    with zipfile.ZipFile(path) as trace:
        members = {name: trace.read(name) for name in trace.namelist() if frames or not name.endswith(FRAMES)}
    ways = sorted({way for secret in secrets_of(members) for way in _written(secret)}, key=len, reverse=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as trace:
        for name, content in members.items():
            trace.writestr(name, content if name.endswith(PICTURES) else _without(content, ways))


def secrets_of(members: Mapping[str, bytes]) -> set[str]:
    """What the files of a trace hold that logs somebody in."""
    found = {
        unquote_plus(each)
        for name, content in members.items()
        if not name.endswith(PICTURES)
        for each in _IN_LINKS.findall(content.decode("utf-8", "replace"))
    }
    for name, content in members.items():
        if name.endswith(".network"):
            for line in content.decode("utf-8", "replace").splitlines():
                found |= set(_in_exchange(json.loads(line).get("snapshot", {})))
        if name.endswith(".trace"):
            for line in content.decode("utf-8", "replace").splitlines():
                found |= set(_typed(json.loads(line)))
    return {each for each in found if len(each) >= SHORTEST}


def _in_exchange(exchange: Mapping[str, Any]) -> Iterator[str]:
    """Every cookie, and what the parameters of these names hold."""
    request, response = exchange.get("request", {}), exchange.get("response", {})
    for cookie in [*request.get("cookies", []), *response.get("cookies", [])]:
        yield str(cookie["value"])
    sent = request.get("postData") or {}
    for parameter in [*request.get("queryString", []), *(sent.get("params") or [])]:
        if _NAMES.match(str(parameter["name"])):
            yield str(parameter.get("value", ""))
    for header in [*request.get("headers", []), *response.get("headers", [])]:
        if header["name"].lower() == "authorization":
            yield str(header["value"]).partition(" ")[2]


def _typed(event: Mapping[str, Any]) -> Iterator[str]:
    """What was typed into a field for a password or a code."""
    told = event.get("params") or {}
    if event.get("method") == "fill" and _FIELDS.search(str(told.get("selector", ""))):
        yield str(told.get("value", ""))
    if event.get("method") == "keyboardType":
        yield str(told.get("text", ""))


def _written(secret: str) -> Iterable[bytes]:
    """The ways in which a text stands in forms, scripts and pages."""
    ways = {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), html.escape(secret)}
    ways |= {json.dumps(each)[1:-1] for each in ways} | {json.dumps(secret, ensure_ascii=False)[1:-1]}
    return {way.encode() for way in ways}


def _without(content: bytes, ways: Iterable[bytes]) -> bytes:
    for way in ways:
        content = content.replace(way, INSTEAD.encode())
    return content
