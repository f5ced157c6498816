"""What a client sends to the OAuth endpoints: parameters of the form or the URL, and credentials of the app."""

from flask import current_app, request

from mock_org import auth
from mock_org.api.caller import base_url, org
from mock_org.auth.networks import site_by_prefix, site_url
from mock_org.errors import SalesforceError

FORM = "application/x-www-form-urlencoded"


def parameters() -> dict[str, str]:
    """The parameters of a request; client id and secret may come as HTTP Basic credentials instead.

    Only form encoding is read: a JSON or multipart body has no parameters (reported for JSON).
    """
    values = request.args.to_dict()
    if request.mimetype == FORM:
        values |= request.form.to_dict()
    basic = request.authorization
    if basic is not None and basic.type == "basic":
        values.setdefault("client_id", basic.username or "")
        values.setdefault("client_secret", basic.password or "")
    return values


def apps() -> auth.Apps:
    """The connected apps of the org."""
    return auth.Apps(org(), current_app.extensions["mock_org_app"])


def network_at(prefix: str | None) -> dict[str, str] | None:
    """The site that was asked, or None for the org itself.

    Raises NOT_FOUND.
    """
    if prefix is None:
        return None
    network = site_by_prefix(org(), prefix)
    if network is None:
        raise SalesforceError("NOT_FOUND", "The requested resource does not exist")
    return network


def place(network: dict[str, str] | None) -> str:
    """The URL of the org or of the site that was asked."""
    return site_url(base_url(), network) if network else base_url()
