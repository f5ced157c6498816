"""Who may use the control doors: callers on this machine, or those who hold the control token."""

import hmac
import ipaddress

from flask import current_app, request
from werkzeug.exceptions import Forbidden

from mock_org.errors import SetupError
from mock_org.org import Org

FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


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


def only(values: dict[str, object], *known: str) -> dict[str, object]:
    """The same values, if every key is known.

    Raises SetupError naming the others.
    """
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise SetupError(f"unknown: {', '.join(unknown)}; there are: {', '.join(known)}")
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


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
