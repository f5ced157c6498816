"""Whose request it is: the org, the API version in the URL, the bearer token and the Session that comes of them."""

import re
from dataclasses import replace
from functools import lru_cache

from flask import current_app, g, request
from werkzeug.sansio.utils import get_current_url

from mock_org import auth
from mock_org.auth.grants import PUBLIC_LOGIN_HOSTS
from mock_org.auth.networks import site_by_prefix
from mock_org.auth.scopes import API, CHATTER
from mock_org.errors import SalesforceError
from mock_org.org import NEWEST_VERSION, OLDEST_VERSION, Org, SaveOptions, Session

_VERSION = re.compile(r"\d{2}\.0")
_SCHEMES = ("bearer", "oauth")


def org() -> Org:
    """The org that this app serves."""
    found: Org = current_app.extensions["mock_org"]
    return found


def session() -> Session:
    """The org as the caller sees it."""
    found: Session = g.session
    return found


def base_url() -> str:
    """Scheme and host of every URL in an answer: --public-url, else what the client (or its proxy) asked for.

    Whoever logs in at a public log-in host is sent to the org's own address, as Salesforce does: the one that
    `mock-org proxy` names, if the request came by it.
    """
    public = current_app.config["PUBLIC_URL"]
    asked = _address(request.scheme, request.host)
    if not public and asked in PUBLIC_LOGIN_HOSTS:
        asked = request.headers.get("X-Mock-Org-Instance") or org().base_url
    return str(public or asked).rstrip("/")


@lru_cache(maxsize=128)
def _address(scheme: str, host: str) -> str:
    return get_current_url(scheme, host).rstrip("/")


def remote_address() -> str:
    """The caller's address, for LoginHistory."""
    return request.remote_addr or "127.0.0.1"


@lru_cache(maxsize=128)
def parse_version(text: str) -> float:
    """The API version of a URL.

    Raises NOT_FOUND for one that there is not.
    """
    if not _VERSION.fullmatch(text) or not OLDEST_VERSION <= float(text) <= NEWEST_VERSION:
        raise SalesforceError("NOT_FOUND", "The requested resource does not exist")
    return float(text)


def require_version() -> None:
    """Before each data request: the version must exist, and the site below whose URL it was asked.

    A dead token is told before an unknown version (recorded at v26.0).
    """
    parts = request.view_args or {}
    prefix, version = parts.pop("prefix", None), parts.pop("version")
    g.at_site = prefix is not None
    if prefix is not None and site_by_prefix(org(), prefix) is None:
        raise SalesforceError("NOT_FOUND", "The requested resource does not exist")
    try:
        g.version = parse_version(version)
    except SalesforceError:
        auth.session_for(org(), session_id(), scopes=_scopes(), at_site=g.at_site)
        raise


def require_session() -> None:
    """Before each data request: the token must be valid; then everything is done as its user."""
    own = request.endpoint is not None and "passwords." in request.endpoint
    found = auth.session_for(org(), session_id(), g.version, base_url(), _scopes(), at_site=g.at_site, for_password=own)
    auto_assign = request.environ.get("HTTP_SFORCE_AUTO_ASSIGN", "true").strip().lower() == "true"
    g.session = replace(found, options=SaveOptions(auto_assign=auto_assign))


def _scopes() -> frozenset[str]:
    """The scopes of which a token needs one here: chatter_api is enough for Connect REST API."""
    resource = request.path.partition("/services/data/")[2].split("/")[1:2]
    return CHATTER if resource in (["chatter"], ["connect"]) else API


def session_id() -> str | None:
    """The session id of a request: Authorization (Bearer or OAuth), X-SFDC-Session, ?oauth_token= (identity URLs).

    A SOAP call has it in its SessionHeader instead.
    """
    if "soap_session_id" in g:
        return str(g.soap_session_id)
    sent: str = request.environ.get("HTTP_AUTHORIZATION", "")
    scheme, _, value = sent.partition(" ")
    if scheme.lower() in _SCHEMES:
        return value.strip()
    return request.headers.get("X-SFDC-Session") or request.args.get("oauth_token")
