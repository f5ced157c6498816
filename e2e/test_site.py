# mypy: ignore-errors
"""Smoke of the site in a real browser: it is up, has its labels, and works by keyboard and without scripts."""

from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from e2e.addresses import address_of
from e2e.driver import BrowserDriver
from e2e.pages import HomePage, LoginPage, RelatedListPage, SearchPage
from factories import LeadFactory, PartnerAccountFactory, Refused

SERIOUS = {"serious", "critical"}
# axe says what is wrong, and does not list what is right.
WHAT_COUNTS = {"resultTypes": ["violations"]}
NO_SUCH_LEAD = "00Q000000000999AAA"


@pytest.fixture
def lead(partner):
    return LeadFactory(FirstName="Ann", LastName="Lee", Company="Initech", owner=partner.user)


def looking_like(*soon):
    """Run on each kind of site; on those that are not named here in the night only."""
    later = [pytest.param(name, marks=pytest.mark.heavy) for name in ("aura", "lwr", "shadow") if name not in soon]
    return pytest.mark.parametrize("flavour", [*soon, *later], indirect=True)


@pytest.fixture
def flavour(request, target):
    """What the portal looks like; asked for before the partner logs in."""
    target.look_like(request.param)
    return request.param


def test_the_login_page_has_its_labels(guest, site_url):
    page = LoginPage(guest, site_url)
    page.open()
    expect(page.username).to_be_visible()
    expect(page.password).to_be_visible()
    expect(page.button).to_be_enabled()
    expect(page.forgot_password).to_be_visible()


def test_a_wrong_password_is_refused(guest, site_url):
    with pytest.raises(Refused, match="Your login attempt has failed"):
        BrowserDriver(guest, site_url, "nobody@example.com").log_in("wrong")


def test_a_partner_logs_in_and_out_without_scripts(browser, site_url):
    [user] = PartnerAccountFactory(name="Acme", users=1).users
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        login, home = LoginPage(page, site_url), HomePage(page, site_url)
        login.open()
        login.log_in(user.Username, user.password)
        expect(home.menu).to_be_visible()
        home.log_out()
        expect(login.button).to_be_visible()


def test_a_partner_logs_in_by_keyboard_alone(guest, site_url):
    [user] = PartnerAccountFactory(name="Acme", users=1).users
    login = LoginPage(guest, site_url)
    login.open()
    expect(login.username).to_be_focused()
    guest.keyboard.type(user.Username)
    guest.keyboard.press("Tab")
    guest.keyboard.type(user.password)
    guest.keyboard.press("Enter")
    expect(HomePage(guest, site_url).menu).to_be_visible()


def test_home_has_menu_quick_create_and_lead_inbox(partner, lead):
    home = partner.driver.home
    home.open()
    expect(home.heading).to_have_text(f"Welcome, {partner.user.FirstName} {partner.user.LastName}")
    assert home.tabs()[:3] == ["Home", "Leads", "Opportunities"]
    assert "New Lead" in home.creates()
    expect(home.lead_inbox.get_by_role("link", name="Ann Lee")).to_be_visible()


def test_a_list_leads_to_the_record(partner, lead):
    driver = partner.driver
    assert "Ann Lee" in driver.sees("Lead")
    driver.list.search("initech")
    driver.list.open_record("Ann Lee")
    expect(driver.record.heading).to_have_text("Ann Lee")
    assert driver.record.id == lead.Id
    expect(driver.record.field("Company")).to_have_text("Initech")
    expect(driver.page).to_have_title("Lead: Ann Lee")


@looking_like("shadow")
def test_whoever_reads_finds_the_way_on_every_kind_of_site(flavour, partner, lead):
    driver, page = partner.driver, partner.driver.page
    assert driver.sees("Lead") == {"Ann Lee"}
    assert driver.read("Lead", lead.Id)["Company"] == "Initech"
    expect(page).to_have_title("Lead: Ann Lee")
    driver.record.pencil("Company").click()
    driver.form.cancel_button.click()
    assert driver.record.id == lead.Id
    driver.home.search("initech")
    assert SearchPage(page).names("Leads") == ["Ann Lee"]
    driver.record.open(partner.account.Id)
    person = f"{partner.user.FirstName} {partner.user.LastName}"
    assert driver.record.related_names("Contacts") == [person]
    driver.record.view_all("Contacts")
    assert RelatedListPage(page).names() == [person]
    assert "Deal Registrations" in driver.home.tabs()
    assert driver.access("Lead", NO_SUCH_LEAD) == "none"
    driver.log_out()


@looking_like("shadow")
def test_a_long_list_is_loaded_as_one_scrolls(flavour, partner):
    LeadFactory.create_batch(55, owner=partner.user)
    assert len(partner.driver.sees("Lead")) == 55
    assert partner.driver.list.status.inner_text().startswith("55 items")


