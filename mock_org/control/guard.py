"""Who may use the control doors: callers on this machine, or those who hold the control token. And what doors take."""

import hmac
import ipaddress
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import Forbidden

from mock_org.errors import SetupError
from mock_org.org import Org

FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")
Door = TypeVar("Door", bound=Callable[..., Any])
_PARAMETERS, _BODY = "mock_org_parameters", "mock_org_body"


def takes(*parameters: str, body: bool = False) -> Callable[[Door], Door]:
    """Mark a door with the query parameters that it knows, and whether it reads a body; others take neither."""

    def mark(door: Door) -> Door:
        setattr(door, _PARAMETERS, parameters)
        setattr(door, _BODY, body)
        return door

    return mark


def refuse_unknown() -> None:
    """Before each door: what it would ignore is refused, for whoever sent it expects that it counts.

    Raises SetupError.
    """
    door = current_app.view_functions[request.endpoint or ""]
    only(dict(request.args), *getattr(door, _PARAMETERS, ()))
    if request.method not in ("GET", "HEAD") and not getattr(door, _BODY, False):
        only(body())


def org() -> Org:
    """The org that this app serves."""
    found: Org = current_app.extensions["mock_org"]
    return found


def body() -> dict[str, object]:
    """The JSON object of a request; an empty body is an empty one.

    Raises SetupError.
    """
    if not request.get_data():
        return {}
    try:
        value = request.get_json(force=True, silent=True)
    except RecursionError as fault:
        raise SetupError("the body is nested too deeply") from fault
    if not isinstance(value, dict):
        raise SetupError("the body must be a JSON object")
    return value


def only(values: dict[str, Any], *known: str) -> dict[str, Any]:
    """The same values, if every key is known.

    Raises SetupError naming the others.
    """
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise SetupError(f"unknown: {', '.join(unknown)}; there are: {', '.join(sorted(known)) or 'none'}")
    return values


def require_right_to_control() -> None:
    """Before each door. Whoever comes through a proxy is judged by where the proxy says he is."""
    token = current_app.config["CONTROL_TOKEN"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return
    forwarded = any(name in request.headers for name in FORWARDED)
    if forwarded or not _is_loopback(request.remote_addr or "127.0.0.1"):
        raise Forbidden(
            "the control doors answer on this machine only, or with the token of serve --control-token "
            "(Authorization: Bearer TOKEN)"
        )
    if not _from_here(request.headers.get("Origin")):
        raise Forbidden("the control doors answer no page of another host without the token of serve --control-token")


def _from_here(origin: str | None) -> bool:
    """Whether no page of elsewhere asks: a browser on this machine names the page's host, programs name none."""
    try:
        parts = urlsplit(origin or "")
        host = parts.hostname
    except ValueError:
        return False
    return origin is None or parts.netloc == request.host or host == "localhost" or _is_loopback(host or "")


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
