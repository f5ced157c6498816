"""Steps about contacts that become partner users, and about their end."""

from pytest_bdd import given, then, when

from factories import PartnerUserFactory
from factories.soql import text_literal
from features.permissions import assign
from features.scene import Scene
from features.words import saying


@given(saying("a contact {full_name:Quoted} of {company:Quoted}"))
def a_contact(scene: Scene, full_name: str, company: str) -> None:
    """Somebody who works at a company."""
    scene.add_contact(full_name, company)


@given(saying("a contact {full_name:Quoted} of {company:Quoted} owned by {owner:Name}"))
def a_contact_of_somebody(scene: Scene, full_name: str, company: str, owner: str) -> None:
    """A contact with this owner."""
    scene.add_contact(full_name, company, owner=scene.person(owner).login)


@given(saying("a contact {full_name:Quoted} of no company"))
def a_private_contact(scene: Scene, full_name: str) -> None:
    """A contact without an account."""
    scene.add_contact(full_name, "")


@given(saying("a new user {who:Name} of {company:Quoted}"))
def a_new_user(scene: Scene, who: str, company: str) -> None:
    """One more partner user."""
    scene.add_partner_user(who, company)


@given(saying("a new user {who:Name} of {company:Quoted} without a password"))
def a_new_user_without_password(scene: Scene, who: str, company: str) -> None:
    """A partner user who has not set a password yet."""
    scene.add_partner_user(who, company, password=None)


@given(saying("{who:Name}, a {role:PortalRole} of {company:Quoted}"))
@given(saying("{who:Name}, an {role:PortalRole} of {company:Quoted}"))
def a_user_in_a_role(scene: Scene, who: str, role: str, company: str) -> None:
    """A partner user in this role of the company."""
    scene.add_partner_user(who, company, PortalRole=PORTAL_ROLE_VALUES[role])


@given(saying("{who:Name} is deactivated"))
def was_deactivated(scene: Scene, who: str) -> None:
    """Clear IsActive."""
    scene.org.update("User", scene.person(who).login.Id, IsActive=False)


@when(saying("the administrator deactivates {who:Name}"))
def deactivate(scene: Scene, who: str) -> None:
    """Edit the user: not active."""
    with scene.attempt():
        scene.administrator.users.change(scene.person(who).login.Id, {"IsActive": False})


@when(saying("the administrator reactivates {who:Name}"))
def reactivate(scene: Scene, who: str) -> None:
    """Edit the user: active."""
    with scene.attempt():
        scene.administrator.users.change(scene.person(who).login.Id, {"IsActive": True})


@given(saying("{who:Name} is disabled as a partner user"))
def was_disabled(scene: Scene, who: str) -> None:
    """Clear IsPortalEnabled."""
    scene.org.update("User", scene.person(who).login.Id, IsPortalEnabled=False)


@when(saying("the administrator disables the partner user {who:Name}"))
def disable(scene: Scene, who: str) -> None:
    """Disable Partner User."""
    with scene.attempt():
        scene.administrator.users.disable(scene.person(who).of_contact.Id)


@when(saying("the administrator deletes the user of {who:Name}"))
def delete_user(scene: Scene, who: str) -> None:
    """Try to delete a user."""
    with scene.attempt():
        scene.org.delete("User", scene.person(who).login.Id)


@when(saying("the administrator enables {who:Name} as a partner user"))
@when(saying("the administrator enables {who:Name} as a partner user once more"))
def enable(scene: Scene, who: str) -> None:
    """Enable Partner User."""
    with scene.attempt():
        scene.enable_by_administrator(who)


@when(saying("the administrator enables a new contact {who:Name} of {company:Quoted} as a partner user"))
def enable_new(scene: Scene, who: str, company: str) -> None:
    """Make a new contact and enable it."""
    with scene.attempt():
        scene.add_partner_user(who, company)


