"""Steps about companies and their partner accounts."""

from pytest_bdd import given, then, when

from factories import AccountFactory, ChannelManagerFactory, InternalUserFactory, PartnerAccountFactory
from factories.soql import text_literal
from features.scene import Scene
from features.words import Noun, saying


@given(saying("{who:Name}, a channel manager"))
def a_channel_manager(scene: Scene, who: str) -> None:
    """An internal user who owns partner accounts, with a role."""
    scene.add_user(who, ChannelManagerFactory.create(FirstName=who))


@given(saying("{who:Name}, a channel manager in the role {role:Quoted}"))
def a_channel_manager_elsewhere(scene: Scene, who: str, role: str) -> None:
    """A channel manager in this role."""
    scene.add_user(who, ChannelManagerFactory.create(FirstName=who, role=role))


@given(saying("{who:Name}, an internal user in the role {role:Quoted}"))
def an_internal_user(scene: Scene, who: str, role: str) -> None:
    """An internal user in this role; directors have the channel managers' profile."""
    factory = ChannelManagerFactory if role.startswith("Channel") else InternalUserFactory
    scene.add_user(who, factory.create(FirstName=who, role=role))


@given(saying("{who:Name}, an internal user without a role"))
def an_internal_user_without_role(scene: Scene, who: str) -> None:
    """An internal user who is nowhere in the role hierarchy."""
    scene.add_user(who, ChannelManagerFactory.create(FirstName=who, role=None))


@given(saying("{who:Name}, an internal user without a role, in the group {group:Quoted}"))
def an_internal_user_in_a_group(scene: Scene, who: str, group: str) -> None:
    """An internal user whom only a public group brings access."""
    an_internal_user_without_role(scene, who)
    values = {"GroupId": scene.org.id_of("Group", Name=group), "UserOrGroupId": scene.person(who).login.Id}
    scene.org.insert("GroupMember", values)


@given(saying("a company {company:Quoted} owned by {owner:Name}"))
def a_company(scene: Scene, company: str, owner: str) -> None:
    """A business account."""
    account = AccountFactory.create(Name=company, owner=scene.person(owner).login)
    scene.keep(Noun("account", company), account)


@given(saying("the companies {companies:Quoteds} owned by {owner:Name}"))
def some_companies(scene: Scene, companies: list[str], owner: str) -> None:
    """Business accounts of one owner."""
    for company in companies:
        a_company(scene, company, owner)


@given(saying("a partner company {company:Quoted} of {owner:Name}"))
def a_partner_company(scene: Scene, company: str, owner: str) -> None:
    """A partner account without users."""
    account = PartnerAccountFactory.create(name=company, owner=scene.person(owner).login)
    scene.keep(Noun("account", company), account)


@given(saying("a partner company {company:Quoted} of {owner:Name} with the user {who:Name}"))
def a_partner_company_with_a_user(scene: Scene, company: str, owner: str, who: str) -> None:
    """A partner account with one user."""
    a_partner_company(scene, company, owner)
    scene.add_partner_user(who, company)


@when(saying("{owner:Name} wins the partner company {company:Quoted} with the user {who:Name}"))
def wins_a_partner_company(scene: Scene, owner: str, company: str, who: str) -> None:
    """One more partner account with one user."""
    a_partner_company_with_a_user(scene, company, owner, who)


@given(saying("a partner company {company:Quoted} of {owner:Name} with the users {who:Names}"))
def a_partner_company_with_users(scene: Scene, company: str, owner: str, who: list[str]) -> None:
    """A partner account with several users."""
    a_partner_company(scene, company, owner)
    for name in who:
        scene.add_partner_user(name, company)


@given(saying("a person account {full_name:Quoted}"))
def a_person_account(scene: Scene, full_name: str) -> None:
    """An account that is a person: it has a last name and no company."""
    first, _, last = full_name.partition(" ")
    account = AccountFactory.create(Name=None, FirstName=first, LastName=last)
    scene.keep(Noun("account", full_name), account)


@given(saying("the tier of {company:Quoted} is {tier:Quoted}"))
def the_tier(scene: Scene, company: str, tier: str) -> None:
    """Set the partner tier of an account."""
    scene.org.update("Account", scene.company(company).Id, Partner_Tier__c=tier)


