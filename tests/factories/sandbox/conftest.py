"""A mock org that stands in for a sandbox, served in this process: its app signs JWTs, and its profiles are let in."""

import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import requests
from werkzeug.serving import WSGIRequestHandler, make_server

from factories.sandbox.settings import PREFIX, SandboxSettings
from mock_org import app as mock_org_app
from mock_org.app import Built

PROFILES = ("System Administrator", "Channel Manager", "Channel Partner")


class Quiet(WSGIRequestHandler):
    """Logs nothing."""

    def log_request(self, *_args: Any) -> None:
        """Nothing."""


@dataclass
class StandIn:
    """The org, where it is, and how somebody would say so in the environment."""

    built: Built
    url: str
    key_file: Path

    @property
    def environment(self) -> dict[str, str]:
        app = self.built.connected_app
        told = {
            "URL": self.url,
            "USERNAME": self.built.admin.username,
            "CLIENT_ID": app.client_id,
            "PRIVATE_KEY_FILE": str(self.key_file),
        }
        return {PREFIX + name: value for name, value in told.items()}

    def write(self, sobject: str, record_id: str, **values: Any) -> None:
        """Change what an administrator would change in Setup, whoever may."""
        records = self.built.org.system_session().records()
        with self.built.org.database.transaction():
            records.write(sobject, [record_id], values)

    def row(self, sobject: str, **where: Any) -> dict[str, Any]:
        """The one record of these values."""
        [found] = self.built.org.system_session().find(sobject, **where)
        return dict(found)


@contextmanager
def stand_in(folder: Path, **app: Any):
    """Serve one; `app` changes how its app is set up."""
    built = mock_org_app.create_org(projects=(mock_org_app.STARTER,))
    let_in = {"everybody_approved": False, "admin_approved_only": True, "profiles": PROFILES} | app
    built = replace(built, connected_app=replace(built.connected_app, **let_in))
    key_file = folder / "app.key"
    key_file.touch(mode=0o600)
    key_file.write_text(built.connected_app.private_key, encoding="ascii")
    server = make_server("127.0.0.1", 0, mock_org_app.create_app(built), threaded=True, request_handler=Quiet)
    url = built.org.base_url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield StandIn(built, url, key_file)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    with stand_in(tmp_path_factory.mktemp("stand-in")) as served:
        yield served


@pytest.fixture
def sandbox(served):
    """A stand-in as it was when it got ready."""
    requests.post(f"{served.url}/_mock/reset", timeout=30).raise_for_status()
    return served


@pytest.fixture
def settings_of(monkeypatch, tmp_path):
    """Reads the settings for a stand-in, with changes: settings_of(sandbox, client_secret="…")."""

    def read(served: StandIn, **changes: str | None) -> SandboxSettings:
        monkeypatch.chdir(tmp_path)
        for name in SandboxSettings.model_fields:
            monkeypatch.delenv(PREFIX + name.upper(), raising=False)
        given = served.environment | {PREFIX + name.upper(): value for name, value in changes.items()}
        for name, value in given.items():
            if value is not None:
                monkeypatch.setenv(name, value)
        return SandboxSettings.read()

    return read