@pytest.mark.heavy
def test_a_record_is_made_shown_and_changed(partner):
    driver = partner.driver
    record_id = driver.create("Lead", {"First Name": "Bo", "Last Name": "Berg", "Company": "Hooli", "Rating": "Hot"})
    expect(driver.record.toast).to_contain_text('Lead "Bo Berg" was created.')
    driver.change("Lead", record_id, {"Company": "Globex", "Annual Revenue": "5000"})
    shown = driver.read("Lead", record_id)
    assert (shown["Company"], shown["Rating"], shown["Annual Revenue"]) == ("Globex", "Hot", "5000.0")
    assert driver.access("Lead", record_id) == "edit"


@pytest.mark.heavy
def test_dates_and_lookups_are_typed_as_people_write_them(partner):
    close = date.today() + timedelta(days=30)
    values = {"Name": "Rollout", "Stage": "Prospecting", "Account": "Acme"}
    for text in (f"{close.month}/{close.day}/{close.year}", close.isoformat()):
        record_id = partner.driver.create("Opportunity", values | {"Close Date": text})
        shown = partner.driver.read("Opportunity", record_id)
        assert (shown["Close Date"], shown["Account"]) == (close.isoformat(), "Acme")


@pytest.mark.heavy
def test_a_form_says_what_is_missing_and_cancels(partner):
    driver = partner.driver
    with pytest.raises(Refused, match="Review the following fields: Company") as refused:
        driver.create("Lead", {"Last Name": "Berg"})
    assert refused.value.fields == ("Company",)
    with pytest.raises(Refused, match='offers no "Lukewarm"'):
        driver.create("Lead", {"Rating": "Lukewarm"})
    with pytest.raises(Refused, match='no field "Share With Partners"'):
        driver.create("Lead", {"Share With Partners": "true"})
    driver.form.cancel_button.click()
    expect(driver.list.heading).to_have_text("All Leads")
    assert driver.sees("Lead") == set()


def test_a_record_out_of_reach_shows_none_of_its_values(partner):
    lead = LeadFactory(LastName="Secret", Company="Hush Ltd")
    driver = partner.driver
    assert driver.access("Lead", lead.Id) == "none"
    expect(driver.error.message).to_be_visible()
    assert not [value for value in ("Secret", "Hush") if value in driver.page.content()]
    refused = driver.error.text()
    driver.follow("Lead", NO_SUCH_LEAD)
    assert driver.error.text() == refused


def serious_faults(page):
    found = Axe().run(page, options=WHAT_COUNTS).response["violations"]
    return [(fault["id"], node["html"]) for fault in found if fault["impact"] in SERIOUS for node in fault["nodes"]]


def test_the_pages_of_guests_are_accessible(guest, site_url):
    login = LoginPage(guest, site_url)
    login.open()
    assert serious_faults(guest) == []
    login.log_in("nobody@example.com", "wrong")
    expect(login.refusal).to_be_visible()
    assert serious_faults(guest) == []
    login.forgot_password.click()
    assert serious_faults(guest) == []


PATHS = (
    "/",
    "/lead/Lead/Default",
    "/detail/{lead}",
    "/detail/{account}?tab=related",
    "/detail/{account}?tab=feed",
    "/relatedlist/{account}/Contacts",
    "/global-search/Lee",
    "/profile/{user}",
    "/createrecord/NewOpportunity",
    "/lead/{lead}/edit",
    "/service-not-available",
    "/detail/" + NO_SUCH_LEAD,
)


@looking_like("aura")
def test_every_page_is_accessible_and_needs_no_scrolling_sideways(flavour, partner, lead, site_url):
    page = partner.driver.page
    page.set_viewport_size({"width": 390, "height": 800})
    for path in PATHS:
        known = {"lead": lead.Id, "account": partner.account.Id, "user": partner.user.Id}
        page.goto(address_of(page, site_url, path.format(**known)))
        expect(page.get_by_role("main")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        assert serious_faults(page) == [], path


@looking_like("aura")
def test_menus_open_and_close_by_keyboard(flavour, partner):
    home, page = partner.driver.home, partner.driver.page
    home.profile.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(home.log_out_item).to_be_focused()
    assert serious_faults(page) == []
    page.keyboard.press("Escape")
    expect(home.log_out_item).to_be_hidden()
    expect(home.profile).to_be_focused()
    assert "New Lead" in home.creates()
    home.heading.click()
    expect(page.get_by_role("menuitem", name="New Lead")).to_be_hidden()


def test_a_refused_form_is_accessible(partner):
    with pytest.raises(Refused):
        partner.driver.create("Lead", {"First Name": "Bo"})
    assert serious_faults(partner.driver.page) == []
