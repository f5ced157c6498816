"""What surrounds every page: menu, profile menu, search, in the classes and roles of the site's template."""

import re

import pytest

from tests.mock_org.site.portal import PASSWORD, SITE, heading_of, hidden, text_of

TEMPLATES = {"lwr": "Build Your Own (LWR)", "shadow": "Partner Central (Shadow)"}


@pytest.fixture
def made_from(world):
    def make(flavour):
        world.org.configure(world.org.settings.patched({"site_template": TEMPLATES[flavour]}))

    yield make
    world.org.configure(world.org.settings.patched({"site_template": "Partner Central"}))


def test_an_aura_site_has_auras_frame(acme):
    page = acme.visitor.get("/s/").text
    assert '<div class="comm-navigation">\n<nav aria-label="Main Menu">' in page
    assert 'class="comm-navigation__list"' in page
    assert 'data-type="home" href="/partners/s/" class="slds-is-active" aria-current="page"' in page
    assert "selfServiceUserProfileMenu" in page
    assert "profile-menuTrigger" in page
    assert re.search(
        r'<div class="auraMsgMask"[^>]* hidden>\s*<div class="auraErrorBox" id="auraError" role="dialog"', page
    )
    assert "Skip to Main Content" in page
    assert 'role="menuitem" href="/partners/secur/logout.jsp">Log Out</a>' in page


def test_an_lwr_site_has_another(acme, guest, made_from):
    made_from("lwr")
    login = hidden(guest.get("/login").text) | {"username": acme.username, "pw": PASSWORD}
    guest.client.post(f"{SITE}/login", data=login)
    page = guest.get("/").text
    assert "<community_navigation-navigation-menu>" in page
    assert 'role="menuitem" href="/partners/lead/Lead/Default"' in page
    for aura in ("Skip to Main Content", "auraError", "comm-navigation__list", "/partners/s/", ">Feed<"):
        assert aura not in page, aura
    assert "<h1" in guest.get("/nothing").text


def test_the_menu_keeps_what_does_not_fit_under_more(acme, made_from):
    made_from("shadow")
    page = acme.visitor.get("/s/").text
    more = re.search(r'aria-label="More">More</summary>(.*?)</details>', page, re.DOTALL)[1]
    assert "Deal Registrations" in more
    assert "Leads" not in more


def test_an_earlier_page_in_the_document_is_hidden_and_holds_no_record(world, acme, made_from):
    world.admin.create("Lead", LastName="Lee", Company="Initech", OwnerId=acme.partner.user_id)
    made_from("shadow")
    page = acme.visitor.get("/s/lead/Lead/Default").text
    earlier = page.partition('<div class="oneContent" hidden>')[2].partition("<main")[0]
    assert "records-record-layout-item" in earlier
    assert "Lee" not in earlier
    assert "Initech" not in earlier


def test_the_invalid_page_says_so_in_a_paragraph(acme):
    page = acme.visitor.get("/s/detail/x").text
    assert '<p class="notice__title">Invalid Page</p>' in page
    assert "<h1" not in page


@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [
        ("/s/error", 404, "Invalid Page"),
        ("/s/service-not-available", 503, "Service Not Available"),
        ("/s/too-many-requests", 429, "Too Many Requests"),
    ],
)
def test_the_pages_of_errors(acme, path, status, heading):
    answer = acme.visitor.get(path)
    assert (answer.status_code, heading_of(answer.text)) == (status, heading)


def test_the_profile_is_the_users_own(acme, globex):
    page = acme.visitor.get(f"/s/profile/{acme.partner.user_id}").text
    assert heading_of(page) == "AcmeUser"
    assert "acmeuser@example.com" in text_of(page)
    for other in (globex.partner.user_id, "x", "005000000000999AAA"):
        answer = acme.visitor.get(f"/s/profile/{other}")
        assert answer.status_code == 404
        assert "globexuser" not in answer.text


def test_pencils_stand_beside_what_the_user_may_change(world, acme):
    lead = world.admin.create("Lead", LastName="Lee", Company="Initech", OwnerId=acme.partner.user_id)
    page = acme.visitor.get(f"/s/detail/{lead}").text
    assert f'href="/partners/s/lead/{lead}/edit" title="Edit Company" aria-label="Edit Company"' in page
    assert 'aria-label="Edit Lead Owner"' not in page
    assert "test-id__inline-edit-trigger" not in acme.visitor.get(f"/s/detail/{acme.partner.account_id}").text
