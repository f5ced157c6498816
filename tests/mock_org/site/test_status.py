import pytest

from mock_org.site.login import FAILED
from tests.mock_org.site.portal import PASSWORD, Visitor, heading_of, text_of

DOWN = "Service Not Available"


@pytest.fixture
def central(world):
    return world.admin.query("SELECT Id FROM Network")[0]["Id"]


def in_preview(world, central):
    world.org.system_session().records().write("Network", [central], {"Status": "UnderConstruction"})


def test_an_offline_site_is_down_for_guests_members_and_administrators(world, central, guest, acme):
    assert world.admin.update("Network", central, Status="DownForMaintenance").status_code == 204
    admin = Visitor(world.app.test_client())
    admin.client.set_cookie("sid", world.built.admin.session_id)
    for visitor in (guest, acme.visitor, admin):
        for path in ("/", "/s/", "/s/login/", "/s/lead/Lead/Default", "/s/login/SelfRegister"):
            page = visitor.get(path)
            assert page.status_code == 503, path
            assert heading_of(page.text) == DOWN
    world.admin.update("Network", central, Status="Live")
    assert acme.visitor.get("/s/").status_code == 200


def test_a_site_under_construction_lets_no_partner_in(world, central, guest, acme):
    in_preview(world, central)
    page = guest.log_in(acme.username)
    assert (page.status_code, FAILED in text_of(page.text)) == (200, True)
    assert acme.visitor.get("/s/").status_code == 503
    who = f"WHERE UserId = '{acme.partner.user_id}' ORDER BY LoginTime DESC, Id DESC LIMIT 1"
    assert world.admin.query(f"SELECT Status FROM LoginHistory {who}")[0]["Status"] != "Success"


def test_who_sets_up_sites_sees_one_under_construction_and_needs_to_be_a_member(world, central):
    in_preview(world, central)
    world.admin.call("POST", f"/sobjects/User/{world.admin.user_id}/password", json={"NewPassword": PASSWORD})
    world.admin.update("Network", central, OptionsAllowInternalUserLogin=True)
    username = world.built.admin.username
    member = Visitor(world.app.test_client())
    groups = world.admin.query(
        "SELECT Id FROM NetworkMemberGroup WHERE ParentId = '{}'".format(world.profile("System Administrator"))
    )
    if not groups:
        assert FAILED in text_of(member.log_in(username).text)
        world.admin.create("NetworkMemberGroup", NetworkId=central, ParentId=world.profile("System Administrator"))
    assert member.log_in(username).status_code == 302
    assert member.get("/s/").status_code == 200


def test_employees_log_in_at_a_site_only_where_it_allows_that(world, central):
    world.admin.call("POST", f"/sobjects/User/{world.admin.user_id}/password", json={"NewPassword": PASSWORD})
    employee, username = Visitor(world.app.test_client()), world.built.admin.username
    page = employee.log_in(username)
    assert (FAILED in text_of(page.text), "Are you an employee?" in page.text) == (True, False)
    world.admin.update("Network", central, OptionsAllowInternalUserLogin=True)
    assert "Are you an employee?" in employee.get("/s/login/").text
    assert employee.log_in(username).status_code == 302
    assert employee.get("/s/").status_code == 200