@when(saying("the administrator enables {company:Quoted} as a partner account"))
def enable_account(scene: Scene, company: str) -> None:
    """Enable As Partner."""
    with scene.attempt():
        scene.administrator.accounts.enable(scene.company(company).Id)


@when(saying("the administrator enables {companies:Quoteds} as partner accounts"))
def enable_accounts(scene: Scene, companies: list[str]) -> None:
    """Set IsPartner of several accounts with one call, as loaders of data do."""
    rows = [{"Id": scene.company(company).Id, "IsPartner": True} for company in companies]
    scene.refused.extend(scene.org.update_many("Account", rows))


@when(saying("the administrator disables the partner account {company:Quoted}"))
def disable_account(scene: Scene, company: str) -> None:
    """Disable Partner Account."""
    with scene.attempt():
        scene.administrator.accounts.disable(scene.company(company).Id)


@when(saying("the administrator creates a company {company:Quoted} that is a partner from the start"))
def create_partner_account(scene: Scene, company: str) -> None:
    """Try to insert an account with IsPartner."""
    with scene.attempt():
        AccountFactory.create(Name=company, IsPartner=True)


@when(saying("the administrator deletes {company:Quoted}"))
def delete_account(scene: Scene, company: str) -> None:
    """Delete an account."""
    with scene.attempt():
        scene.administrator.accounts.delete(scene.company(company).Id)


@when(saying("the administrator makes {who:Name} the owner of {company:Quoted}"))
def give_account(scene: Scene, who: str, company: str) -> None:
    """Change Owner."""
    with scene.attempt():
        scene.administrator.accounts.give(scene.company(company).Id, scene.person(who).login.Id)


@then(saying("{company:Quoted} is a partner account"))
def is_partner(scene: Scene, company: str) -> None:
    """IsPartner is set."""
    assert scene.org.get("Account", scene.company(company).Id).IsPartner is True


@then(saying("{companies:Quoteds} are partner accounts"))
def are_partners(scene: Scene, companies: list[str]) -> None:
    """IsPartner is set on each."""
    for company in companies:
        is_partner(scene, company)


@then(saying("{company:Quoted} is not a partner account"))
def is_no_partner(scene: Scene, company: str) -> None:
    """IsPartner is not set."""
    assert scene.org.get("Account", scene.company(company).Id).IsPartner is False


@then(saying("{company:Quoted} is gone"))
def is_gone(scene: Scene, company: str) -> None:
    """The account cannot be found."""
    account_id = text_literal(scene.company(company).Id)
    assert scene.org.query(f"SELECT Id FROM Account WHERE Id = {account_id}") == []


@then(saying("{company:Quoted} has no partner roles"))
def has_no_roles(scene: Scene, company: str) -> None:
    """No UserRole belongs to the account."""
    account_id = text_literal(scene.company(company).Id)
    roles = scene.org.query(f"SELECT Name FROM UserRole WHERE PortalAccountId = {account_id}")
    assert [role.Name for role in roles] == []


@then(saying("the partner roles of {company:Quoted} are, from the top"))
def has_roles(scene: Scene, company: str, datatable: list[list[str]]) -> None:
    """The account's roles are these, each below the role named."""
    [_, *expected] = datatable
    assert roles_of(scene, company) == expected


def roles_of(scene: Scene, company: str) -> list[list[str]]:
    """Name and parent's name of each role of the account, from the top."""
    account_id = text_literal(scene.company(company).Id)
    found = scene.org.query(f"SELECT Id, Name, ParentRoleId FROM UserRole WHERE PortalAccountId = {account_id}")
    parents = {role.Id: role.ParentRoleId for role in found}
    depth = {each: sum(1 for _ in _up(each, parents)) for each in parents}
    named = {role.Id: role.Name for role in scene.org.query("SELECT Id, Name FROM UserRole")}
    return [
        [scene.plain(role.Name), scene.plain(named[role.ParentRoleId])]
        for role in sorted(found, key=lambda role: depth[role.Id])
    ]


def _up(role_id: str, parents: dict[str, str]) -> list[str]:
    above = parents.get(role_id)
    return [above, *_up(above, parents)] if above in parents else []
