"""Steps about the org itself: settings, clock, mail and portal. They need what the tags @needs-… say."""

from pytest_bdd import given, then

from factories.soql import text_literal
from features.permissions import assign, new_set
from features.scene import Scene
from features.words import saying


@given(saying("new partner companies get {number:Number} partner roles"))
def portal_roles(scene: Scene, number: int) -> None:
    """Digital Experiences settings, Number of partner roles."""
    scene.target.change_settings(portal_roles=number)


@given(saying("the org has person accounts"))
def person_accounts(scene: Scene) -> None:
    """Person accounts are on."""
    scene.target.change_settings(person_accounts=True)


@given("the org has neither partner relationship management nor partner licences")
def no_prm(scene: Scene) -> None:
    """The preference is off and no licence brings the partner fields."""
    scene.target.change_settings(prm=False, licenses={"Partner Community": 0, "Partner Community Login": 0})


@given(saying("the org disables at most {number:Number} partner users at once"))
def disable_limit(scene: Scene, number: int) -> None:
    """How many users disabling an account may disable (15 on Salesforce)."""
    scene.target.change_settings(disable_limit=number)


@given(saying("{number:Number} days have passed"))
def days_pass(scene: Scene, number: int) -> None:
    """Move the org's clock."""
    scene.target.advance_clock(number)


@given("the portal sends no welcome mail")
def no_welcome_mail(scene: Scene) -> None:
    """Network.OptionsSendWelcomeEmail is off."""
    change_portal(scene, OptionsSendWelcomeEmail=False)


@given("the portal is offline")
def portal_offline(scene: Scene) -> None:
    """Network.Status is DownForMaintenance."""
    change_portal(scene, Status="DownForMaintenance")


@given(saying("the profile {profile:Quoted} is no member of the portal"))
def no_member(scene: Scene, profile: str) -> None:
    """Object Reference, NetworkMemberGroup: a member is removed by its AssignmentStatus (confidence A)."""
    profile_id = text_literal(scene.org.id_of("Profile", Name=profile))
    for member in scene.org.query(f"SELECT Id FROM NetworkMemberGroup WHERE ParentId = {profile_id}"):
        scene.org.update("NetworkMemberGroup", member.Id, AssignmentStatus="WaitingForRemove")


@given(saying("the profile {profile:Quoted} does not allow the API"))
def no_api(scene: Scene, profile: str) -> None:
    """API Enabled is off in the profile."""
    scene.org.update("Profile", scene.org.id_of("Profile", Name=profile), PermissionsApiEnabled=False)


@given(saying("{who:Name} may use the API only"))
def api_only(scene: Scene, who: str) -> None:
    """A permission set with API Only User."""
    assign(scene, who, PermissionSetId=new_set(scene, "API only", PermissionsApiUserOnly=True))


@then(saying("a review for {days:Number} days without a log-in finds {found:Name}, but not {other:Name}"))
def review(scene: Scene, days: int, found: str, other: str) -> None:
    """Who among active partner users has not logged in within these days."""
    where = f"UserType = 'PowerPartner' AND IsActive = true AND LastLoginDate < LAST_N_DAYS:{days}"
    dormant = {user.Id for user in scene.org.query(f"SELECT Id FROM User WHERE {where}")}
    assert scene.person(found).login.Id in dormant
    assert scene.person(other).login.Id not in dormant


def change_portal(scene: Scene, **values: object) -> None:
    """Change the site that partners log in to."""
    [network] = scene.org.query("SELECT Id FROM Network WHERE UrlPathPrefix != null")
    scene.org.update("Network", network.Id, **values)
