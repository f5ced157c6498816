"""/servlet/servlet.su: an administrator as somebody else."""

import pytest

from mock_org.auth.login_as import NOT_A_MEMBER
from tests.mock_org.auth.doors import configure, statuses
from tests.mock_org.site.portal import SITE, text_of

SU = "/servlet/servlet.su"
HOME = "/lightning/setup/SetupOneHome/home"


class Administrator:
    """An internal user in a browser."""

    def __init__(self, world, session_id=None):
        self.world = world
        self.client = world.app.test_client()
        self.client.set_cookie("sid", session_id or world.built.admin.session_id)
        self.org_id = world.admin.query("SELECT Id FROM Organization")[0]["Id"]
        self.site = world.admin.query("SELECT Id FROM Network")[0]["Id"]

    def become(self, user_id, headers=None, **values):
        query = {"oid": self.org_id[:15], "retURL": HOME, "sunetworkid": self.site, "sunetworkuserid": user_id}
        return self.client.get(SU, query_string=query | values, headers=headers or {})

    def become_internal(self, user_id, **values):
        query = {"oid": self.org_id, "suorgadminid": user_id, "retURL": HOME, "targetURL": HOME}
        return self.client.get(SU, query_string=query | values)

    def sid(self):
        return self.client.get_cookie("sid").value


@pytest.fixture
def ada(world):
    return Administrator(world)


@pytest.fixture
def partner(world):
    return world.partner("Acme")


def test_an_administrator_works_at_the_portal_as_a_partner_and_comes_back(world, ada, partner):
    before = ada.sid()
    assert ada.become(partner.user_id, retURL="/lightning/setup/RecordAccess/home").location == f"{SITE}/s/"
    page = ada.client.get(f"{SITE}/s/")
    assert page.status_code == 200
    assert "Logged in as AcmeUser" in text_of(page.text)
    assert ada.client.get(HOME).status_code == 302
    back = ada.client.get(f"{SITE}/secur/logout.jsp")
    assert back.location == "/lightning/setup/RecordAccess/home"
    assert ada.sid() == before
    assert ada.client.get(back.location).status_code == 200
    assert "Logged in as" not in ada.client.get(f"{SITE}/s/").text


def test_the_trail_says_who_was_whom_and_no_log_in_of_the_partner_is_counted(world, ada, partner):
    ada.become(partner.user_id)
    ada.client.get(f"{SITE}/secur/logout.jsp")
    rows = world.admin.query("SELECT Action, Section, Display, CreatedById, DelegateUser FROM SetupAuditTrail")
    assert [(row["Action"], row["Display"]) for row in rows] == [
        ("suNetworkAdminLogin", "Logged in using Login-As access for AcmeUser"),
        ("suNetworkAdminLogout", "Logged out using Login-As access for AcmeUser"),
    ]
    assert {row["CreatedById"] for row in rows} == {world.built.admin.id}
    assert statuses(world, partner.user_id) == []
    [user] = world.admin.query(f"SELECT LastLoginDate FROM User WHERE Id = '{partner.user_id}'")
    assert user["LastLoginDate"] is None


def test_the_session_is_one_of_the_user_below_the_administrators(world, ada, partner):
    ada.become(partner.user_id)
    fields = "Id, ParentId, SessionType, LoginType, UsersId"
    [row] = world.admin.query(f"SELECT {fields} FROM AuthSession WHERE SessionType = 'SubstituteUser'")
    assert (row["UsersId"], row["LoginType"]) == (partner.user_id, "SysAdmin Switch")
    [above] = world.admin.query(f"SELECT UsersId, IsCurrent FROM AuthSession WHERE Id = '{row['ParentId']}'")
    assert (above["UsersId"], above["IsCurrent"]) == (world.built.admin.id, True)


def test_what_is_done_meanwhile_is_the_users(world, ada, partner):
    ada.become(partner.user_id)
    caller = partner.caller
    caller.session_id = ada.sid()
    below = caller.client.post(
        f"{SITE}/services/data/v62.0/sobjects/Lead",
        json={"LastName": "Lee", "Company": "Initech"},
        headers={"Authorization": f"Bearer {caller.session_id}"},
    )
    assert below.status_code == 201, below.json
    [lead] = world.admin.query("SELECT CreatedById, OwnerId FROM Lead")
    assert lead["CreatedById"] == partner.user_id


