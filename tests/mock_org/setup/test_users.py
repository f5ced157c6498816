"""Manage Users: the list, the page of a user in its frame, the form of a user."""

import html
import re
from urllib.parse import quote

import pytest

from tests.mock_org.setup.visitor import visitor_of

HOME, FRAME = "/lightning/setup/ManageUsers/home", "/lightning/setup/ManageUsers/page"


@pytest.fixture
def visitor(world, admin):
    return visitor_of(world, admin)


def user_of(admin, user_id, fields):
    return admin.query(f"SELECT {fields} FROM User WHERE Id = '{user_id}'")[0]


def options(visitor, path, name):
    """Value and text of the choices of a select, and whether it can be changed."""
    text = visitor.open(path).text
    select = re.search(rf'<select id="{name}"[^>]*>(.*?)</select>', text, re.DOTALL)
    found = re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)</option>', select[1])
    return [(value, html.unescape(label).strip("\u2068\u2069")) for value, label in found], "disabled" not in select[0]


def _role(admin):
    return admin.query("SELECT Id FROM UserRole WHERE Name = 'Channel Manager East'")[0]["Id"]


def new(contact):
    return f"/005/e?ut=p&cntc={contact}&retURL=%2Flightning%2Fr%2FContact%2F{contact}%2Fview"


def filled(world, **values):
    return {
        "name_firstName": "Ann",
        "name_lastName": "Lee",
        "Alias": "alee",
        "Email": "ann@acme.example",
        "Username": "ann@acme.example",
        "CommunityNickname": "annlee",
        "Profile": world.profile("Channel Partner")[:15],
        "active": "1",
    } | values


@pytest.fixture
def contact(world, admin):
    account = admin.create("Account", Name="Acme")
    admin.update("Account", account, IsPartner=True)
    return admin.create("Contact", FirstName="Ann", LastName="Lee", Email="ann@acme.example", AccountId=account)


class TestTheList:
    """Who is in it, by view and name."""

    def test_each_view_has_its_users(self, world, admin, visitor):
        partner = world.partner("Acme")
        gone = world.user("Gone", "Sales Rep", IsActive=False)
        [login] = admin.query(f"SELECT Id FROM UserLogin WHERE UserId = '{partner.user_id}'")
        admin.update("UserLogin", login["Id"], IsFrozen=True)
        inside = {
            "ActiveUsers": ("acmeuser@", "gone@"),
            "InactiveUsers": ("gone@", "acmeuser@"),
            "PartnerUsers": ("acmeuser@", "gone@"),
            "FrozenUsers": ("acmeuser@", "gone@"),
        }
        for view, (there, not_there) in inside.items():
            said = visitor.read(f"{HOME}?view={view}")
            assert (there in said, not_there in said) == (True, False), view
        assert "(frozen)" in visitor.read(f"{HOME}?view=AllUsers")
        assert gone

    def test_a_name_is_searched_as_text(self, world, visitor):
        world.partner("Acme")
        assert "acmeuser@" in visitor.read(f"{HOME}?q=cmeU")
        assert "No items to display." in visitor.read(HOME, q="x' OR Name LIKE '%")
        assert visitor.open(f"{HOME}?view=Nope").status_code == 404

    def test_it_takes_view_setup(self, world):
        rep = visitor_of(world, world.caller(world.user("Rep", "Sales Rep")))
        assert rep.open(HOME).status_code == 200
        world.admin.update("Profile", world.profile("Sales Rep"), PermissionsViewSetup=False)
        assert rep.open(HOME).status_code == 403


