"""Every prerequisite of scenarios on a sandbox is looked at; each that fails says what to click."""

import json

import pytest
from click.testing import CliRunner

from factories import PartnerAccountFactory, using
from factories.data import TestData
from factories.refused import Refused
from factories.sandbox.connecting import discover, enter
from factories.sandbox.doctor import (
    CHECKS,
    Examination,
    Finding,
    examine,
    of_licenses,
    of_people,
    of_the_org,
    of_the_profile,
    of_the_site,
)
from factories.sandbox.doctor.finding import NotLookedAt
from factories.sandbox.doctor.patient import Patient
from features.targets import SandboxTarget, TargetError
from mock_org.cli import main


@pytest.fixture
def patient(sandbox, settings_of):
    """The org as the doctor sees it; what is changed before the first look is seen."""
    settings = settings_of(sandbox)
    org = enter(settings).client(TestData(1, run="r1"))
    yield Patient(org, settings)
    org.close()


def advice_of(said):
    assert said.state == "failed", said
    return said.advice


def test_a_prepared_org_is_ready_and_everything_was_looked_at(patient):
    with using(patient.org):
        PartnerAccountFactory(name="Acme", users=1)

    found = examine(patient.org, patient.settings)

    assert found.ready, found.as_text()
    assert [each.check for each in found.findings] == list(CHECKS)
    assert {each.check for each in found.findings if each.state != "fine"} == set()
    assert found.as_text().endswith("is ready for scenarios.")


@pytest.mark.heavy
def test_nothing_is_written_and_the_session_that_was_tried_is_ended(patient, sandbox):
    with using(patient.org):
        PartnerAccountFactory(name="Acme", users=1)
    before = patient.org.query("SELECT COUNT() FROM User"), len(sandbox.built.org.system_session().find("User"))

    examine(patient.org, patient.settings)

    assert before[1] == len(sandbox.built.org.system_session().find("User"))
    rows = patient.org.query(f"SELECT Id FROM AuthSession WHERE UsersId = '{patient.partner_user.Id}'")
    assert rows == []


def test_too_few_api_calls_are_told(patient):
    patient.limits = {"DailyApiRequests": {"Max": 15000, "Remaining": 12}}

    said = of_the_org.api_calls(patient)

    assert advice_of(said)
    assert said.says == "12 of 15000 API calls of the last 24 hours are left"


def test_an_org_without_digital_experiences_is_told(patient):
    patient.sobjects = {}

    assert "Enable Digital Experiences" in advice_of(of_the_org.digital_experiences(patient))
    assert patient.sites == []
    assert "no site is live; there are none" in of_the_site.site_live(patient).says


def test_too_few_seats_are_told_of_partners_and_only_warned_of_for_colleagues(patient, sandbox):
    for key in ("PID_Partner_Community", "SFDC"):
        row = sandbox.row("UserLicense", LicenseDefinitionKey=key)
        sandbox.write("UserLicense", row["Id"], TotalLicenses=2)

    said = of_licenses.partner_seats(patient)

    assert "mock-org cleanup" in advice_of(said)
    assert said.says.startswith('2 of 2 seats of "Partner Community" are free')
    assert of_licenses.internal_seats(patient).state == "warning"


def test_a_standard_profile_is_told(sandbox, settings_of):
    settings = settings_of(sandbox, profile="Partner Community User")
    org = discover(enter(settings), settings).client()

    said = of_the_profile.clone(Patient(org, settings))

    assert "Clone, and name the clone by MOCK_ORG_SANDBOX_PROFILE" in advice_of(said)
    org.close()


def test_what_the_tooling_api_does_not_tell_is_unknown_and_stops_nothing(patient, monkeypatch):
    def refuse(*_args, **_options):
        raise Refused("insufficient access rights on object id", "INSUFFICIENT_ACCESS", status=403)

    assert patient.profile
    monkeypatch.setattr(patient.org, "rest", refuse)
    with pytest.raises(NotLookedAt, match="Tooling API does not tell the profile's metadata \\(INSUFFICIENT_ACCESS"):
        of_the_profile.ip_ranges(patient)