def test_an_administrator_becomes_a_colleague(world, ada):
    sal = world.user("Sal", "Standard User")
    assert ada.become_internal(sal).location == HOME
    page = ada.client.get(HOME)
    assert "Logged in as Sal" in text_of(page.text)
    assert ada.become_internal(world.built.admin.id).status_code == 403
    assert ada.client.get("/lightning/setup/logout").location == HOME
    assert "Logged in as" not in text_of(ada.client.get(HOME).text)
    rows = world.admin.query("SELECT Action FROM SetupAuditTrail")
    assert [row["Action"] for row in rows] == ["suOrgAdminLogin", "suOrgAdminLogout"]


@pytest.mark.parametrize("why", ["down", "no member"])
def test_a_site_that_the_user_cannot_enter_is_told_so(world, ada, partner, why):
    if why == "down":
        assert world.admin.update("Network", ada.site, Status="DownForMaintenance").status_code == 204
    else:
        member = world.org.system_session().find("NetworkMember", MemberId=partner.user_id)[0]
        world.org.system_session().records().erase("NetworkMember", [member["Id"]])
    before = ada.sid()
    answer = ada.become(partner.user_id)
    assert (answer.status_code, NOT_A_MEMBER in text_of(answer.text)) == (403, True)
    assert ada.sid() == before


@pytest.mark.parametrize("change", [{"IsActive": False}, {"freeze": True}])
def test_nobody_becomes_who_is_inactive_or_frozen(world, ada, partner, change):
    if change.pop("freeze", False):
        [row] = world.admin.query(f"SELECT Id FROM UserLogin WHERE UserId = '{partner.user_id}'")
        assert world.admin.update("UserLogin", row["Id"], IsFrozen=True).status_code == 204
    else:
        assert world.admin.update("User", partner.user_id, **change).status_code == 204
    assert ada.become(partner.user_id).status_code == 403


def test_who_lacks_the_permission_becomes_nobody(world, partner):
    rep = world.user("Rep", "Sales Rep")
    browser = Administrator(world, world.caller(rep).session_id)
    assert browser.become(partner.user_id).status_code == 403
    assert browser.become_internal(world.built.admin.id).status_code == 403
    member = Administrator(world, partner.caller.session_id)
    assert member.become_internal(world.built.admin.id).status_code == 403
    guest = Administrator(world, "none")
    assert guest.become(partner.user_id).location == "/?ec=302"


def test_the_org_can_forbid_it_altogether(world, ada, partner):
    configure(world, log_in_as=False)
    assert ada.become(partner.user_id).status_code == 403


def test_a_partner_is_not_entered_at_the_org_nor_a_colleague_at_a_site(world, ada, partner):
    assert ada.become_internal(partner.user_id).status_code == 403
    assert ada.become(world.user("Sal", "Sales Rep")).status_code == 403


@pytest.mark.parametrize("query", [{"oid": "00D000000000001"}, {"sunetworkuserid": "x"}, {"sunetworkuserid": ""}])
def test_a_link_of_another_org_or_to_nobody_is_refused(ada, partner, query):
    assert ada.become(partner.user_id, **query).status_code == 403


def test_another_site_cannot_send_an_administrator_there(ada, partner):
    before = ada.sid()
    ada.become(partner.user_id, headers={"Sec-Fetch-Site": "cross-site"})
    assert ada.sid() == before


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_neither_the_way_there_nor_the_way_back_leads_elsewhere(world, ada, target):
    sal = world.user("Sal", "Standard User")
    assert ada.become_internal(sal, targetURL=target, retURL=target).location == HOME
    assert ada.client.get("/lightning/setup/logout").location == HOME


def test_the_users_session_ends_with_the_administrators(world, partner):
    other = world.user("Boss", "System Administrator")
    boss = Administrator(world, world.caller(other).session_id)
    parent = boss.sid()
    boss.become(partner.user_id)
    assert boss.client.get(f"{SITE}/s/").status_code == 200
    row = world.admin.query(f"SELECT Id FROM AuthSession WHERE UsersId = '{other}'")[0]["Id"]
    assert world.admin.call("DELETE", f"/sobjects/AuthSession/{row}").status_code == 204
    assert boss.client.get(f"{SITE}/s/").status_code == 302
    assert parent != boss.sid()


def test_an_lwr_site_opens_at_its_own_address(world, ada, partner):
    world.org.configure(world.org.settings.patched({"site_template": "Build Your Own (LWR)"}))
    opened = ada.become(partner.user_id)
    assert opened.location == f"{SITE}/"
    assert "Logged in as AcmeUser" in text_of(ada.client.get(opened.location).text)
