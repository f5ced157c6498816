"""An org of the starter metadata, built once and restored before each test; and callers of its web app."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mock_org import auth
from mock_org.app import Built, create_app, create_org
from mock_org.control.state import READY
from mock_org.org import Org
from tests.mock_org.access_org import Vendor, make_vendor
from tests.mock_org.sfdx import Project

DATA = "/services/data/v62.0"


@dataclass
class Caller:
    """Somebody with a session id who calls the org's REST API."""

    client: FlaskClient
    session_id: str | None
    user_id: str | None = None

    def call(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        headers = kwargs.pop("headers", {})
        if self.session_id is not None:
            headers = {"Authorization": f"Bearer {self.session_id}"} | headers
        url = path if path.startswith("/services") else DATA + path
        return self.client.open(url, method=method, headers=headers, **kwargs)

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self.call("GET", path, **kwargs)

    def query(self, soql: str) -> list[dict[str, Any]]:
        answer = self.get("/query", query_string={"q": soql})
        assert answer.status_code == 200, answer.json
        return answer.json["records"]

    def one(self, soql: str) -> dict[str, Any]:
        [row] = self.query(soql)
        return row

    def create(self, sobject: str, **values: Any) -> str:
        answer = self.call("POST", f"/sobjects/{sobject}", json=values)
        assert answer.status_code == 201, answer.json
        return answer.json["id"]

    def update(self, sobject: str, record_id: str, **values: Any) -> TestResponse:
        return self.call("PATCH", f"/sobjects/{sobject}/{record_id}", json=values)


@dataclass(frozen=True)
class Partner:
    """A partner company with one user."""

    account_id: str
    contact_id: str
    user_id: str
    caller: Caller


@dataclass
class World:
    """A built org, its app, and short ways to fill it."""

    built: Built
    app: Flask

    @property
    def org(self) -> Org:
        return self.built.org

    @property
    def admin(self) -> Caller:
        return Caller(self.app.test_client(), self.built.admin.session_id, self.built.admin.id)

    @property
    def nobody(self) -> Caller:
        return Caller(self.app.test_client(), None)

    def caller(self, user_id: str) -> Caller:
        token = auth.issue(self.org, user_id, "OAuth")
        return Caller(self.app.test_client(), token.session_id, user_id)

    def profile(self, name: str) -> str:
        return self.admin.query(f"SELECT Id FROM Profile WHERE Name = '{name}'")[0]["Id"]

    def user(self, name: str, profile: str, **values: Any) -> str:
        return self.admin.create("User", **self.user_values(name, profile) | values)

    def user_values(self, name: str, profile: str) -> dict[str, str]:
        return {
            "LastName": name,
            "Alias": name[:8],
            "Username": f"{name.lower()}@example.com",
            "Email": f"{name.lower()}@example.com",
            "ProfileId": self.profile(profile),
            "TimeZoneSidKey": "America/Los_Angeles",
            "LocaleSidKey": "en_US",
            "EmailEncodingKey": "UTF-8",
            "LanguageLocaleKey": "en_US",
        }

    def partner(self, name: str, **account: Any) -> Partner:
        admin = self.admin
        account_id = admin.create("Account", Name=name, **account)
        assert admin.update("Account", account_id, IsPartner=True).status_code == 204
        contact_id = admin.create("Contact", LastName=f"{name} Contact", AccountId=account_id)
        user_id = self.user(f"{name}User", "Channel Partner", ContactId=contact_id)
        return Partner(account_id, contact_id, user_id, self.caller(user_id))


@pytest.fixture(scope="session")
def _built() -> Built:
    return create_org()


@pytest.fixture(scope="session")
def _app(_built: Built) -> Flask:
    return create_app(_built)


@pytest.fixture
def world(_built: Built, _app: Flask) -> Iterator[World]:
    """The starter org, as it was when it got ready."""
    _built.org.restore(_built.org.images[READY])
    _built.org.unmatched.clear()
    yield World(_built, _app)
    for name in set(_built.org.images) - {READY}:
        del _built.org.images[name]


@pytest.fixture(scope="session")
def _vendor() -> dict[str, Any]:
    return {}


@pytest.fixture
def vendor(world: World, _vendor: dict[str, Any]) -> Vendor:
    """The org of access_org.py, built once."""
    if _vendor:
        world.org.restore(_vendor["image"])
    else:
        _vendor["made"] = make_vendor(world)
        _vendor["image"] = world.org.image()
    made: Vendor = _vendor["made"]
    return replace(made, world=world, ids=dict(made.ids))


@pytest.fixture
def admin(world: World) -> Caller:
    return world.admin


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Metadata to come: the detail object Deal__c of Account, and what the test adds."""
    return Project(tmp_path / "project")
