"""The administrator of a scenario, whichever way he works: by a program, or on the pages of Setup.

Every area of his work is an attribute with verbs of its own: its Protocol and its way over REST lie in a file of
`features/drivers/setup/`, its way by pages in the file of the same name in `e2e/setup/`.
"""

from typing import Protocol

from factories import OrgClient
from features.drivers.setup.accounts import AccountSetup, ApiAccountSetup
from features.drivers.setup.licenses import ApiLicenseSetup, LicenseSetup
from features.drivers.setup.log_ins import ApiLogInSetup, LogInSetup
from features.drivers.setup.mails import ApiMailSetup, MailSetup
from features.drivers.setup.reviews import ApiReviewSetup, ReviewSetup
from features.drivers.setup.sites import ApiSiteSetup, SiteSetup
from features.drivers.setup.tiers import ApiTierSetup, TierSetup
from features.drivers.setup.users import ApiUserSetup, UserSetup


class Administrator(Protocol):
    """The areas of an administrator's work."""

    @property
    def accounts(self) -> AccountSetup:
        """Partner accounts."""

    @property
    def users(self) -> UserSetup:
        """Users of contacts and others."""

    @property
    def licenses(self) -> LicenseSetup:
        """Seats, log-ins and cost of licences."""

    @property
    def log_ins(self) -> LogInSetup:
        """Log-ins and sessions."""

    @property
    def mails(self) -> MailSetup:
        """The outbox."""

    @property
    def reviews(self) -> ReviewSetup:
        """Access reviews, dormant and orphaned users."""

    @property
    def sites(self) -> SiteSetup:
        """The portal."""

    @property
    def tiers(self) -> TierSetup:
        """Tiers of partner companies."""


class ApiAdministrator:
    """An administrator's program. org: the org as its administrator."""

    def __init__(self, org: OrgClient) -> None:
        self.accounts = ApiAccountSetup(org)
        self.licenses = ApiLicenseSetup(org)
        self.log_ins = ApiLogInSetup(org)
        self.mails = ApiMailSetup(org)
        self.reviews = ApiReviewSetup(org)
        self.sites = ApiSiteSetup(org)
        self.tiers = ApiTierSetup(org)
        self.users = ApiUserSetup(org)
