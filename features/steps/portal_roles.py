"""Steps about partner roles, and about what an account leaves when it is disabled, renamed or given away."""

from typing import Any

from pytest_bdd import given, then, when

from factories import AccountFactory
from factories.soql import text_literal
from features.scene import Scene
from features.words import Noun, saying


@given("the only users of companies of one owner share a role")
def optimized(scene: Scene) -> None:
    """Sharing Settings, Minimize the number of roles created."""
    scene.target.change_settings(account_role_optimization=True)


@given("only an account whose owner has a role can become a partner")
def owner_needs_role(scene: Scene) -> None:
    """A setting of the mock: no source says what Salesforce does."""
    scene.target.change_settings(partner_owner_needs_role=True)


@given(saying("a customer company {company:Quoted} of {owner:Name} with the user {who:Name}"))
def a_customer_company(scene: Scene, company: str, owner: str, who: str) -> None:
    """A customer account with a user of the standard Customer Community Plus profile."""
    scene.target.change_settings(standard_external_profiles=True)
    account = AccountFactory.create(Name=company, owner=scene.person(owner).login)
    scene.keep(Noun("account", company), account)
    scene.add_partner_user(who, company, profile="Customer Community Plus User")


@given(saying("{who:Name} works on the lead queue {queue:Quoted}"))
def member_of_queue(scene: Scene, who: str, queue: str) -> None:
    """A queue with one member."""
    values = {"Name": scene.unique(queue), "DeveloperName": scene.api_name(queue), "Type": "Queue"}
    queue_id = scene.org.insert("Group", values)
    scene.org.insert("QueueSobject", {"QueueId": queue_id, "SobjectType": "Lead"})
    scene.org.insert("GroupMember", {"GroupId": queue_id, "UserOrGroupId": scene.person(who).login.Id})


@when(saying("the administrator moves {who:Name} to the role {role:Quoted}"))
def change_role(scene: Scene, who: str, role: str) -> None:
    """Change the role of an internal user."""
    scene.org.update("User", scene.person(who).login.Id, UserRoleId=scene.org.id_of("UserRole", Name=role))


@when(saying("the administrator takes the role from {who:Name}"))
def take_role(scene: Scene, who: str) -> None:
    """Leave an internal user without a role."""
    with scene.attempt():
        scene.org.update("User", scene.person(who).login.Id, UserRoleId=None)


@when(saying("the administrator renames the company {company:Quoted} to {name:Quoted}"))
def rename_company(scene: Scene, company: str, name: str) -> None:
    """Change the name of an account; the scenario goes on calling it by its first name."""
    scene.org.update("Account", scene.company(company).Id, Name=scene.unique(name))


@when(saying("the administrator renames the role {role:Quoted} to {name:Quoted}"))
def rename_role(scene: Scene, role: str, name: str) -> None:
    """Try to change a role."""
    with scene.attempt():
        scene.org.update("UserRole", scene.org.id_of("UserRole", Name=scene.real(role)), Name=name)


@when(saying("the administrator adds a partner role to {company:Quoted}"))
def add_role(scene: Scene, company: str) -> None:
    """Insert a UserRole of the account."""
    values = {"Name": scene.unique(company), "PortalType": "Partner", "PortalAccountId": scene.company(company).Id}
    with scene.attempt():
        scene.org.insert("UserRole", values)


@when(saying("the administrator deletes the role {role:Quoted}"))
def delete_role(scene: Scene, role: str) -> None:
    """Delete a role."""
    with scene.attempt():
        scene.administrator.accounts.delete_role(scene.org.id_of("UserRole", Name=scene.real(role)))


@when(saying("the administrator sets the number of partner roles to {number:Number}"))
def number_of_roles(scene: Scene, number: int) -> None:
    """Digital Experiences > Settings."""
    scene.administrator.accounts.number_of_roles(number)


@when(saying("the administrator disables the customer account {company:Quoted}"))
def disable_customer(scene: Scene, company: str) -> None:
    """Disable Customer Account."""
    with scene.attempt():
        scene.administrator.accounts.disable_customer(scene.company(company).Id)


@then(saying("the list of partner accounts shows {companies:Quoteds}, but not {other:Quoted}"))
def listed(scene: Scene, companies: list[str], other: str) -> None:
    """What the administrator finds under Partner Accounts."""
    shown = scene.administrator.accounts.partners()
    assert {scene.unique(each) for each in companies} <= shown
    assert scene.unique(other) not in shown


@then(saying("the lead queue {queue:Quoted} has no members"))
def no_members(scene: Scene, queue: str) -> None:
    """Nobody works on the queue."""
    group_id = text_literal(scene.org.id_of("Group", Name=scene.unique(queue)))
    assert scene.org.query(f"SELECT Id FROM GroupMember WHERE GroupId = {group_id}") == []


@then(saying("{who:Name} and {other:Name} are in one role"))
def one_role(scene: Scene, who: str, other: str) -> None:
    """UserRoleId is the same."""
    assert _role(scene, who) == _role(scene, other)


def _role(scene: Scene, who: str) -> Any:
    role = scene.now(who).UserRoleId
    assert role is not None
    return role
