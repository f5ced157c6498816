"""The administrator in a browser: the pages of Setup, an area a file.

The class fits the Protocol of the scenarios without importing it; mock_org.harness is where mypy compares.
"""

from collections.abc import Callable

from playwright.sync_api import Page

from e2e.setup.accounts import BrowserAccountSetup
from e2e.setup.licenses import BrowserLicenseSetup
from e2e.setup.log_ins import BrowserLogInSetup
from e2e.setup.mails import BrowserMailSetup
from e2e.setup.reviews import BrowserReviewSetup
from e2e.setup.sites import BrowserSiteSetup
from e2e.setup.tiers import BrowserTierSetup
from e2e.setup.users import BrowserUserSetup
from e2e.setup.visitor import SetupVisitor
from factories import OrgClient


class BrowserAdministrator:
    """An administrator at the pages. org: the org as its administrator. new_page: opens a fresh browser context."""

    def __init__(self, org: OrgClient, new_page: Callable[[], Page]) -> None:
        visitor = SetupVisitor(org, new_page)
        self.accounts = BrowserAccountSetup(visitor)
        self.licenses = BrowserLicenseSetup(visitor)
        self.log_ins = BrowserLogInSetup(visitor)
        self.mails = BrowserMailSetup(visitor)
        self.reviews = BrowserReviewSetup(visitor)
        self.sites = BrowserSiteSetup(visitor)
        self.tiers = BrowserTierSetup(visitor)
        self.users = BrowserUserSetup(visitor)
