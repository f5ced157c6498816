"""An app that logs users in: the requests of the OAuth flows, and the browser that the user sits at."""

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.mock_org.site.portal import hidden

VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
CALLBACK = "https://app.example.com/callback"
SYNC = {
    "client_id": "3MVG9sync",
    "client_secret": "sync-secret",
    "callback_urls": [CALLBACK, "syncapp://done"],
    "scopes": ["api", "web", "openid", "id", "refresh_token"],
}


def configure(world: Any, **settings: Any) -> None:
    answer = world.app.test_client().patch("/_mock/settings", json=settings)
    assert answer.status_code == 200, answer.json


def with_app(world: Any, **changes: Any) -> dict[str, Any]:
    """An app "Sync" beside the default one."""
    app = SYNC | changes
    configure(world, connected_apps={"Sync": app})
    return app


def answer_of(response: TestResponse) -> dict[str, str]:
    """What a callback URL is told, in its query or its fragment."""
    assert response.status_code == 302, response.text
    parts = urlsplit(response.location)
    return {name: values[0] for name, values in parse_qs(parts.query or parts.fragment).items()}


@dataclass
class Flow:
    """An app that begins at the authorization endpoint, in one browser."""

    world: Any
    prefix: str = ""
    browser: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.browser = self.world.app.test_client()

    def authorize(self, **values: Any) -> TestResponse:
        query = {"response_type": "code", "client_id": SYNC["client_id"], "redirect_uri": CALLBACK} | values
        return self.browser.get(f"{self.prefix}/services/oauth2/authorize", query_string=query)

    def log_in(self, page: TestResponse, username: str | None = None, password: str | None = None) -> TestResponse:
        """Fill in the log-in form of a page, and follow."""
        admin = self.world.built.admin
        form = hidden(page.text) | {"username": username or admin.username, "pw": password or admin.password}
        answer = self.browser.post(page.request.full_path, data=form)
        return self.browser.get(answer.location) if answer.status_code == 302 else answer

    def decide(self, page: TestResponse, decision: str = "allow") -> TestResponse:
        return self.browser.post(page.request.full_path, data=hidden(page.text) | {"decision": decision})

    def code(self, **values: Any) -> str:
        """The whole first half: log in, agree."""
        page = self.authorize(**values)
        if page.status_code == 200:
            page = self.log_in(page)
        if page.status_code == 200:
            page = self.decide(page)
        return answer_of(page)["code"]

    def trade(self, code: str, **values: Any) -> TestResponse:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
        return self.post("token", **form | values)

    def post(self, endpoint: str, **form: Any) -> TestResponse:
        """A request with the app's credentials; a value of None leaves a parameter out."""
        values = {"client_id": SYNC["client_id"], "client_secret": SYNC["client_secret"]} | form
        values = {name: value for name, value in values.items() if value is not None}
        return self.world.app.test_client().post(f"{self.prefix}/services/oauth2/{endpoint}", data=values)

    def tokens(self, **values: Any) -> dict[str, Any]:
        answer = self.trade(self.code(**values))
        assert answer.status_code == 200, answer.json
        return answer.json


def refused(answer: TestResponse, error: str, description: str, status: int = 400) -> None:
    assert answer.status_code == status, answer.text
    assert answer.json == {"error": error, "error_description": description}


def call(world: Any, token: str, path: str = "/services/data/v62.0/limits") -> TestResponse:
    return world.app.test_client().get(path, headers={"Authorization": f"Bearer {token}"})
