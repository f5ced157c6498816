"""Takes the pictures of the documentation: the partner portal, pages of Setup, and the report of a run."""

import tempfile
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright

from benchmarks.client import MeasuredOrg
from docs.gallery import FLAVOURS, Photographer, forget_others, write_gallery
from e2e.driver import BrowserDriver
from e2e.launch import chromium_launch_args
from factories import ContactFactory, LeadFactory, PartnerAccountFactory, PartnerUserFactory, Record, using
from tests.running_org import RunningOrg, serving

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
REPORT = ROOT / "build" / "report.html"
LEADS = {"Initech": "New", "Hooli": "Contacted", "Stark Industries": "Qualified", "Wayne Enterprises": "Nurturing"}


def partner_at_work(org: RunningOrg, name: str = "Acme", first: str = "Ann") -> Record:
    """A partner user with a few leads."""
    with using(MeasuredOrg(org.ready).administrator()):
        account = PartnerAccountFactory(name=name)
        ann = PartnerUserFactory(contact=ContactFactory(account=account, FirstName=first, LastName="Lee"))
        for company, status in LEADS.items():
            LeadFactory(owner=ann, Company=company, Status=status)
    return ann


def portal(browser: Browser, org: RunningOrg) -> None:
    """What the partner user sees: the leads."""
    user = partner_at_work(org)
    page = browser.new_page(viewport={"width": 1200, "height": 500})
    partner = BrowserDriver(page=page, site_url=org.ready["site_url"], username=user.Username)
    partner.log_in(user.password)
    partner.sees("Lead")
    page.screenshot(path=IMAGES / "portal.png")


def setup(browser: Browser, org: RunningOrg) -> None:
    """Why a partner does not see another partner's lead, and the sharing settings."""
    bo = partner_at_work(org, "Globex", "Bo")
    theirs = MeasuredOrg(org.ready).administrator().query("SELECT Id FROM Lead WHERE Owner.Name = 'Ann Lee' LIMIT 1")
    page = browser.new_page(viewport={"width": 1200, "height": 760})
    asked = urlencode({"user": bo.Username, "record": theirs[0].Id, "field": "Company"})
    entered = {"sid": org.ready["admin"]["session_id"], "retURL": f"/lightning/setup/RecordAccess/home?{asked}"}
    page.goto(f"{org.ready['instance_url']}/secur/frontdoor.jsp?{urlencode(entered)}")
    page.screenshot(path=IMAGES / "record-access.png")
    page.get_by_role("link", name="Sharing Settings").click()
    page.screenshot(path=IMAGES / "sharing-settings.png")


def account(browser: Browser, org: RunningOrg) -> None:
    """A partner account and what it cost: pages of the administrator."""
    administrator = MeasuredOrg(org.ready).administrator()
    acme = administrator.id_of("Account", Name="Acme")
    page = browser.new_page(viewport={"width": 1200, "height": 820})
    page.goto(administrator.browser_entry(f"/lightning/r/Account/{acme}/view"))
    page.screenshot(path=IMAGES / "account.png")
    page.get_by_role("link", name="Company Information").click()
    page.screenshot(path=IMAGES / "licenses.png")


def matrix(browser: Browser, org: RunningOrg) -> None:
    """Who sees what, and why a partner sees an account."""
    page = browser.new_page(viewport={"width": 1200, "height": 760})
    page.goto(f"{org.ready['control_url']}/matrix?format=html")
    page.locator("#matrix td.level-read").first.click()
    page.locator("#why li").first.wait_for()
    page.screenshot(path=IMAGES / "matrix.png", full_page=True)


def report(browser: Browser) -> None:
    """The report that `make scenarios` left."""
    page = browser.new_page(viewport={"width": 1200, "height": 760})
    page.goto(REPORT.as_uri())
    page.screenshot(path=IMAGES / "report.png")


def pages(browser: Browser, org: RunningOrg) -> None:
    """Every kind of page, and the gallery that shows them."""
    camera = Photographer(browser, org.ready)
    portal = {flavour: camera.portal(flavour) for flavour in FLAVOURS}
    setup = camera.setup()
    reports = list(camera.reports())
    forget_others([*(picture for each in portal.values() for picture in each), *setup, *reports])
    write_gallery(portal, setup, reports)


def main() -> None:
    """All pictures."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(**chromium_launch_args({}, playwright.chromium.executable_path))
        with serving(Path(folder)) as org:
            Photographer(browser, org.ready).begin()
            portal(browser, org)
            setup(browser, org)
            account(browser, org)
            matrix(browser, org)
            pages(browser, org)
        if REPORT.exists():
            report(browser)
        else:
            print(f"{REPORT} is not there: `make scenarios` leaves it")
        browser.close()


if __name__ == "__main__":
    main()
