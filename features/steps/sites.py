"""Steps about the portal as an administrator runs it."""

from pytest_bdd import given, then, when

from factories.soql import text_literal
from features.permissions import assign, new_set
from features.scene import Person, Scene
from features.words import saying

PASSWORD = "Correct-horse-1"


@when(saying("the administrator makes the portal {status:Name}"))
def make(scene: Scene, status: str) -> None:
    """Publish it, take it offline, or try what cannot be."""
    with scene.attempt():
        scene.administrator.sites.set_status(status)


@when(saying("the administrator makes the site {name:Quoted} from the template {template:Quoted}"))
def create(scene: Scene, name: str, template: str) -> None:
    """Make a site."""
    scene.administrator.sites.create(name, name.lower(), template)


@when(saying("the administrator makes the site {name:Quoted} {status:Name}"))
def make_site(scene: Scene, name: str, status: str) -> None:
    """Publish a site, or take it offline."""
    scene.administrator.sites.set_status(status, name)


@then(saying("the site {name:Quoted} is {status:Name}"))
def site_is(scene: Scene, name: str, status: str) -> None:
    """What the administrator sees."""
    assert scene.administrator.sites.status(name) == status


@when(saying("the administrator adds the profile {name:Quoted} to the portal"))
def add_profile(scene: Scene, name: str) -> None:
    """Add a profile's users."""
    scene.administrator.sites.add("profile", name)


@when(saying("the administrator adds the permission set {name:Quoted} to the portal"))
def add_permission_set(scene: Scene, name: str) -> None:
    """Add a permission set's users."""
    scene.administrator.sites.add("permission set", scene.real(name))


@when(saying("the administrator removes {name:Quoted} from the portal"))
def remove(scene: Scene, name: str) -> None:
    """Remove a profile or permission set."""
    scene.administrator.sites.remove(name)


@when(saying("the administrator lets people register with the profile {profile:Quoted} for {company:Quoted}"))
def let_register(scene: Scene, profile: str, company: str) -> None:
    """Allow self-registration."""
    scene.administrator.sites.let_register(profile, scene.real(company))


@when(saying("the administrator calls the portal {name:Quoted} and makes its header {color:Quoted}"))
def brand(scene: Scene, name: str, color: str) -> None:
    """Brand it."""
    scene.administrator.sites.brand(name, color)


@when(saying("{who:Name} signs up at the portal"))
def sign_up(scene: Scene, who: str) -> None:
    """Register as somebody new."""
    sign_up_as(scene, who, scene.org.data.username(who, "Newcomer"))


@when(saying("{who:Name} signs up at the portal with the username of {other:Name}"))
def sign_up_with_taken_name(scene: Scene, who: str, other: str) -> None:
    """Register with somebody's username."""
    sign_up_as(scene, who, scene.person(other).login.Username)


@given("a step of joining the portal takes a day")
def slow(scene: Scene) -> None:
    """What Salesforce does in the background takes its time."""
    scene.target.change_settings(site_membership_seconds=86400)


@given(saying("the portal is made from the template {template:Quoted}"))
def template(scene: Scene, template: str) -> None:
    """The template of sites whose metadata has no pages."""
    scene.target.change_settings(site_template=template)


@given(saying("the permission set {label:Quoted} given to {who:Name}"))
def permission_set(scene: Scene, label: str, who: str) -> None:
    """A permission set of no licence, assigned."""
    assign(scene, who, PermissionSetId=new_set(scene, label))


@given(saying("the permission set {label:Quoted} in the group {group:Quoted} given to {who:Name}"))
def permission_set_group(scene: Scene, label: str, group: str, who: str) -> None:
    """A permission set in a group, which is assigned."""
    values = {"DeveloperName": scene.api_name(group), "MasterLabel": scene.unique(group)}
    group_id = scene.org.insert("PermissionSetGroup", values)
    part = {"PermissionSetGroupId": group_id, "PermissionSetId": new_set(scene, label)}
    scene.org.insert("PermissionSetGroupComponent", part)
    assign(scene, who, PermissionSetGroupId=group_id)


@then(saying("the portal is {status:Name}"))
def portal_is(scene: Scene, status: str) -> None:
    """What the administrator sees."""
    assert scene.administrator.sites.status() == status


@then(saying("the portal says {status:Quoted} of {name:Quoted}"))
def says(scene: Scene, status: str, name: str) -> None:
    """The Assignment Status of a profile or permission set."""
    assert scene.administrator.sites.members().get(name) == status


@then(saying("the portal does not name {name:Quoted}"))
def does_not_name(scene: Scene, name: str) -> None:
    """It is not among the portal's profiles and permission sets."""
    assert name not in scene.administrator.sites.members()


@then(saying("{who:Name} is a member of the portal"))
def is_member(scene: Scene, who: str) -> None:
    """There is a NetworkMember."""
    assert memberships(scene, who) == 1


@then(saying("{who:Name} is no member of the portal"))
def is_no_member(scene: Scene, who: str) -> None:
    """There is none."""
    assert memberships(scene, who) == 0


@then(saying("{who:Name} is told of no site"))
def no_site(scene: Scene, who: str) -> None:
    """A query of Network finds nothing."""
    assert scene.actor(who).sees("Network") == set()


@then(saying("{who:Name} is a partner user of {company:Quoted} who registered without help"))
def registered(scene: Scene, who: str, company: str) -> None:
    """User, contact and account belong together."""
    where = f"Username = {text_literal(scene.actor(who).username)}"
    soql = "SELECT UserType, IsPortalSelfRegistered, Contact.AccountId FROM User WHERE "
    [user] = scene.org.query(soql + where)
    assert (user.UserType, user.IsPortalSelfRegistered) == ("PowerPartner", True)
    assert user.Contact["AccountId"] == scene.company(company).Id


@then(saying("{who:Name} reads {name:Quoted} on a header of {color:Quoted}"))
def reads(scene: Scene, who: str, name: str, color: str) -> None:
    """The brand at the head of every page."""
    assert scene.actor(who).header() == (name, color)


def sign_up_as(scene: Scene, who: str, username: str) -> None:
    """Fill in the form; whoever comes of it is a person of the scenario."""
    scene.people[who] = Person(who, "the portal", actor=scene.partner(username))
    with scene.attempt():
        scene.actor(who).sign_up(who, "Newcomer", PASSWORD)


def memberships(scene: Scene, who: str) -> int:
    """How many sites somebody is a member of."""
    user_id = text_literal(scene.person(who).login.Id)
    return len(scene.org.query(f"SELECT Id FROM NetworkMember WHERE MemberId = {user_id}"))
