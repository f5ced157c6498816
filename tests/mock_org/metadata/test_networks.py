"""Sites and settings."""

from typing import Any

import pytest


def put(project: Any, content: str) -> Any:
    return project.put("networks/Partner Site.network", "Network", content)


def member(tag: str, name: str) -> str:
    return f"<networkMemberGroups><{tag}>{name}</{tag}></networkMemberGroups>"


def test_a_site_has_its_members_and_its_status(org: Any, project: Any) -> None:
    project.put("permissionsets/Gold.permissionset", "PermissionSet", "<label>Gold</label>")
    members = "<networkMemberGroups><permissionSet>Gold</permissionSet><profile>Admin</profile></networkMemberGroups>"
    report = put(project, f"{members}<status>Live</status><urlPathPrefix>p</urlPathPrefix>").deploy(org)
    assert report.refused == ()
    site = org.one("Network", Name="Partner Site")
    assert (site["Status"], site["UrlPathPrefix"]) == ("Live", "p")
    assert {m["AssignmentStatus"] for m in org.find("NetworkMemberGroup", NetworkId=site["Id"])} == {"Added"}
    assert len(org.find("NetworkMemberGroup")) == 2


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (member("profile", "Gone"), "networkMemberGroups/profile[Gone]: is no profile of the project or the org"),
        (
            member("permissionSet", "Gone"),
            "networkMemberGroups/permissionSet[Gone]: is no permission set of the project or the org",
        ),
        (
            member("everybody", "yes"),
            "networkMemberGroups/everybody: is not a known element here; leave it out or correct its name",
        ),
        ("<status>Open</status>", "status: is 'Open'; one of DownForMaintenance, Live, UnderConstruction is right"),
    ],
)
def test_a_site_that_must_not_be_guessed_is_refused(
    org: Any, project: Any, faults: Any, content: str, line: str
) -> None:
    assert faults(put(project, content).deploy(org).refused) == [f"networks/Partner Site.network-meta.xml: {line}"]


def test_a_site_without_a_status_is_not_live(org: Any, project: Any) -> None:
    put(project, "").deploy(org)
    assert org.one("Network")["Status"] == "UnderConstruction"


def test_unknown_switches_are_reported(org: Any, project: Any) -> None:
    report = put(project, "<enableTeleport>true</enableTeleport>").deploy(org)
    assert [f.element for f in report.not_understood] == ["enableTeleport"]


def test_who_registers_gets_a_profile_that_exists(org: Any, project: Any, faults: Any) -> None:
    content = "<selfRegistration>true</selfRegistration><selfRegProfile>{}</selfRegProfile>"
    put(project, content.format("Admin")).deploy(org)
    site = org.one("Network")
    assert site["OptionsSelfRegistrationEnabled"] is True
    assert site["SelfRegProfileId"] == org.one("Profile", Name="System Administrator")["Id"]
    refused = faults(put(project, content.format("Gone")).deploy(org).refused)
    assert refused == [
        "networks/Partner Site.network-meta.xml: selfRegProfile: Gone is no profile of the project or the org"
    ]


def settings(project: Any, name: str, content: str) -> Any:
    return project.put(f"settings/{name}.settings", f"{name}Settings", content)


def test_settings_become_the_orgs(org: Any, project: Any) -> None:
    on = ("enablePartnerSuperUserAccess", "enableAccountRoleOptimization")
    settings(project, "Sharing", "".join(f"<{name}>true</{name}>" for name in on))
    settings(project, "Communities", "<enableEnablePRM>false</enableEnablePRM>")
    settings(
        project, "Case", "<defaultCaseOwner>Desk</defaultCaseOwner><defaultCaseOwnerType>Queue</defaultCaseOwnerType>"
    )
    assert project.deploy(org).not_understood == ()
    assert org.settings.partner_super_user_access
    assert org.settings.account_role_optimization
    assert not org.settings.prm
    assert org.settings.default_case_owner == "Desk"


def test_a_project_without_settings_leaves_the_orgs_as_they_are(org: Any, project: Any) -> None:
    before = org.settings
    project.role("A").deploy(org)
    assert org.settings == before
    assert before.prm


def test_settings_that_the_mock_does_not_follow_are_reported(org: Any, project: Any, faults: Any) -> None:
    settings(project, "Sharing", "<enableExternalSharingModel>false</enableExternalSharingModel><other>true</other>")
    settings(project, "Apex", "<enableX>true</enableX>")
    assert faults(project.deploy(org).not_understood) == [
        "settings/Apex.settings-meta.xml: ApexSettings is not read; the mock has settings of its own",
        "settings/Sharing.settings-meta.xml: enableExternalSharingModel: is always on in the mock",
        "settings/Sharing.settings-meta.xml: other: is not understood and has no effect",
    ]


def test_without_digital_experiences_there_is_no_site(org: Any, project: Any) -> None:
    settings(project, "Communities", "<enableNetworksEnabled>false</enableNetworksEnabled>")
    report = put(project, "<status>Live</status>").deploy(org)
    assert [f.advice for f in report.not_understood] == ["digital experiences are off; the site is not there"]
    assert org.find("Network") == []
