"""What targets can do and what they refuse."""

from pathlib import Path

import pytest

from factories.sandbox.settings import PREFIX, SandboxSettings
from features.targets import CAPABILITIES, MockTarget, SandboxTarget, TargetError


@pytest.fixture(autouse=True)
def nowhere(monkeypatch, tmp_path):
    """A folder without .env, an environment without the variables."""
    monkeypatch.chdir(tmp_path)
    for name in SandboxSettings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


@pytest.fixture
def sandbox():
    """A sandbox that nobody has entered."""
    return SandboxTarget.__new__(SandboxTarget)


def test_a_sandbox_without_its_settings_names_them_before_the_run():
    with pytest.raises(TargetError, match="MOCK_ORG_SANDBOX_URL is missing"):
        SandboxTarget.check(None)


def test_a_sandbox_that_nobody_answers_at_stops_the_run(monkeypatch):
    for name, value in {"URL": "http://127.0.0.1:9", "CLIENT_ID": "3MVG9", "CLIENT_SECRET": "A1B2"}.items():
        monkeypatch.setenv(PREFIX + name, value)

    with pytest.raises(TargetError, match=r"the sandbox cannot be asked: .*127\.0\.0\.1"):
        SandboxTarget.check(None)


def test_a_mock_takes_no_settings_of_a_sandbox():
    with pytest.raises(TargetError, match="it goes with --target sandbox"):
        MockTarget.check(Path("my.env"))
    assert MockTarget.check(None) == ""


@pytest.mark.parametrize(
    ("url", "ca_file", "believed"),
    [
        ("https://127.0.0.1:8443", "ca.pem", True),
        ("https://127.0.0.1:8443", "", False),
        ("https://acme--uat.sandbox.my.salesforce.com", "ca.pem", False),
    ],
)
def test_only_a_stand_in_on_this_machine_is_believed_without_a_known_authority(
    monkeypatch, tmp_path, url, ca_file, believed
):
    (tmp_path / "ca.pem").touch()
    for name, value in {"URL": url, "CLIENT_ID": "3MVG9", "CLIENT_SECRET": "A1B2", "CA_FILE": ca_file}.items():
        monkeypatch.setenv(PREFIX + name, value)

    assert SandboxTarget.signs_itself(None) is believed
    assert MockTarget.signs_itself(None) is False


@pytest.mark.parametrize(
    ("ask", "tag"),
    [
        (lambda sandbox: sandbox.advance_clock(1), "@needs-clock"),
        (lambda sandbox: sandbox.mails("ann@acme.example"), "@needs-outbox"),
        (lambda sandbox: sandbox.change_settings(portal_roles=3), "@needs-settings"),
        (lambda sandbox: sandbox.leaks(), "@needs-leaks"),
        (lambda sandbox: sandbox.command("orphans"), "@needs-commands"),
    ],
)
def test_what_a_sandbox_has_not_is_refused_with_the_tag_that_is_missing(sandbox, ask, tag):
    with pytest.raises(TargetError, match=tag):
        ask(sandbox)


def test_a_mock_has_every_capability_and_a_sandbox_none():
    assert MockTarget.capabilities == set(CAPABILITIES)
    assert SandboxTarget.capabilities == frozenset()
