"""Steps about dormant users: who is exempt, warned, deactivated."""

from pytest_bdd import given, then, when

from features.permissions import assign
from features.scene import Scene
from features.steps.clock import next_run_of, until
from features.words import saying


@when("the next run for dormant users comes")
def next_run(scene: Scene) -> None:
    """Until the next first of a month."""
    until(scene, "dormant-users")


@when("the next warning of dormant users comes")
def next_warning(scene: Scene) -> None:
    """Until a week before the next first of a month."""
    until(scene, "dormant-user-warnings")


@given("dormant users are deactivated every month")
def dormant_on(scene: Scene) -> None:
    """Switch it on."""
    scene.target.change_settings(dormant_users={"on": True})


@given("dormant users are left alone")
@when("dormant users are left alone from now on")
def dormant_off(scene: Scene) -> None:
    """Switch it off."""
    scene.target.change_settings(dormant_users={"on": False})


@given(saying("{days:Number} days without a log-in make a user dormant"))
def dormant_days(scene: Scene, days: int) -> None:
    """How long it takes."""
    scene.target.change_settings(dormant_users={"days": days})


@given(saying("{who:Name} is exempt from dormancy"))
def exempt_user(scene: Scene, who: str) -> None:
    """Exempt by username."""
    scene.target.change_settings(dormant_users={"exempt_users": [scene.person(who).login.Username]})


@given(saying("users of the profile {profile:Quoted} are exempt from dormancy"))
def exempt_profile(scene: Scene, profile: str) -> None:
    """Exempt by profile."""
    scene.target.change_settings(dormant_users={"exempt_profiles": [profile]})


@given(saying("users with the permission set {name:Quoted} are exempt from dormancy"))
def exempt_set(scene: Scene, name: str) -> None:
    """Exempt by permission set, by its API name."""
    scene.target.change_settings(dormant_users={"exempt_permission_set": name})


@given(saying("{who:Name} has the permission set {name:Quoted}"))
def has_set(scene: Scene, who: str, name: str) -> None:
    """Assign a permission set, by its API name."""
    assign(scene, who, PermissionSetId=scene.org.id_of("PermissionSet", Name=name))


@then(saying("the list of dormant users shows {who:Name} as exempt"))
def listed_dormant(scene: Scene, who: str) -> None:
    """The list of the administrator."""
    assert scene.administrator.reviews.dormant() == {str(scene.now(who).Name): True}


@then(saying("{who:Name} has got a mail that says when the user is deactivated"))
def warned(scene: Scene, who: str) -> None:
    """The latest mail names the username and the next run."""
    user = scene.person(who).login
    mail = scene.target.mails(user.Email)[-1]
    due = next_run_of(scene, "dormant-users")
    assert user.Username in mail["text"]
    assert f"{due.month}/{due.day}/{due.year}" in mail["text"]
