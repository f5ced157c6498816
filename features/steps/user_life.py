"""Steps about what happens to users between their first day and their last, and about delegated administrators."""

from typing import Any

from pytest_bdd import given, then, when

from factories import OrgClient, PartnerUserFactory
from factories.soql import text_literal
from features.permissions import assign, new_set
from features.scene import Scene
from features.words import saying


@given(saying("{who:Name} is frozen"))
def was_frozen(scene: Scene, who: str) -> None:
    """Set UserLogin.IsFrozen."""
    scene.org.update("UserLogin", log_in_of(scene, who), IsFrozen=True)


@when(saying("the administrator freezes {who:Name}"))
def freeze(scene: Scene, who: str) -> None:
    """Freeze."""
    with scene.attempt():
        scene.administrator.users.freeze(scene.person(who).login.Id)


@when(saying("the administrator unfreezes {who:Name}"))
def unfreeze(scene: Scene, who: str) -> None:
    """Unfreeze."""
    with scene.attempt():
        scene.administrator.users.unfreeze(scene.person(who).login.Id)


@when(saying("a program of {actor:Name} freezes {who:Name}"))
def program_freezes(scene: Scene, actor: str, who: str) -> None:
    """Set UserLogin.IsFrozen as somebody."""
    with scene.attempt():
        program(scene, actor).update("UserLogin", log_in_of(scene, who), IsFrozen=True)


@when(saying("the administrator gives {who:Name} the profile {profile:Quoted}"))
def give_profile(scene: Scene, who: str, profile: str) -> None:
    """Edit the user: another profile."""
    with scene.attempt():
        values = {"ProfileId": scene.org.id_of("Profile", Name=profile)}
        scene.administrator.users.change(scene.person(who).login.Id, values)


@when(saying("the administrator gives {who:Name} the username of {other:Name}"))
def give_username(scene: Scene, who: str, other: str) -> None:
    """Edit the user: another username."""
    with scene.attempt():
        values = {"Username": scene.person(other).login.Username}
        scene.administrator.users.change(scene.person(who).login.Id, values)


@when(saying("the administrator moves the user of {who:Name} to the contact of {other:Name}"))
def give_contact(scene: Scene, who: str, other: str) -> None:
    """Try to change ContactId."""
    with scene.attempt():
        scene.org.update("User", scene.person(who).login.Id, ContactId=scene.person(other).of_contact.Id)


@when(saying("the administrator takes super user access from {who:Name}"))
def take_super_access(scene: Scene, who: str) -> None:
    """Disable Partner Super Access."""
    with scene.attempt():
        scene.administrator.users.take_super_access(scene.person(who).of_contact.Id)


@given(saying("{who:Name} is a super user already"))
def was_super_user(scene: Scene, who: str) -> None:
    """Set IsPrmSuperUser."""
    scene.org.update("User", scene.person(who).login.Id, IsPrmSuperUser=True)


@given("the org has no super users")
def no_super_users(scene: Scene) -> None:
    """Switch the feature off."""
    scene.target.change_settings(partner_super_user_access=False)


@given("the org allows standard profiles for partners")
def standard_profiles(scene: Scene) -> None:
    """Allow using standard external profiles."""
    scene.target.change_settings(standard_external_profiles=True)


@given(saying("another org has a user {username:Quoted}"))
def taken_elsewhere(scene: Scene, username: str) -> None:
    """A username that some other org has."""
    scene.target.change_settings(usernames_elsewhere=[username])


@when("partners' usernames are unique in this org only")
def unique_here(scene: Scene) -> None:
    """Require unique usernames for partners in this org."""
    scene.target.change_settings(usernames_unique_in_org=True)


@when(saying("the administrator deletes the contact of {who:Name}"))
def delete_contact(scene: Scene, who: str) -> None:
    """Try to delete a contact."""
    with scene.attempt():
        scene.org.delete("Contact", scene.person(who).of_contact.Id)


@given(saying("{who:Name} is in the group {group:Quoted}"))
def in_a_group(scene: Scene, who: str, group: str) -> None:
    """Make somebody a member of a public group."""
    values = {"GroupId": scene.org.id_of("Group", Name=group), "UserOrGroupId": scene.person(who).login.Id}
    scene.org.insert("GroupMember", values)


@given(saying("a partner profile {name:Quoted} that is no member of the portal"))
def a_partner_profile(scene: Scene, name: str) -> None:
    """A profile of the partner licence that no site knows."""
    license_id = scene.org.id_of("UserLicense", Name="Partner Community")
    scene.org.insert("Profile", {"Name": name, "UserLicenseId": license_id, "PermissionsApiEnabled": True})


@given(saying("{who:Name} administers the users of the own company"))
@when(saying("the administrator lets {who:Name} administer the users of the own company"))
def administers(scene: Scene, who: str) -> None:
    """Give the permission Delegated External User Administrator."""
    set_id = new_set(scene, "Company Administrator", PermissionsDelegatedPortalUserAdmin=True)
    assign(scene, who, PermissionSetId=set_id)


@given(saying("the users of {company:Quoted} are delegated to {who:Name}"))
def delegated(scene: Scene, company: str, who: str) -> None:
    """An external managed account."""
    values = {
        "Name": scene.unique(company),
        "ManagedById": scene.person(who).login.Id,
        "TargetId": scene.company(company).Id,
        "AccessManageUsers": True,
    }
    scene.org.insert("DelegatedAccount", values)


