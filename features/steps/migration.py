"""Steps about the way from the partner portal of Salesforce Classic to a site."""

from typing import Any

from pytest_bdd import given, then, when

from factories.soql import text_literal
from features.drivers import classic_portal
from features.permissions import assign, new_set
from features.scene import Scene
from features.words import saying

LIKE = "Channel Partner"


@given(
    saying("the org has a Classic partner portal, for the profile {profile:Quoted} with the licence {licence:Quoted}")
)
def legacy_portal(scene: Scene, profile: str, licence: str) -> None:
    """A profile of the old licence that opens the same objects as the starter org's profile for partners."""
    scene.target.change_settings(classic_partner_portal=True, licenses={licence: 10})
    licence_id = scene.org.id_of("UserLicense", Name=licence)
    made = scene.org.insert("Profile", {"Name": profile, "UserLicenseId": licence_id, "PermissionsApiEnabled": True})
    own = scene.org.id_of("PermissionSet", ProfileId=made)
    flags = ("Create", "Read", "Edit")
    columns = ", ".join(f"Permissions{flag}" for flag in flags)
    where = f"Parent.Profile.Name = {text_literal(LIKE)}"
    for row in scene.org.query(f"SELECT SobjectType, {columns} FROM ObjectPermissions WHERE {where}"):
        given_ = {f"Permissions{flag}": row[f"Permissions{flag}"] for flag in flags}
        scene.org.insert("ObjectPermissions", {"ParentId": own, "SobjectType": row.SobjectType} | given_)


@given(saying("a user {who:Name} of {company:Quoted} with the profile {profile:Quoted}"))
def a_user_with_profile(scene: Scene, who: str, company: str, profile: str) -> None:
    """A partner user of this profile."""
    scene.add_partner_user(who, company, profile=profile)


@given(saying("{who:Name} has the permission set {label:Quoted}, which is bound to the licence {licence:Quoted}"))
def bound_set(scene: Scene, who: str, label: str, licence: str) -> None:
    """A permission set of a licence."""
    licence_id = scene.org.id_of("UserLicense", Name=licence)
    assign(scene, who, PermissionSetId=new_set(scene, label, LicenseId=licence_id))


@when(saying("the administrator plans the migration to the site {site:Quoted}"), target_fixture="report")
def plan_to_site(scene: Scene, site: str) -> dict[str, Any]:
    """mock-org migrate plan."""
    return _command(scene, "plan", {"site": site})


@when(
    saying("the administrator plans the migration with {new:Quoted} for {old:Quoted}"),
    target_fixture="report",
)
def plan_profile(scene: Scene, new: str, old: str) -> dict[str, Any]:
    """mock-org migrate plan with another profile."""
    return _command(scene, "plan", {"profiles": {old: new}})


@when(saying("the administrator migrates to the site {site:Quoted}"), target_fixture="report")
def run(scene: Scene, site: str) -> dict[str, Any]:
    """mock-org migrate run."""
    return _command(scene, "run", {"site": site})


@when("the administrator switches the old portal off")
def switch_off(scene: Scene) -> None:
    """mock-org migrate switch-off."""
    with scene.attempt():
        scene.target.command("migration/switch-off", {})


@then(saying("{who:Name} can log in at the old portal"))
def can_log_in_there(scene: Scene, who: str) -> None:
    """The form lets the user in."""
    user = scene.person(who).login
    classic_portal.log_in(scene.org, user.Username, user.password)


@then(saying("{who:Name} cannot log in at the old portal"))
def cannot_log_in_there(scene: Scene, who: str) -> None:
    """The form does not let the user in."""
    with scene.attempt():
        can_log_in_there(scene, who)
    assert scene.refusals(), f"{who} has logged in at the old portal"


@then(saying("the last log-in of {who:Name} is of the type {kind:Quoted} and says {status:Quoted}"))
def last_log_in(scene: Scene, who: str, kind: str, status: str) -> None:
    """The newest row of LoginHistory."""
    user_id = text_literal(scene.person(who).login.Id)
    rows = scene.org.query(f"SELECT Id, LoginType, Status FROM LoginHistory WHERE UserId = {user_id}")
    newest = max(rows, key=lambda row: row.Id)
    assert (newest.LoginType, newest.Status) == (kind, status)


@then(saying("the plan says {text:Quoted}"))
@then(saying("the report says {text:Quoted}"))
def says(report: dict[str, Any], text: str) -> None:
    """One of its sentences."""
    said = [*report["profiles"], *report["moved"], *report["stays"], *(each["says"] for each in report["access"])]
    assert [each for each in said if text in each], said


@then("nobody would see more or less")
def plan_is_neutral(report: dict[str, Any]) -> None:
    """The plan has no difference in access."""
    assert report["access"] == []


@then("nobody sees more or less than before the migration")
def is_neutral(scene: Scene) -> None:
    """mock-org migrate check."""
    assert scene.target.command("migration/check")["differences"] == []


@then(saying("the profile of {who:Name} is {profile:Quoted}"))
def has_profile(scene: Scene, who: str, profile: str) -> None:
    """The user's profile by name."""
    assert scene.org.get("Profile", scene.now(who).ProfileId).Name == profile


@then(saying("{number:Number} user stays, since {reason:Quoted}"))
def stays(report: dict[str, Any], number: int, reason: str) -> None:
    """Who could not be moved."""
    assert [reason in each for each in report["failed"]] == [True] * number


@then("no user stays")
def none_stays(report: dict[str, Any]) -> None:
    """Everybody was moved."""
    assert (report["failed"], report["left"]) == ([], 0)


def _command(scene: Scene, name: str, mapping: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = scene.target.command(f"migration/{name}", {"mapping": mapping})
    return answer
