"""Who goes around: a guest, a partner user and an administrator, each in a browser of their own."""

from collections.abc import Callable
from functools import cached_property
from urllib.parse import urlsplit

from e2e.driver import BrowserDriver
from e2e.setup.visitor import SetupVisitor
from e2e.tour.sights import Sights
from factories import OrgClient
from factories.soql import text_literal


class Tour:
    """A tour through an org's pages.

    org: as its administrator. act: makes the actor of a username, in a fresh browser context.
    sights: what is there to be seen.
    """

    def __init__(self, org: OrgClient, act: Callable[[str], BrowserDriver], sights: Sights) -> None:
        self.org, self.sights = org, sights
        self._act = act

    @cached_property
    def guest(self) -> BrowserDriver:
        """Somebody at the door of the portal."""
        return self._act(self.sights.user.Username)

    @cached_property
    def partner(self) -> BrowserDriver:
        """Ann Lee, in the portal: by its form, since pages tell of who has come in as somebody else."""
        driver = self._act(self.sights.user.Username)
        driver.log_in(self.sights.user.password)
        driver.home.open()
        return driver

    @cached_property
    def setup(self) -> SetupVisitor:
        """The administrator in Setup."""
        return SetupVisitor(self.org, lambda: self._act("administrator").page)

    @cached_property
    def own_words(self) -> dict[str, str]:
        """What this org alone has on its pages: the names of the sights and where the site lies."""
        site = urlsplit(self.org.connection.site_url).path.removesuffix("/").removesuffix("/s")
        plain = self.org.data.names.plain
        last = {str(each.LastName): plain(str(each.LastName)) for each in self.sights.people}
        return {**last, **self.sights.names, **({f"{site}": "<site>"} if site else {})}

    @cached_property
    def network(self) -> str:
        """The id of the site."""
        return str(self.org.query("SELECT Id FROM Network WHERE Status = 'Live' ORDER BY Name LIMIT 1")[0].Id)

    @cached_property
    def role(self) -> str:
        """The id of a role of the partner company."""
        found = self.org.query(
            f"SELECT Id FROM UserRole WHERE PortalAccountId = {text_literal(self.sights.account.Id)} ORDER BY Name"
        )
        return str(found[0].Id)