class TestTheFrame:
    """Pages of Classic about users, and nothing else, in a frame of Lightning."""

    def test_it_has_the_form_in_a_frame_of_that_name(self, visitor, contact):
        text = visitor.open(f"{FRAME}?address={quote(new(contact), safe='')}").text
        assert 'title="New User ~ Salesforce - Enterprise Edition"' in text.replace("\u2068", "").replace("\u2069", "")
        assert html.escape(new(contact)) in text

    @pytest.mark.parametrize(
        "address",
        ["https://evil.example/005/e", "//evil.example/005/e", "/lightning/setup", "javascript:x", "", "/005"],
    )
    def test_nothing_else_is_framed(self, visitor, address):
        answer = visitor.open(f"{FRAME}?address={quote(address, safe='')}")
        assert (answer.status_code, "<iframe" in answer.text) == (404, False)

    def test_what_is_framed_may_be_framed_by_this_org_only(self, visitor, contact):
        policy = visitor.open(new(contact)).headers["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in policy


class TestTheForm:
    """New users of contacts, of the own company, and changes."""

    def test_the_role_is_read_only_for_the_first_user_and_chosen_for_the_next(self, world, admin, visitor, contact):
        assert options(visitor, new(contact), "role") == ([("", "Acme Partner User")], False)
        made = visitor.send(new(contact), **filled(world))
        assert "Lee can use Salesforce now." in visitor.after(made)
        [user] = admin.query("SELECT Id, UserRoleId, ContactId, IsActive FROM User WHERE Username = 'ann@acme.example'")
        assert (user["ContactId"], user["IsActive"]) == (contact, True)
        account = admin.query(f"SELECT AccountId FROM Contact WHERE Id = '{contact}'")[0]["AccountId"]
        second = admin.create("Contact", LastName="Second", AccountId=account)
        assert options(visitor, new(second), "role") == ([(user["UserRoleId"][:15], "Acme Partner User")], True)

    def test_it_knows_the_contact_and_offers_clones_of_partner_profiles(self, world, visitor, contact):
        text = visitor.open(new(contact)).text
        for name, value in {"Email": "ann@acme.example", "name_lastName": "Lee", "Alias": "alee"}.items():
            assert re.search(rf'<input id="{name}"[^>]*value="{value}"', text), name
        assert len(re.findall(r'<input[^>]*title="Save"', text)) == 2
        profiles, _ = options(visitor, new(contact), "Profile")
        assert profiles == [("", "--None--"), (world.profile("Channel Partner")[:15], "Channel Partner")]

    def test_a_refusal_is_told_and_what_was_typed_stays(self, world, admin, visitor, contact):
        before = admin.query("SELECT COUNT(Id) n FROM User")[0]["n"]
        answer = visitor.send(new(contact), **filled(world, Username="ann", name_lastName="L<b>ee"))
        assert answer.status_code == 400
        assert "Username must be in the form of an email address" in answer.text
        assert 'role="alert"' in answer.text
        assert "L&lt;b&gt;ee" in answer.text
        taken = visitor.send(
            new(contact), **filled(world, Username=user_of(admin, admin.user_id, "Username")["Username"])
        )
        assert "&lt;br&gt;" not in taken.text
        assert "Duplicate Username." in taken.text
        assert admin.query("SELECT COUNT(Id) n FROM User")[0]["n"] == before

    @pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
    def test_cancel_leads_nowhere_else(self, visitor, contact, target):
        text = visitor.open("/005/e", cntc=contact, retURL=target).text
        assert f'href="{HOME}" target="_top">Cancel' in text
        assert "evil" not in text
        assert "alert(1)" not in text

    def test_a_profile_of_another_licence_is_refused(self, world, admin, visitor, contact):
        wrong = admin.query("SELECT Id FROM UserLicense WHERE Name = 'Partner Community Login'")[0]["Id"]
        answer = visitor.send(new(contact), **filled(world, user_license_id=wrong[:15]))
        assert "The profile is not one of the chosen user license." in answer.text

    def test_a_user_of_the_own_company_is_made_without_a_contact(self, world, admin, visitor):
        values = filled(world, Profile=world.profile("Sales Rep")[:15])
        visitor.send("/005/e", **values)
        [user] = admin.query("SELECT UserType, ContactId FROM User WHERE Username = 'ann@acme.example'")
        assert (user["UserType"], user["ContactId"]) == ("Standard", None)

    def test_a_user_is_changed_and_deactivated(self, world, admin, visitor):
        partner = world.partner("Acme")
        path = f"/{partner.user_id}/e"
        values = filled(world, name_lastName="Other", Username="acmeuser@example.com", active="")
        del values["active"]
        role = user_of(admin, partner.user_id, "UserRoleId")["UserRoleId"]
        after = visitor.after(visitor.send(path, **values, role=role[:15]))
        assert "The user was saved." in after
        row = user_of(admin, partner.user_id, "LastName, IsActive, UserRoleId")
        assert (row["LastName"], row["IsActive"], row["UserRoleId"]) == ("Other", False, role)

    def test_a_channel_manager_makes_partner_users_of_the_own_accounts(self, world, admin, contact):
        manager = world.user("Cy", "Channel Manager", UserRoleId=_role(admin))
        account = admin.query(f"SELECT AccountId FROM Contact WHERE Id = '{contact}'")[0]["AccountId"]
        assert admin.update("Account", account, OwnerId=manager).status_code == 204
        visitor = visitor_of(world, world.caller(manager))
        assert "Lee can use Salesforce now." in visitor.after(visitor.send(new(contact), **filled(world)))

    def test_who_does_not_manage_such_users_is_refused(self, world, admin, contact):
        user = world.user("Rep", "Sales Rep")
        rep = visitor_of(world, world.caller(user))
        assert rep.open(new(contact)).status_code == 404
        account = admin.query(f"SELECT AccountId FROM Contact WHERE Id = '{contact}'")[0]["AccountId"]
        assert admin.update("Account", account, OwnerId=user).status_code == 204
        before = admin.query("SELECT COUNT(Id) n FROM User")[0]["n"]
        assert rep.send(new(contact), **filled(world)).status_code == 403
        assert admin.query("SELECT COUNT(Id) n FROM User")[0]["n"] == before


class TestTheUser:
    """The page of a user."""

    def test_freezing_and_unfreezing(self, world, admin, visitor):
        partner = world.partner("Acme")
        path = f"/{partner.user_id}"
        frozen = visitor.after(visitor.send(path, action="Freeze"))
        assert "AcmeUser is frozen: active, but out." in frozen
        [login] = admin.query(f"SELECT IsFrozen FROM UserLogin WHERE UserId = '{partner.user_id}'")
        assert login["IsFrozen"] is True
        assert "AcmeUser can log in again." in visitor.after(visitor.send(path, action="Unfreeze"))

    def test_a_password_is_reset_by_mail(self, world, visitor):
        partner = world.partner("Acme")
        said = visitor.after(visitor.send(f"/{partner.user_id}", action="Reset Password"))
        assert "AcmeUser gets a mail with a link to a new password." in said

    def test_what_is_not_offered_is_refused(self, world, admin, visitor):
        partner = world.partner("Acme")
        admin.update("User", partner.user_id, IsActive=False)
        for action in ("Freeze", "Reset Password", "Delete", ""):
            assert "does not offer" in visitor.send(f"/{partner.user_id}", action=action).text
        manager = visitor_of(world, world.caller(world.user("Cy", "Channel Manager")))
        other = world.partner("Globex")
        assert "Freeze" not in manager.read(f"/{other.user_id}")

    def test_hostile_names_are_printed(self, world, admin, visitor):
        name = "<img src=x onerror=alert(1)>"
        user = world.user("Bo", "Sales Rep", LastName=name)
        for path in (f"/{user}", f"/{user}/e", f"{FRAME}?address=%2F{user}", f"{HOME}?view=AllUsers"):
            assert "<img" not in visitor.open(path).text, path
