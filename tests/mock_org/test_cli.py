"""`mock-org serve` as a user meets it: a process that gets ready, refuses clearly and ends cleanly."""

import json
import signal
import socket
import sqlite3
import stat
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner

from mock_org.cli import main
from tests.mock_org.mail.mail_server import mail_server
from tests.running_org import serving, start

SFDX_PROJECT = '{"packageDirectories": [{"path": "force-app", "default": true}], "sourceApiVersion": "62.0"}'
BROKEN_RULES = """<?xml version="1.0" encoding="UTF-8"?>
<SharingRules xmlns="http://soap.sforce.com/2006/04/metadata">
    <sharingOwnerRules>
        <fullName>To_Nobody</fullName>
        <accessLevel>Read</accessLevel>
        <label>To nobody</label>
        <sharedTo><role>No_Such_Role</role></sharedTo>
        <sharedFrom><allInternalUsers></allInternalUsers></sharedFrom>
    </sharingOwnerRules>
</SharingRules>
"""


def refused(*options):
    """Standard error of a serve that must not start."""
    done = CliRunner().invoke(main, ["serve", *options])
    assert done.exit_code == 2, done.output
    assert isinstance(done.exception, SystemExit)
    return done.stderr


def get(org, path, **headers):
    return requests.get(org.ready["instance_url"] + path, headers=headers, timeout=30)


@pytest.fixture(scope="module")
def org(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("org")) as running:
        yield running


# -- the ready file


def test_the_ready_file_says_where_the_org_is_and_how_to_get_in(org):
    ready = org.ready

    assert set(ready) == {
        "instance_url", "site_url", "org_id", "api_version", "admin", "oauth", "jwt", "ca_file", "proxy_url",
        "control_url",
    }  # fmt: skip
    assert set(ready["admin"]) == {"id", "username", "password", "security_token", "session_id"}
    assert set(ready["oauth"]) == {"client_id", "client_secret", "redirect_uri"}
    assert set(ready["jwt"]) == {"client_id", "private_key_file"}
    assert ready["org_id"].startswith("00D")
    assert len(ready["org_id"]) == 18
    assert ready["admin"]["session_id"].startswith(ready["org_id"][:15] + "!")
    assert ready["ca_file"] is None


def test_what_the_ready_file_names_answers(org):
    ready = org.ready
    session = {"Authorization": f"Bearer {ready['admin']['session_id']}"}

    assert get(org, f"/services/data/v{ready['api_version']}/limits", **session).status_code == 200
    assert requests.get(f"{ready['control_url']}/health", timeout=30).status_code == 200
    page = requests.get(ready["site_url"], timeout=30)
    assert page.status_code == 200
    assert "Password" in page.text


def test_the_ready_file_and_the_private_key_are_the_owners_alone(org):
    for file in (org.printed.with_name("ready.json"), Path(org.ready["jwt"]["private_key_file"])):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_passwords_are_not_printed_where_output_is_kept(org):
    assert org.ready["admin"]["password"] not in org.output()
    assert org.ready["instance_url"] in org.output()


def test_the_ready_file_is_gone_when_the_org_is(tmp_path):
    with serving(tmp_path) as org:
        file = org.printed.with_name("ready.json")
        assert file.exists()
    assert not file.exists()


# -- the end


@pytest.mark.heavy
@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "ctrl-C"])
def test_a_signal_ends_it_cleanly_with_all_its_children(tmp_path, with_signal):
    org = start(tmp_path)

    assert org.stop(with_signal) == 0, org.output()
    assert "Traceback" not in org.output()


@pytest.mark.heavy
def test_it_ends_although_a_client_keeps_its_connection_open(tmp_path):
    org = start(tmp_path)
    with requests.Session() as client:
        client.get(org.ready["control_url"] + "/health", timeout=30)

        assert org.stop() == 0, org.output()


# -- options


def test_as_sandbox_there_are_no_control_doors_and_an_env_file_says_how_to_get_in(tmp_path):
    env_file = tmp_path / "build" / "standin.env"
    with serving(tmp_path, "--as-sandbox", "--env-file", str(env_file)) as org:
        mark, *told = env_file.read_text(encoding="utf-8").splitlines()
        lines = dict(line.split("=", 1) for line in told)
        assert mark.startswith("# Written by mock-org serve")
        assert env_file.stat().st_mode & 0o777 == 0o600
        assert lines["MOCK_ORG_SANDBOX_URL"] == org.ready["instance_url"]
        assert lines["MOCK_ORG_SANDBOX_PRIVATE_KEY_FILE"] == org.ready["jwt"]["private_key_file"]
        assert not {org.ready["admin"]["password"], org.ready["admin"]["session_id"]} & set(lines.values())
        assert org.ready["control_url"] is None
        for path in ("/_mock", "/_mock/health", "/_mock/reset"):
            assert get(org, path).status_code == 404
            assert "mock" not in get(org, path).text.lower()


def test_an_env_file_tells_of_nothing_but_a_stand_in(tmp_path):
    assert "goes with --as-sandbox" in refused("--env-file", str(tmp_path / "standin.env"))


def test_settings_of_a_real_sandbox_are_neither_replaced_nor_taken_away(tmp_path):
    mine = tmp_path / ".env"
    mine.write_text("MOCK_ORG_SANDBOX_URL=https://acme--uat.sandbox.my.salesforce.com\n", encoding="utf-8")
    assert "the file is there" in refused("--as-sandbox", "--env-file", str(mine))
    assert "acme--uat" in mine.read_text(encoding="utf-8")


