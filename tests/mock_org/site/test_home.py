import re

from tests.mock_org.site.portal import SITE, heading_of, text_of


def menu(page):
    nav = re.search(r'<nav [^>]*aria-label="Main Menu".*?</nav>', page, re.DOTALL)[0]
    return re.findall(r"<a [^>]*>(?:<bdi>)?([^<]*)", nav)


def test_the_site_address_leads_home(acme):
    assert acme.visitor.get("/").location == f"{SITE}/s/"
    assert acme.visitor.client.get(SITE, follow_redirects=True).status_code == 200


def test_home_greets_the_user(acme):
    assert heading_of(acme.visitor.get("/s/").text) == "Welcome, AcmeUser"


def test_the_menu_has_the_objects_that_the_profile_may_read(acme):
    assert menu(acme.visitor.get("/s/").text) == [
        "Home",
        "Leads",
        "Opportunities",
        "Accounts",
        "Contacts",
        "Cases",
        "Deal Registrations",
        "Tasks",
    ]


def test_the_menu_loses_an_object_that_the_profile_may_no_longer_read(world, acme):
    [row] = world.admin.query(
        "SELECT Id FROM ObjectPermissions WHERE SobjectType = 'Lead' AND Parent.Profile.Name = 'Channel Partner'"
    )
    assert world.admin.call("DELETE", f"/sobjects/ObjectPermissions/{row['Id']}").status_code == 204
    home = acme.visitor.get("/s/").text
    assert "Leads" not in menu(home)
    assert "Lead Inbox" not in home
    assert acme.visitor.get("/s/lead/Lead/Default").status_code == 404


def test_the_lead_inbox_has_the_users_own_leads(world, acme, globex):
    world.admin.create("Lead", LastName="Mine", Company="Initech", OwnerId=acme.partner.user_id)
    world.admin.create("Lead", LastName="Theirs", Company="Hooli", OwnerId=globex.partner.user_id)
    text = text_of(acme.visitor.get("/s/").text)
    assert "Initech" in text
    assert "Hooli" not in text


def test_a_site_that_is_not_live_says_so_to_everybody(world, guest, acme):
    [network] = world.admin.query("SELECT Id FROM Network")
    assert world.admin.update("Network", network["Id"], Status="DownForMaintenance").status_code == 204
    for visitor in (guest, acme.visitor):
        for path in ("/s/", "/s/login/", "/s/lead/Lead/Default"):
            answer = visitor.get(path)
            assert answer.status_code == 503
            assert heading_of(answer.text) == "Service Not Available"


def test_an_unknown_site_does_not_exist(guest):
    for path in ("/nobody/s/", "/nobody/login", "/nobody/", "/s/", "/par%00tners/s/"):
        assert guest.client.get(path).status_code == 404
