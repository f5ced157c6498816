"""tap-salesforce, unmodified, by REST: it refreshes a token at login.salesforce.com, so it comes through the proxy."""

import json
import subprocess
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.clients.conftest import CONTACTS, needs, python

pytestmark = needs("tap-salesforce")

STREAMS = ("Account", "Contact", "User")


def refresh_token(org):
    """A token as the web-server flow gives it: the administrator's browser approves the app."""
    ready, url = org.ready, org.ready["instance_url"]
    with requests.Session() as browser:
        browser.trust_env = False
        header = {"Authorization": f"Bearer {ready['admin']['session_id']}"}
        door = browser.get(f"{url}/services/oauth2/singleaccess", headers=header, timeout=30).json()["frontdoor_uri"]
        browser.get(door, timeout=30, allow_redirects=False)
        asked = {
            "response_type": "code",
            "client_id": ready["oauth"]["client_id"],
            "redirect_uri": ready["oauth"]["redirect_uri"],
        }
        answer = browser.get(f"{url}/services/oauth2/authorize", params=asked, timeout=30, allow_redirects=False)
        code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
        form = {"grant_type": "authorization_code", "code": code, "client_secret": ready["oauth"]["client_secret"]}
        told = browser.post(f"{url}/services/oauth2/token", form | asked, timeout=30).json()
    return told["refresh_token"]


@pytest.fixture(scope="module")
def tap(org, environment, tmp_path_factory):
    """Runs the tap with these options; its lines as JSON."""
    folder = tmp_path_factory.mktemp("tap")
    config = {
        "refresh_token": refresh_token(org),
        "client_id": org.ready["oauth"]["client_id"],
        "client_secret": org.ready["oauth"]["client_secret"],
        "start_date": "2020-01-01T00:00:00Z",
        "api_type": "REST",
        "select_fields_by_default": "true",
        "is_sandbox": "false",
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")

    def run(*options):
        command = [python("tap-salesforce").with_name("tap-salesforce"), "--config", "config.json", *options]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=180, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    run.folder = folder
    return run


def test_it_discovers_what_there_is_and_syncs_what_is_selected(tap, org, contacts):
    catalog = json.loads(tap("--discover"))
    streams = {stream["tap_stream_id"]: stream for stream in catalog["streams"]}
    assert {*STREAMS, "Deal_Registration__c"} <= set(streams)

    for name in STREAMS:
        for entry in streams[name]["metadata"]:
            if entry["breadcrumb"] == []:
                entry["metadata"]["selected"] = True
    chosen = {"streams": [streams[name] for name in STREAMS]}
    (tap.folder / "catalog.json").write_text(json.dumps(chosen), encoding="utf-8")
    lines = [json.loads(line) for line in tap("--properties", "catalog.json").splitlines()]

    rows = [line for line in lines if line["type"] == "RECORD"]
    names = {row["record"]["LastName"] for row in rows if row["stream"] == "Contact"}
    assert names == {f"Day {number:04}" for number in range(CONTACTS)}
    users = [row["record"]["Username"] for row in rows if row["stream"] == "User"]
    assert org.ready["admin"]["username"] in users
    assert lines[-1]["type"] == "STATE"