def test_an_app_that_does_not_let_partners_in_is_told(patient, sandbox):
    with using(patient.org):
        PartnerAccountFactory(name="Acme", users=1)
    assert of_people.app(patient).state == "fine"

    sandbox.write("Network", sandbox.row("Network", Name="Partner Central")["Id"], Status="DownForMaintenance")
    assert advice_of(of_people.app(patient))


def test_log_ins_by_licence_are_not_spent_on_a_check(patient):
    with using(patient.org):
        PartnerAccountFactory(name="Acme", users=1)
    patient.profile.UserLicense["LicenseDefinitionKey"] = "PID_Partner_Community_Login"

    assert of_people.app(patient).state == "unknown"


# -- the command


def run(*options):
    return CliRunner().invoke(main, ["doctor", "--target", "sandbox", *options])


def test_the_command_tells_in_json_and_by_its_exit_status(sandbox, settings_of):
    settings_of(sandbox)
    told = run("--format", "json")
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["ready"] is True

    sandbox.write("Network", sandbox.row("Network", Name="Partner Central")["Id"], Status="DownForMaintenance")
    told = run()
    assert told.exit_code == 1
    assert "FAILED  site-live: no site is live" in told.stdout
    assert "checks failed; " in told.stdout


def test_an_administrator_who_gets_no_session_is_a_finding(sandbox, settings_of):
    settings_of(sandbox, username="nobody@acme.example")

    told = run()

    assert told.exit_code == 1
    assert "FAILED  log-in: invalid_grant" in told.stdout
    assert "Pre-authorise the app" in told.stdout


def test_an_org_that_cannot_be_asked_ends_in_status_2(sandbox, settings_of, monkeypatch):
    settings_of(sandbox, url="http://127.0.0.1:9")
    assert run().exit_code == 2

    monkeypatch.delenv("MOCK_ORG_SANDBOX_CLIENT_ID")
    told = run()
    assert told.exit_code == 2
    assert "MOCK_ORG_SANDBOX_CLIENT_ID is missing" in told.stderr


def test_options_of_a_mock_are_not_for_a_sandbox():
    assert "--target sandbox takes --env-file and --format only" in run("--org", "http://127.0.0.1:1").stderr
    told = CliRunner().invoke(main, ["doctor", "--env-file", "my.env"])
    assert "--env-file goes with --target sandbox" in told.stderr


def test_a_run_on_an_org_that_is_not_ready_is_stopped_with_the_list(sandbox, settings_of):
    settings_of(sandbox)
    assert "is ready for scenarios" in SandboxTarget.check(None)

    row = sandbox.row("PermissionSet", ProfileId=sandbox.row("Profile", Name="Channel Partner")["Id"])
    sandbox.write("PermissionSet", row["Id"], PermissionsApiUserOnly=True)
    with pytest.raises(TargetError, match=r"not ready for scenarios:\nFAILED  api-user-only"):
        SandboxTarget.check(None)


def test_lines_are_broken_for_a_terminal_and_for_nobody_else():
    finding = Finding("site-member", "failed", 'the profile "Channel Partner" is no member', "Setup > All Sites > " * 9)
    examination = Examination("https://acme--uat.sandbox.my.salesforce.com", (finding,))

    assert max(len(line) for line in examination.as_text(60).splitlines()) <= 60
    assert all(line.startswith(("FAILED", " " * 8, "https")) for line in examination.as_text(60).splitlines())
    assert examination.as_text(60).splitlines()[-1].startswith(" " * 8)
    assert len(examination.as_text().splitlines()) == 3


def test_the_sum_tells_of_warnings_and_of_what_was_not_looked_at():
    states = ("fine", "warning", "unknown", "unknown")
    examination = Examination("https://org", tuple(Finding("check", state, "so") for state in states))

    assert examination.as_text().endswith("https://org is ready for scenarios; 1 warning; 2 not looked at.")