@given(saying("the profile {profile:Quoted} delegates the permission set {label:Quoted}"))
def delegates(scene: Scene, profile: str, label: str) -> None:
    """List a permission set for the delegated administrators of a profile."""
    values = {
        "DeveloperName": label.replace(" ", "_"),
        "MasterLabel": label,
        "ProfileId": scene.org.id_of("Profile", Name=profile),
        "PermissionSetId": scene.org.id_of("PermissionSet", Label=scene.real(label)),
    }
    scene.org.insert("PortalDelegablePermissionSet", values)


@when(saying("a program of {actor:Name} deactivates {who:Name}"))
def program_deactivates(scene: Scene, actor: str, who: str) -> None:
    """Clear IsActive as somebody."""
    _change(scene, actor, who, IsActive=False)


@when(saying("a program of {actor:Name} reactivates {who:Name}"))
def program_reactivates(scene: Scene, actor: str, who: str) -> None:
    """Set IsActive as somebody."""
    _change(scene, actor, who, IsActive=True)


@when(saying("a program of {actor:Name} makes {who:Name} a super user"))
def program_makes_super_user(scene: Scene, actor: str, who: str) -> None:
    """Set IsPrmSuperUser as somebody."""
    _change(scene, actor, who, IsPrmSuperUser=True)


@when(saying("a program of {actor:Name} enables {who:Name} as a partner user"))
def program_enables(scene: Scene, actor: str, who: str) -> None:
    """Insert a user of a contact as somebody."""
    with scene.attempt():
        person = scene.person(who)
        person.user = PartnerUserFactory.create(contact=person.contact, org=program(scene, actor), password=None)


@when(saying("a program of {actor:Name} gives {who:Name} a new password"))
def program_sets_password(scene: Scene, actor: str, who: str) -> None:
    """Set a password as somebody."""
    with scene.attempt():
        user = scene.person(who).login
        user["password"] = "another-Password-7"
        program(scene, actor).set_password(user.Id, user.password)


@when(saying("a program of {actor:Name} gives {who:Name} the permission set {label:Quoted}"))
def program_assigns(scene: Scene, actor: str, who: str, label: str) -> None:
    """Assign a permission set as somebody."""
    with scene.attempt():
        set_id = scene.org.id_of("PermissionSet", Label=scene.real(label))
        values = {"AssigneeId": scene.person(who).login.Id, "PermissionSetId": set_id}
        program(scene, actor).insert("PermissionSetAssignment", values)


@then(saying("{who:Name} is active"))
def is_active(scene: Scene, who: str) -> None:
    """IsActive is set."""
    assert scene.now(who).IsActive is True


@then(saying("{who:Name} is a super user"))
def is_super_user(scene: Scene, who: str) -> None:
    """IsPrmSuperUser is set."""
    assert scene.now(who).IsPrmSuperUser is True


@then(saying("{who:Name} is no super user"))
def is_no_super_user(scene: Scene, who: str) -> None:
    """IsPrmSuperUser is not set."""
    assert scene.now(who).IsPrmSuperUser is False


@then(saying("the list of frozen users shows {who:Name}, but not {other:Name}"))
def frozen_users(scene: Scene, who: str, other: str) -> None:
    """What Setup lists, or UserLogin tells."""
    shown = scene.administrator.users.frozen()
    assert scene.person(who).login.Username in shown
    assert scene.person(other).login.Username not in shown


@then(saying("{who:Name} has the permission set {label:Quoted}"))
def has_permission_set(scene: Scene, who: str, label: str) -> None:
    """The assignment is there."""
    user_id = text_literal(scene.person(who).login.Id)
    where = f"AssigneeId = {user_id} AND PermissionSet.Label = {text_literal(scene.real(label))}"
    assert scene.org.query(f"SELECT Id FROM PermissionSetAssignment WHERE {where}")


@then(saying("{who:Name} is in no group, has no permission set and is a member of no site"))
def has_left_everything(scene: Scene, who: str) -> None:
    """None of the rows that a user stands in is left."""
    user_id = text_literal(scene.person(who).login.Id)
    rows = {
        "GroupMember": f"UserOrGroupId = {user_id}",
        "PermissionSetAssignment": f"AssigneeId = {user_id} AND PermissionSet.IsOwnedByProfile = false",
        "NetworkMember": f"MemberId = {user_id}",
    }
    left = {name: scene.org.query(f"SELECT Id FROM {name} WHERE {where}") for name, where in rows.items()}
    assert not any(left.values()), left


@then(saying("a program of {actor:Name} is shown the roles"))
def shown_roles(scene: Scene, actor: str) -> None:
    """UserRole is in the global describe, and a query answers."""
    client = program(scene, actor)
    assert "UserRole" in client.describe_global()
    assert client.query("SELECT Id FROM UserRole")


@then(saying("a program of {actor:Name} is not shown the roles"))
def not_shown_roles(scene: Scene, actor: str) -> None:
    """UserRole is not in the global describe."""
    assert "UserRole" not in program(scene, actor).describe_global()


def program(scene: Scene, who: str) -> OrgClient:
    """A program that works as this person, at the portal's address for people of companies."""
    person = scene.person(who)
    return scene.org.log_in(person.login.Username, person.login.password, at_site=bool(person.company))


def log_in_of(scene: Scene, who: str) -> str:
    """The id of somebody's UserLogin."""
    user_id = text_literal(scene.person(who).login.Id)
    [found] = scene.org.query(f"SELECT Id FROM UserLogin WHERE UserId = {user_id}")
    return str(found.Id)


def _change(scene: Scene, actor: str, who: str, **values: Any) -> None:
    with scene.attempt():
        program(scene, actor).update("User", scene.person(who).login.Id, **values)
