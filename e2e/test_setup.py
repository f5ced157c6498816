# mypy: ignore-errors
"""Setup in a real browser: every page is accessible, fits a narrow window and prints hostile values as text."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from e2e.setup.log_ins import BrowserLogInSetup
from e2e.setup.visitor import SetupVisitor
from factories import AccountFactory, PartnerAccountFactory, Refused

SERIOUS = {"serious", "critical"}
# axe says what is wrong, and does not list what is right.
WHAT_COUNTS = {"resultTypes": ["violations"]}
HOSTILE = "<img src=x onerror=alert(1)>'\"{{7*7}}\u202e"
NARROW = {"width": 390, "height": 800}


@pytest.fixture
def visitor(org, page):
    page.set_default_timeout(5_000)
    return SetupVisitor(org, lambda: page)


@pytest.fixture
def company():
    return PartnerAccountFactory(name="Acme " + HOSTILE, users=1)


def menu_of(page):
    return page.get_by_role("navigation", name="Setup").get_by_role("link")


def pages_of_records(org, account):
    [role] = org.query(f"SELECT Id FROM UserRole WHERE PortalAccountId = '{account.Id}'")
    [user] = account.users
    [network] = org.query("SELECT Id FROM Network")
    site = f"/lightning/setup/SetupNetworks/{network.Id}"
    contact = f"/lightning/r/Contact/{user.ContactId}"
    company = f"/lightning/r/Account/{account.Id}"
    return [
        f"{company}/view",
        f"{company}/DisablePartnerPortalAccount",
        f"{company}/ChangeOwner",
        f"/lightning/setup/Roles/{role.Id}/Delete",
        f"{contact}/view",
        f"{contact}/DisablePartnerPortal",
        f"/lightning/setup/ManageUsers/page?address=%2F{user.Id}",
        f"/{user.Id}",
        f"/{user.Id}/e",
        f"/005/e?cntc={user.ContactId}",
        "/lightning/setup/SetupNetworks/new",
        *(f"{site}/{pane}" for pane in ("settings", "members", "registration", "emails", "branding")),
    ]


def faults(page):
    found = Axe().run(page, options=WHAT_COUNTS).response["violations"]
    return [
        (fault["id"], node["html"][:200]) for fault in found if fault["impact"] in SERIOUS for node in fault["nodes"]
    ]


def test_every_page_is_accessible_narrow_and_safe(visitor, company):
    page = visitor.page
    alerts = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    menu = [link.get_attribute("href") for link in menu_of(page).all()]
    broken = {}
    for path in (*menu, *pages_of_records(visitor.org, company)):
        answer = page.goto(visitor.org.connection.instance_url + path)
        expect(page.get_by_role("main").first).to_be_visible()
        found = [f"HTTP {answer.status}"] if answer.status != 200 else faults(page)
        page.set_viewport_size(NARROW)
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.set_viewport_size({"width": 1280, "height": 800})
        if wide > NARROW["width"]:
            found.append(f"{wide} pixels wide")
        if page.locator("img[onerror]").count():
            found.append("a hostile value is markup")
        if found:
            broken[path] = found
    assert (broken, alerts) == ({}, [])


def test_setup_is_worked_by_keyboard_alone(visitor):
    account = AccountFactory(Name="Acme")
    page = visitor.open(f"/lightning/r/Account/{account.Id}/view")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to Main Content")).to_be_focused()
    page.keyboard.press("Enter")
    press_until_focused(page, page.get_by_role("button", name="Enable As Partner"))
    page.keyboard.press("Enter")
    press_until_focused(page, page.get_by_role("dialog").get_by_role("button", name="Enable As Partner"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("is a partner account now.")


def press_until_focused(page, control):
    for _ in range(40):
        if control.count() and control.first.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {control}")


def test_of_several_sites_the_administrator_chooses_one(visitor):
    org, account = visitor.org, PartnerAccountFactory(name="Acme", users=1)
    [user] = account.users
    org.make_site("Second", "second", "Partner Central")
    second = org.id_of("Network", Name="Second")
    org.update("Network", second, Status="Live")
    org.insert("NetworkMemberGroup", {"NetworkId": second, "ParentId": user.ProfileId})
    log_ins = BrowserLogInSetup(visitor)
    with pytest.raises(Refused, match='offers no site "Third"'):
        log_ins.log_in_as(user.Id, "Third")
    assert log_ins.log_in_as(user.Id, "Second").header()[0] == "Second"
    log_ins.go_back()
    assert log_ins.log_in_as(user.Id).page.url.startswith(org.connection.site_url)