@when(saying("the administrator enables {who:Name} as a partner user in the role {role:PortalRole}"))
def enable_in_role(scene: Scene, who: str, role: str) -> None:
    """Make a contact a partner user with this PortalRole."""
    with scene.attempt():
        scene.enable_by_administrator(who, PortalRole=PORTAL_ROLE_VALUES[role])


@when(saying("the administrator enables {who:Name} as a partner user with the profile {profile:Quoted}"))
def enable_with_profile(scene: Scene, who: str, profile: str) -> None:
    """Make a contact a user of this profile."""
    with scene.attempt():
        scene.enable_by_administrator(who, profile=profile)


@when(saying("the administrator enables {who:Name} as a partner user with the username {username:Quoted}"))
def enable_with_username(scene: Scene, who: str, username: str) -> None:
    """Make a contact a partner user with this username."""
    with scene.attempt():
        scene.enable_by_administrator(
            who, Username=username, Email="ann@mock-org.example", CommunityNickname=scene.unique("ann")
        )


@when(saying("the administrator enables {who:Name} as a partner user with the username of {other:Name}"))
def enable_with_username_of(scene: Scene, who: str, other: str) -> None:
    """Make a contact a partner user with a username that somebody has."""
    with scene.attempt():
        scene.enable_by_administrator(
            who, Username=scene.person(other).login.Username, CommunityNickname=scene.unique("another")
        )


@when(saying("the administrator creates a user with the profile {profile:Quoted} for no contact"))
def create_without_contact(scene: Scene, profile: str) -> None:
    """Try to make an external user without a contact."""
    with scene.attempt():
        PartnerUserFactory.create(profile=profile, contact=None, FirstName="No", LastName="Body", ContactId=None)


@when(saying("the administrator puts {who:Name} into the role of {other:Name}"))
def move_into_role(scene: Scene, who: str, other: str) -> None:
    """Edit the user: another role."""
    with scene.attempt():
        scene.administrator.users.change(scene.person(who).login.Id, {"UserRoleId": scene.now(other).UserRoleId})


@when(saying("the administrator makes {who:Name} a super user"))
def make_super_user(scene: Scene, who: str) -> None:
    """Enable Super User Access."""
    with scene.attempt():
        scene.administrator.users.give_super_access(scene.person(who).of_contact.Id)


@when(saying("the administrator gives {who:Name} the permission set {label:Quoted}"))
def assign_permission_set(scene: Scene, who: str, label: str) -> None:
    """Assign a permission set."""
    with scene.attempt():
        assign(scene, who, PermissionSetId=scene.org.id_of("PermissionSet", Label=scene.real(label)))


@then(saying("{who:Name} is a partner user of {company:Quoted}"))
def is_partner_user(scene: Scene, who: str, company: str) -> None:
    """The user is active, of the partner licence, and of this account."""
    user = scene.now(who)
    facts = (user.UserType, user.IsActive, user.IsPortalEnabled, user.AccountId)
    assert facts == ("PowerPartner", True, True, scene.company(company).Id)


@then(saying("{who:Name} is no longer the user of a contact"))
def has_no_contact(scene: Scene, who: str) -> None:
    """The user is inactive and has no contact."""
    user = scene.now(who)
    assert (user.IsActive, user.IsPortalEnabled, user.ContactId) == (False, False, None)


@then(saying("{who:Names} are active"))
def are_active(scene: Scene, who: list[str]) -> None:
    """IsActive is set."""
    assert {name: scene.now(name).IsActive for name in who} == dict.fromkeys(who, True)


@then(saying("the role of {who:Name} is {role:Quoted}"))
def role_is(scene: Scene, who: str, role: str) -> None:
    """The user's role has this name."""
    role_id = text_literal(scene.now(who).UserRoleId)
    [found] = scene.org.query(f"SELECT Name FROM UserRole WHERE Id = {role_id}")
    assert scene.plain(found.Name) == role


PORTAL_ROLE_VALUES = {"User": "Worker", "Manager": "Manager", "Executive": "Executive"}
"""Object Reference, User.PortalRole: the role called User has the value Worker (confidence B)."""
