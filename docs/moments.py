"""Pages of the portal that the org must be brought to: its settings are changed for them, and its clock is moved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from e2e.driver import BrowserDriver
from e2e.tour import Tour
from features.targets import MockTarget

APP = {
    "client_id": "sync.mock-org.example",
    "callback_urls": ["http://localhost:1717/callback"],
    "scopes": ["api", "web"],
}
SLACK_SECONDS = 60


@dataclass(frozen=True)
class Visit:
    """tour: the org, and who is in it. target: its control doors. act: a fresh browser for a username."""

    tour: Tour
    target: MockTarget
    act: Callable[[str], BrowserDriver]

    def driver(self) -> BrowserDriver:
        """The partner user in a browser that is new to the org."""
        return self.act(self.tour.sights.user.Username)


@dataclass(frozen=True)
class Moment:
    """name and caption: of the picture. reach: gets there."""

    name: str
    caption: str
    reach: Callable[[Visit], Page]


def verification(visit: Visit) -> Page:
    """The code that a new browser is asked for."""
    visit.target.change_settings(verify_new_browsers=True)
    driver = visit.driver()
    driver.log_in(visit.tour.sights.user.password)
    expect(driver.verification.button).to_be_visible()
    visit.target.change_settings(verify_new_browsers=False)
    return driver.page


def consent(visit: Visit) -> Page:
    """The question whether an app may act for the user."""
    visit.target.change_settings(connected_apps={"Order Sync": APP})
    driver = visit.driver()
    driver.log_in(visit.tour.sights.user.password)
    asked = {"response_type": "code", "client_id": APP["client_id"], "redirect_uri": APP["callback_urls"][0]}
    driver.page.goto(f"{visit.tour.org.connection.site_url}/services/oauth2/authorize?{urlencode(asked)}")
    expect(driver.page.get_by_role("button", name="Allow", exact=True)).to_be_visible()
    return driver.page


def access_review(visit: Visit) -> Page:
    """The users that a company is asked about when the next quarter has begun."""
    user = visit.tour.sights.user
    visit.tour.org.update("Account", visit.tour.sights.account.Id, Partner_Administrator__c=user.Id)
    visit.target.change_settings(access_review={"on": True})
    now = datetime.fromisoformat(visit.target.command("clock")["now"])
    [due] = [each["next"] for each in visit.target.command("jobs")["jobs"] if each["job"] == "access-review"]
    seconds = (datetime.fromisoformat(due) - now).total_seconds() + SLACK_SECONDS
    visit.target.command("clock/advance", {"seconds": seconds})
    driver = visit.driver()
    driver.log_in(user.password)
    driver.asked_about()
    return driver.page


MOMENTS = (
    Moment("verification", "Verify Your Identity", verification),
    Moment("consent", "Allow Access?", consent),
    Moment("access-review", "Access Review", access_review),
)