@pytest.mark.heavy
def test_a_control_token_opens_the_doors_to_callers_from_elsewhere(tmp_path):
    elsewhere = {"X-Forwarded-For": "203.0.113.7"}
    with serving(tmp_path, "--control-token", "open-sesame") as org:
        assert get(org, "/_mock/health").status_code == 200
        assert get(org, "/_mock/health", **elsewhere).status_code == 403
        assert get(org, "/_mock/health", **elsewhere, Authorization="Bearer wrong").status_code == 403
        assert get(org, "/_mock/health", **elsewhere, Authorization="Bearer open-sesame").status_code == 200


@pytest.mark.heavy
def test_public_url_is_what_answers_name(tmp_path):
    with serving(tmp_path, "--public-url", "https://acme.my.salesforce.com") as org:
        assert org.ready["instance_url"] == "https://acme.my.salesforce.com"
        assert org.ready["site_url"].startswith("https://acme.my.salesforce.com/")


@pytest.mark.heavy
def test_a_database_file_keeps_the_data_and_a_mail_is_delivered_once(tmp_path):
    database = f"sqlite:///{tmp_path / 'kept.db'}"
    with mail_server() as (smtp, mailboxes):
        with serving(tmp_path, "--database", database, "--smtp", smtp) as org:
            session = {"Authorization": f"Bearer {org.ready['admin']['session_id']}"}
            url = f"{org.ready['instance_url']}/services/data/v{org.ready['api_version']}"
            made = requests.post(f"{url}/sobjects/Account", json={"Name": "Kept"}, headers=session, timeout=30)
            assert made.status_code == 201, made.text
            inputs = [{"emailAddresses": "bob@example.com", "emailSubject": "Once", "emailBody": "secret-token"}]
            action = f"{url}/actions/standard/emailSimple"
            assert requests.post(action, json={"inputs": inputs}, headers=session, timeout=30).ok
            assert mailboxes.came.wait(20)
        with serving(tmp_path, "--database", database, "--smtp", smtp) as org:
            session = {"Authorization": f"Bearer {org.ready['admin']['session_id']}"}
            path = f"/services/data/v{org.ready['api_version']}/sobjects/Account/{made.json()['id']}"
            assert get(org, path, **session).json()["Name"] == "Kept"
            assert [mail["subject"] for mail in get(org, "/_mock/outbox").json()] == ["Once"]
            assert "secret-token" not in org.output()
    assert [message["Subject"] for message in mailboxes.messages] == ["Once"]


# -- refusals


def test_a_port_in_use_is_told_in_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        [line] = refused("--port", str(port)).splitlines()
    assert f"127.0.0.1:{port}" in line
    assert "in use" in line


def test_a_database_file_of_another_version_is_refused_and_left_alone(tmp_path):
    file = tmp_path / "old.db"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE Something (Id TEXT)")
        database.execute("PRAGMA user_version = 999999")
    database.close()
    before = file.read_bytes()

    [line] = refused("--port", "0", "--database", f"sqlite:///{file}").splitlines()

    assert "old.db: the file has layout 999999" in line
    assert file.read_bytes() == before


def test_a_mail_server_that_is_no_address_is_refused_before_anything_starts():
    assert "'localhost' is no HOST:PORT, such as 127.0.0.1:2525" in refused("--smtp", "localhost")


def test_broken_metadata_are_refused_with_one_line_a_fault(tmp_path):
    rules = tmp_path / "force-app" / "main" / "default" / "sharingRules"
    rules.mkdir(parents=True)
    (tmp_path / "sfdx-project.json").write_text(SFDX_PROJECT, encoding="utf-8")
    (rules / "Lead.sharingRules-meta.xml").write_text(BROKEN_RULES, encoding="utf-8")
    (rules / "Case.sharingRules-meta.xml").write_text("<SharingRules", encoding="utf-8")

    lines = refused("--port", "0", "--project", "starter", "--project", str(tmp_path)).splitlines()

    assert len(lines) == 2, lines
    assert any("Lead.sharingRules-meta.xml" in line and "No_Such_Role" in line for line in lines)
    assert any("Case.sharingRules-meta.xml" in line for line in lines)


def test_a_setting_that_there_is_not_is_refused_with_file_line_and_name(tmp_path):
    file = tmp_path / "mock-org.toml"
    file.write_text("portal_roles = 2\nportal_rolls = 3\n", encoding="utf-8")

    [line] = refused("--port", "0", "--settings", str(file)).splitlines()

    assert f"{file}:2: portal_rolls" in line


def test_a_project_folder_that_there_is_not_is_refused_by_name(tmp_path):
    [line] = refused("--port", "0", "--project", str(tmp_path / "nowhere")).splitlines()
    assert "nowhere" in line


def test_after_a_refusal_there_is_no_ready_file(tmp_path):
    refused("--port", "0", "--project", str(tmp_path / "nowhere"), "--ready-file", str(tmp_path / "ready.json"))
    assert list(tmp_path.iterdir()) == []


def test_the_ready_file_reads_as_json_from_its_first_moment(org):
    assert json.loads(org.printed.with_name("ready.json").read_text(encoding="utf-8")) == org.ready
