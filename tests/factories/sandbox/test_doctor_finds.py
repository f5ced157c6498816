"""Each check of the doctor finds what it is there for, where just that is broken, and says what to click."""

import re
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest

from factories import PartnerAccountFactory
from factories.data import TestData
from factories.sandbox.connecting import enter
from factories.sandbox.doctor import CHECKS
from factories.sandbox.doctor.patient import Patient
from mock_org.settings.licenses import EXTERNAL_LICENSES
from tests.factories.sandbox.conftest import StandIn

PROFILE = "Channel Partner"


def configured(**settings):
    def change(sandbox: StandIn) -> None:
        sandbox.built.configure(sandbox.built.org.settings.patched(settings))

    return change


def written(sobject, where, **values):
    def change(sandbox: StandIn) -> None:
        sandbox.write(sobject, sandbox.row(sobject, **where)["Id"], **values)

    return change


def of_profile(name, **values):
    def change(sandbox: StandIn) -> None:
        profile = sandbox.row("Profile", Name=name)["Id"]
        sandbox.write("PermissionSet", sandbox.row("PermissionSet", ProfileId=profile)["Id"], **values)

    return change


def unlocked(sandbox: StandIn) -> None:
    sandbox.key_file.chmod(0o644)


def public(sandbox: StandIn) -> None:
    lead = sandbox.built.org.schema["Lead"]
    sandbox.built.org.change_schema([replace(lead, sharing_model="Read", external_sharing_model="Read")])


def without_member(sandbox: StandIn) -> None:
    row = sandbox.row("NetworkMemberGroup", ParentId=sandbox.row("Profile", Name=PROFILE)["Id"])
    records = sandbox.built.org.system_session().records()
    with sandbox.built.org.database.transaction():
        records.erase("NetworkMemberGroup", [row["Id"]])


def without_roles(sandbox: StandIn) -> None:
    for row in sandbox.built.org.system_session().find("User"):
        sandbox.write("User", row["Id"], UserRoleId=None)


def not_let_in(sandbox: StandIn) -> None:
    ann = next(row for row in sandbox.built.org.system_session().find("User") if row["ContactId"])
    sandbox.write("UserLogin", sandbox.row("UserLogin", UserId=ann["Id"])["Id"], IsFrozen=True)


def refused_lately(sandbox: StandIn) -> None:
    sandbox.write(
        "LoginHistory", sandbox.built.org.system_session().find("LoginHistory")[0]["Id"], Status="Restricted IP"
    )


DOWN = written("Network", {"Name": "Partner Central"}, Status="DownForMaintenance")
# Check → what breaks just that; and what the doctor is to say of it.
BROKEN: MappingProxyType[str, tuple[Callable[[StandIn], None], str]] = MappingProxyType(
    {
        "secret-files": (unlocked, r"warning .*\nchmod 600 /"),
        "sandbox": (written("Organization", {}, IsSandbox=False), "failed .*\nUse a sandbox: Setup > Sandboxes"),
        "api-calls": (configured(api_requests_per_day=10), "failed .*\nWait .*Setup > Company Information"),
        "administrator": (
            of_profile("System Administrator", PermissionsManageUsers=False),
            "failed .*lacks Manage Users\nSetup > Permission Sets",
        ),
        "digital-experiences": (
            configured(digital_experiences=False),
            "failed .*\nSetup > Digital Experiences > Settings",
        ),
        "partner-accounts": (
            configured(prm=False, licenses=dict.fromkeys(EXTERNAL_LICENSES, 0)),
            "failed .*no field IsPartner.*\nSetup > Company Information > User Licenses",
        ),
        "sharing": (public, "warning .*Lead\nSetup > Sharing Settings"),
        "site-live": (DOWN, "failed .*\nSetup > Digital Experiences > All Sites"),
        "profile-cloned": (
            of_profile(PROFILE, IsCustom=False),
            "failed .*\nSetup > Profiles > Channel Partner > Clone",
        ),
        "site-member": (without_member, "failed .*\nSetup > Digital Experiences > .*Members > Select Profiles"),
        "partner-licence": (
            written("UserLicense", {"LicenseDefinitionKey": "PID_Partner_Community"}, TotalLicenses=2),
            "failed .*\nSetup > Company Information",
        ),
        "internal-licence": (
            written("UserLicense", {"LicenseDefinitionKey": "SFDC"}, TotalLicenses=2),
            "warning .*\nSetup > Company Information",
        ),
        "api-user-only": (of_profile(PROFILE, PermissionsApiUserOnly=True), "failed .*\nSetup > Profiles > .*: off"),
        "api-enabled": (
            of_profile(PROFILE, PermissionsApiEnabled=False),
            "failed .*\nSetup > Profiles > .*API Enabled",
        ),
        "login-ip-ranges": (
            configured(login_ip_ranges={PROFILE: ["10.0.0.1-10.0.0.9"]}),
            "warning .*from 10.0.0.1 to 10.0.0.9 only\nSetup > Profiles > Channel Partner > Login IP Ranges",
        ),
        "login-hours": (
            configured(login_hours={PROFILE: {"monday": [480, 1080]}}),
            "warning .*\nSetup > Profiles > Channel Partner > Login Hours",
        ),
        "account-owner": (without_roles, "failed .*\nSetup > Users > the owner > Edit > Role"),
        "app-authorised": (not_let_in, "failed .*\nPre-authorise the app"),
        "password-expiry": (
            configured(password_policy={"expiration_days": 1}),
            "warning .*\n.*Setup > Password Policies",
        ),
        "restricted-log-ins": (refused_lately, "warning .*Restricted IP.*\nSetup > Network Access"),
    }
)
NEED_A_USER = {"app-authorised", "password-expiry"}


def test_every_check_is_tried():
    assert set(BROKEN) == set(CHECKS)


@pytest.mark.parametrize("check", BROKEN)
def test_a_check_finds_what_is_broken_and_says_what_to_click(sandbox, settings_of, check):
    settings = settings_of(sandbox, site="Partner Central", profile=PROFILE)
    org = enter(settings).client(TestData(1, run="r1"))
    if check in NEED_A_USER:
        PartnerAccountFactory(org=org, name="Acme", users=1)
        user = next(row for row in sandbox.built.org.system_session().find("User") if row["ContactId"])
        sandbox.write("User", user["Id"], LastPasswordChangeDate="2020-01-01T00:00:00.000+0000")
    broken, told = BROKEN[check]
    try:
        broken(sandbox)
        said = CHECKS[check](Patient(org, settings))
    finally:
        sandbox.key_file.chmod(0o600)
        org.close()
    assert re.match(told, f"{said.state} {said.says}\n{said.advice}"), said
