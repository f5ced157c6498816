"""The org's own host and that of its sites: whose address is which, and who goes from one to the other."""

import gzip
import json
from urllib.parse import urlsplit

import pytest
from werkzeug.test import Client
from werkzeug.wsgi import ClosingIterator

from mock_org.standin import Hosts, site_base
from tests.mock_org.auth.doors import give_password
from tests.mock_org.site.portal import PASSWORD
from tests.mock_org.standin.test_sandbox import token_by_jwt

HOME = "/lightning/setup/SetupOneHome/home"
PLACES = [
    ("https://127.0.0.1:8443", "https://localhost:8443"),
    ("https://acme--qa.sandbox.my.salesforce.com", "https://acme--qa.sandbox.my.site.com"),
]


@pytest.mark.parametrize(
    ("org", "sites"),
    [
        *PLACES,
        ("http://localhost:8080", "http://127.0.0.1:8080"),
        ("https://[::1]:8443", "https://localhost:8443"),
        ("https://acme.my.salesforce.com", "https://acme.my.site.com"),
        ("https://standin.example:8443", "https://standin.example:8443"),
    ],
)
def test_sites_have_a_host_of_their_own_where_the_org_has_one_that_tells_which(org, sites):
    assert site_base(org) == sites


class Browser:
    """A browser at the two hosts of a stand-in: cookies are kept by host, redirections are followed by hand."""

    def __init__(self, world, org, sites):
        world.org.base_url = org
        self.org, self.sites = org, sites
        self.client = world.app.test_client()

    def get(self, url, base=None, **more):
        parts = urlsplit(url)
        if parts.netloc:
            base, url = f"{parts.scheme}://{parts.netloc}", url.removeprefix(f"{parts.scheme}://{parts.netloc}")
        return self.client.get(url, base_url=base, **more)

    def sid(self, base):
        cookie = self.client.get_cookie("sid", domain=urlsplit(base).hostname)
        return cookie.value if cookie and cookie.value else None


@pytest.fixture(params=PLACES, ids=["loopback", "my-domain"])
def browser(sandbox, request):
    return Browser(sandbox, *request.param)


@pytest.fixture
def partner(sandbox):
    return sandbox.partner("Acme")


def test_the_org_tells_the_address_of_its_site_and_the_site_that_of_its_org(sandbox, browser, partner):
    given = {"Authorization": f"Bearer {sandbox.built.admin.session_id}"}
    told = browser.get("/services/data/v64.0/connect/communities", browser.org, headers=given).json["communities"]
    assert [each["siteUrl"] for each in told] == [f"{browser.sites}/partners"]
    assert told[0]["loginUrl"].startswith(f"{browser.sites}/partners")
    versions = browser.get("/services/oauth2/userinfo", browser.org, headers=given).json["urls"]
    assert all(url.startswith(browser.org) for url in versions.values())


def test_an_answer_that_is_packed_tells_the_same_and_is_closed_as_any_other(sandbox):
    org, sites = PLACES[0]
    sandbox.org.base_url = org
    closed = []

    def app(_environ, start_response):
        told = gzip.compress(json.dumps([f"{org}/partners/s/", f"{sites}/id/00D", f"{org}/partnersx"]).encode())
        head = {"Content-Type": "application/json", "Content-Encoding": "gzip", "Content-Length": str(len(told))}
        start_response("200 OK", [*head.items()])
        return ClosingIterator([told], [lambda: closed.append(True)])

    answer = Client(Hosts(app, sandbox.org)).get("/services/data/v64.0/", base_url=org)
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert json.loads(gzip.decompress(answer.data)) == [f"{sites}/partners/s/", f"{org}/id/00D", f"{org}/partnersx"]
    assert closed


def test_a_partners_program_gets_its_token_at_the_site_and_goes_to_the_org_with_it(sandbox, browser, partner):
    audience = f"{browser.sites}/partners"
    answer = token_by_jwt(sandbox, "acmeuser@example.com", audience, f"{audience}/services/oauth2/token")
    assert answer.status_code == 200, answer.json
    assert answer.json["instance_url"] == browser.org
    assert answer.json["sfdc_community_url"] == audience
    assert answer.json["id"].startswith(f"{browser.org}/id/")


def test_an_administrator_who_logs_in_as_a_partner_stays_who_he_is_at_the_org(sandbox, browser, partner):
    admin = sandbox.built.admin.session_id
    browser.client.set_cookie("sid", admin, domain=urlsplit(browser.org).hostname)
    org_id, network = (sandbox.admin.one(f"SELECT Id FROM {name}")["Id"] for name in ("Organization", "Network"))
    asked = {"oid": org_id, "retURL": HOME, "sunetworkid": network, "sunetworkuserid": partner.user_id}
    crossing = browser.get("/servlet/servlet.su", browser.org, query_string=asked)
    assert crossing.location.startswith(f"{browser.sites}/partners/secur/frontdoor.jsp?")
    assert browser.sid(browser.org) == admin
    arrived = browser.get(crossing.location)
    assert arrived.location == "/partners/s/"
    assert browser.get(arrived.location, browser.sites).status_code == 200
    assert browser.get(HOME, browser.org).status_code == 200
    left = browser.get("/partners/secur/logout.jsp", browser.sites)
    assert left.location == browser.org + HOME
    assert (browser.sid(browser.sites), browser.sid(browser.org)) == (None, admin)


def test_a_partners_own_session_opens_the_site_and_nothing_at_the_org(sandbox, browser, partner):
    give_password(sandbox, partner.user_id)
    form = {"username": "acmeuser@example.com", "password": PASSWORD}
    assert browser.client.post("/partners/s/login/", base_url=browser.sites, data=form).status_code == 302
    assert browser.get("/partners/s/", browser.sites).status_code == 200
    assert browser.sid(browser.org) is None
    out = browser.get("/partners/secur/logout.jsp", browser.sites)
    assert (urlsplit(out.location).netloc, out.location) == ("", "/partners/s/login/")


def test_a_page_of_the_other_host_is_led_to_and_nothing_else_is_answered_there(browser, partner):
    led = browser.get("/partners/s/?x=1", browser.org)
    assert (led.status_code, led.location) == (302, f"{browser.sites}/partners/s/?x=1")
    assert browser.get(HOME, browser.sites).location == browser.org + HOME
    for base, path in (
        (browser.sites, "/services/data/v64.0/limits"),
        (browser.sites, "/services/oauth2/token"),
        (browser.org, "/partners/services/oauth2/token"),
        (browser.org, "/partners/s/login/"),
    ):
        answer = browser.client.post(path, base_url=base)
        assert (answer.status_code, answer.json[0]["errorCode"]) == (404, "NOT_FOUND")


def test_an_org_without_digital_experiences_has_no_site_to_tell_apart(sandbox):
    sandbox.org.configure(sandbox.org.settings.patched({"digital_experiences": False}))
    browser = Browser(sandbox, *PLACES[0])
    assert browser.get(HOME, browser.org).status_code == 302
