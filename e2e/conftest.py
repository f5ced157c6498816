"""A partner at the site of the target org, set up over REST."""

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page

from e2e.driver import BrowserDriver
from factories import OrgClient, PartnerAccountFactory, Record
from factories.patience import Patience

MILLISECONDS = 1_000


@dataclass(frozen=True)
class Partner:
    """A partner user who is logged in at the site.

    account: the user's own company. user: the user's record. driver: the user's hands and eyes.
    """

    account: Record
    user: Record
    driver: BrowserDriver


@pytest.fixture
def site_url(org: OrgClient) -> str:
    """The address that a partner types."""
    return org.connection.site_url


@pytest.fixture
def guest(page: Page, patience: Patience) -> Page:
    """A browser at nobody's site yet, with the patience that the mock deserves."""
    page.set_default_timeout(patience.action * MILLISECONDS)
    return page


@pytest.fixture
def partner(guest: Page, site_url: str) -> Partner:
    """A user of a new partner company, logged in."""
    account: Any = PartnerAccountFactory.create(name="Acme", users=1)
    [user] = account.users
    driver = BrowserDriver(guest, site_url, user.Username)
    driver.log_in(user.password)
    return Partner(account, user, driver)
