"""/services/oauth2/authorize: the user logs in and agrees, the client's callback URL is told."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from mock_org import auth
from mock_org.auth.answers import site_answer, token_answer
from mock_org.auth.approvals import approve, check_access, is_approved
from mock_org.auth.authorization import Authorization, AuthorizationRefused, new_code, read_authorization
from mock_org.auth.grants.issuing import enter_again, with_refresh
from mock_org.auth.scopes import without_refresh
from mock_org.org import Org
from mock_org.org.oauth import Grantee
from mock_org.site.app_consent import (
    apps,
    consent_page,
    fault,
    log_in,
    login_form,
    may_lead_to,
    public_url,
    visitor,
)
from mock_org.site.arriving import arrival_at
from mock_org.site.entrance import EXPIRED, attempt
from mock_org.site.rendering import page, refused_page
from mock_org.site.visit import Arrival
from mock_org.web.guard import is_forged

RULES = ("/services/oauth2/authorize", "/<prefix>/services/oauth2/authorize")
SUCCESS = "/services/oauth2/success"
DENIED = ("access_denied", "end-user denied authorization")
UNSUCCESSFUL = ("immediate_unsuccessful", "immediate unsuccessful")


def add_authorize(site: Blueprint, org: Org) -> None:
    """The authorization endpoint of the org and of each site, and the page that user-agent flows may end at."""

    def authorize(prefix: str | None = None) -> ResponseReturnValue:
        """Ask the user and tell the client (Salesforce help, "OAuth 2.0 Web Server Flow" and "User-Agent Flow")."""
        arrival = arrival_at(org, prefix)
        try:
            asked = read_authorization(apps(org), _parameters())
        except AuthorizationRefused as refusal:
            return redirect(refusal.url)
        except auth.OAuthError as error:
            return fault(arrival, error)
        answer = _Question(arrival, asked).answer()
        return may_lead_to(answer, asked.redirect_uri) if isinstance(answer, Response) else answer

    def success() -> ResponseReturnValue:
        """The end of a user-agent flow: the client reads the address of this page."""
        return page(arrival_at(org, None), "notice", heading="Authorized", text="You can close this window.")

    for rule in RULES:
        site.add_url_rule(rule, f"authorize{len(rule)}", authorize, methods=["GET", "POST"])
    site.add_url_rule(SUCCESS, "oauth-success", success)


def _parameters() -> dict[str, str]:
    """Those of the URL; a client may also post them, which a form of these pages never does."""
    return request.args.to_dict() if request.args else request.form.to_dict()


@dataclass(frozen=True, slots=True)
class _Question:
    """One request, on its way to a log-in form, a question or an answer."""

    arrival: Arrival
    asked: Authorization

    def answer(self) -> ResponseReturnValue:
        user_id, form = visitor(self.arrival), request.form
        if request.method == "POST" and ("pw" in form or "password" in form):
            return log_in(self.arrival, self._without_login)
        if user_id is None or self.asked.prompts & {"login", "select_account"}:
            silent = "none" in self.asked.prompts
            return self._refuse(*UNSUCCESSFUL) if silent else login_form(self.arrival, self.asked.login_hint)
        try:
            check_access(self.arrival.org, self.asked.app, user_id)
        except auth.OAuthError as error:
            return self._refuse("OAUTH_APP_ACCESS_DENIED", error.description)  # reported answer
        return self._decided(user_id, form["decision"]) if "decision" in form else self._ask(user_id)

    def _ask(self, user_id: str) -> ResponseReturnValue:
        asked = self.asked
        known = is_approved(self.arrival.org, asked.app, user_id, asked.scopes)
        if known and "consent" not in asked.prompts:
            return self._agreed(user_id)
        if "none" in asked.prompts:
            return self._refuse(*UNSUCCESSFUL)
        return consent_page(self.arrival, asked.app, asked.scopes, user_id)

    def _decided(self, user_id: str, decision: str) -> ResponseReturnValue:
        if is_forged(request):
            return refused_page(self.arrival, EXPIRED, 403)
        if decision != "allow":
            return self._refuse(*DENIED)
        approve(self.arrival.org, self.asked.app, user_id, self.asked.scopes)
        return self._agreed(user_id)

    def _agreed(self, user_id: str) -> ResponseReturnValue:
        org, network_id = self.arrival.org, self.arrival.site.id or None
        if self.asked.response_type == "code":
            more = site_answer(org, network_id, public_url(org))
            return redirect(self.asked.callback(code=new_code(org, self.asked, user_id, network_id), **more))
        try:
            return redirect(self.asked.callback(**self._tokens(user_id, network_id)))
        except auth.OAuthError as error:
            return self._refuse(error.error, error.description)

    def _tokens(self, user_id: str, network_id: str | None) -> dict[str, str]:
        """Those of the user-agent flow; a page of the web gets no refresh token (same help page; confidence A)."""
        org, asked, base_url = self.arrival.org, self.asked, public_url(self.arrival.org)
        parts = urlsplit(asked.redirect_uri)
        native = parts.scheme not in ("http", "https") or parts.path == SUCCESS
        scopes = asked.scopes if native else without_refresh(asked.scopes)
        grantee = Grantee(user_id, asked.app.client_id, scopes, network_id)
        came = replace(attempt(self.arrival), application=asked.app.name, subtype="OAuth User-Agent")
        entered = enter_again(org, grantee, came)
        return token_answer(org, with_refresh(org, asked.app, grantee, base_url, entered, asked.nonce), base_url)

    def _refuse(self, error: str, description: str) -> ResponseReturnValue:
        return redirect(self.asked.refusal(auth.OAuthError(error, description)))

    def _without_login(self) -> str:
        """The same request, now that the user has logged in."""
        values = _parameters()
        rest = self.asked.prompts - {"login", "select_account"}
        values = {name: value for name, value in values.items() if name != "prompt"}
        return f"{request.path}?{urlencode(values | ({'prompt': ' '.join(sorted(rest))} if rest else {}))}"
