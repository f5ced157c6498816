"""An LWR site: its addresses have no /s, its servlets lie at an address of their own, its words are its own."""

import pytest

from tests.mock_org.site.portal import PASSWORD, SITE, heading_of, hidden, text_of

SERVLETS = "/partnersvforcesite"


@pytest.fixture
def lwr(world):
    """The starter org's site, made from an LWR template."""
    world.org.configure(world.org.settings.patched({"site_template": "Build Your Own (LWR)"}))
    yield world
    world.org.configure(world.org.settings.patched({"site_template": "Partner Central"}))


def log_in(visitor, member):
    page = visitor.get("/login")
    data = hidden(page.text) | {"username": member.username, "pw": PASSWORD}
    return visitor.client.post(f"{SITE}/login", data=data)


def test_pages_lie_right_below_the_address(acme, guest, lwr):
    assert guest.get("/").location == f"{SITE}/login?ec=302&startURL=%2Fpartners%2F"
    answer = log_in(guest, acme)
    assert answer.location == f"{SITE}/"
    lead = acme.partner.caller.create("Lead", LastName="Lee", Company="Initech")
    for path in ("/", "/lead/Lead/Default", f"/detail/{lead}", f"/lead/{lead}", "/createrecord/NewLead"):
        page = guest.get(path)
        assert page.status_code == 200, path
        assert "/partners/s/" not in page.text
    assert heading_of(guest.get("/no/such/page").text) == "Invalid Page"
    assert guest.get("/no/such/page").status_code == 404


def test_pages_of_aura_addresses_are_not_there(guest, lwr):
    assert [guest.get(path).status_code for path in ("/s/", "/s/login/", "/s/lead/Lead/Default")] == [404, 404, 404]


def test_an_aura_site_has_no_pages_at_lwr_addresses(guest, acme):
    assert [acme.visitor.get(path).status_code for path in ("/lead/Lead/Default", "/SelfRegister")] == [404, 404]


def test_the_log_in_page_speaks_in_the_words_of_its_template(guest, acme, lwr):
    page = guest.get("/login").text
    assert ">Log In</span>" in page
    assert "placeholder=" not in page
    failed = guest.client.post(f"{SITE}/login", data=hidden(page) | {"username": "x", "pw": "y"})
    assert "Your login attempt has failed. Make sure the username and password are correct." in text_of(failed.text)
    forgot = guest.get("/ForgotPassword").text
    assert heading_of(forgot) == "Forgot your password?"
    assert ">Reset</button>" in forgot
    assert heading_of(guest.get("/CheckPasswordResetEmail").text) == "Now check your email"


def test_servlets_lie_at_an_address_of_their_own_from_where_pages_lead_back(guest, acme, lwr):
    log_in(guest, acme)
    assert f'href="{SERVLETS}/secur/logout.jsp"' in guest.get("/").text
    assert guest.client.get(f"{SERVLETS}/").location == f"{SITE}/"
    assert guest.client.get(f"{SERVLETS}/login?startURL=%2Fx").location == f"{SITE}/login?startURL=%2Fx"
    assert guest.client.get(f"{SERVLETS}/secur/logout.jsp").location == f"{SITE}/login"
    assert guest.get("/").status_code == 302


def test_a_prefix_that_ends_so_is_that_of_an_lwr_site(world, guest):
    central = world.admin.query("SELECT Id FROM Network")[0]["Id"]
    world.admin.update("Network", central, UrlPathPrefix="partnersvforcesite")
    assert guest.get("/login").status_code == 200
    assert guest.client.get(f"{SERVLETS}/login").location == f"{SITE}/login"
    site = world.admin.get("/connect/communities").json["communities"][0]
    assert site["templateName"] == "Build Your Own (LWR)"
    assert site["loginUrl"].endswith(f"{SERVLETS}/login")


def test_a_bridge_leads_to_the_pages_of_an_lwr_site(guest, acme, lwr):
    session = acme.partner.caller.session_id
    for path in ("/secur/frontdoor.jsp", f"{SITE}/secur/frontdoor.jsp", f"{SERVLETS}/secur/frontdoor.jsp"):
        assert guest.client.get(path).location == f"{SITE}/login?ec=302"
        assert guest.client.get(path, query_string={"sid": session}).location == f"{SITE}/"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/services/data/v62.0/nothing", 404),
        ("DELETE", "/services/data/v62.0/query", 405),
        ("GET", "/nowhere/at/all", 404),
        ("GET", "/partners/nowhere", 404),
        ("GET", "/lightning/nowhere/at/all", 404),
        ("GET", "/_mock/nowhere", 404),
    ],
)
def test_no_other_address_is_taken_for_a_sites(world, method, path, status):
    assert (
        world.admin.client.open(
            path, method=method, headers={"Authorization": "Bearer " + world.admin.session_id}
        ).status_code
        == status
    )
