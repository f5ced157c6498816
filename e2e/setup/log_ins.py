"""Log-ins in Setup: Login History, Session Management, the page of a user, and the portal as somebody else."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from e2e.driver import BrowserDriver
from e2e.setup.visitor import SetupVisitor
from factories import Refused
from factories.soql import text_literal

HISTORY = "/lightning/setup/OrgLoginHistory/home"
SESSIONS = "/lightning/setup/SessionManagementPage/home"
POLICIES = "/lightning/setup/SecurityPolicies/home"
BECOME = "Log in to Experience as User"


class BrowserLogInSetup:
    """The pages of Setup about log-ins."""

    def __init__(self, visitor: SetupVisitor) -> None:
        self._visitor = visitor

    def history(self, username: str) -> list[str]:
        """The column Status of what the search by username finds."""
        self._visitor.open(HISTORY)
        main = self._visitor.main
        main.get_by_role("textbox", name="User").fill(username)
        self._visitor.act("Search")
        if main.get_by_text("No items to display.").is_visible():
            return []
        names = main.get_by_role("columnheader").all_inner_texts()
        rows = main.get_by_role("table").get_by_role("row").filter(has=self._visitor.page.get_by_role("rowheader"))
        place = names.index("Status") - 1  # the first column is the row's header
        return [row.get_by_role("cell").nth(place).inner_text().strip() for row in rows.all()]

    def end_sessions(self, username: str) -> None:
        """Tick all of the user's, and Remove."""
        page, main = self._visitor.open(SESSIONS), self._visitor.main
        for row in main.get_by_role("row").filter(has=page.get_by_role("cell", name=username, exact=True)).all():
            row.get_by_role("checkbox").check()
        self._visitor.act("Remove")

    def unlock(self, user_id: str) -> None:
        """Unlock, on the user's page."""
        address = f"%2F{user_id}%3Fnoredirect%3D1"
        self._visitor.open(f"/lightning/setup/ManageUsers/page?address={address}")
        frame = self._visitor.page.frame_locator("iframe[title*='User']")
        frame.get_by_role("button", name="Unlock", exact=True).click()
        expect(frame.get_by_text("can try the password again")).to_be_visible()

    def log_in_as(self, user_id: str, site: str | None = None) -> BrowserDriver:
        """Follow Log in to Experience as User on the page of the contact.

        site: the name of one of several; without it, the one under test. Raises Refused for one that is not offered.
        """
        org = self._visitor.org
        [user] = org.query(f"SELECT ContactId, Username, Name FROM User WHERE Id = {text_literal(user_id)}")
        self._visitor.open(f"/lightning/r/Contact/{user.ContactId}/view")
        self._choose(BECOME, site or self._site_under_test())
        banner = self._visitor.page.get_by_text(f"Logged in as {user.Name}")
        if not banner.is_visible():
            raise Refused(self._visitor.main.inner_text())
        return BrowserDriver(self._visitor.page, self._visitor.page.url.rstrip("/").removesuffix("/s"), user.Username)

    def _site_under_test(self) -> str:
        """The name of the site that the target's address leads to."""
        org = self._visitor.org
        prefix = urlsplit(org.connection.site_url).path.strip("/")
        networks = org.query("SELECT Name, UrlPathPrefix FROM Network")
        prefixes = {str(row.UrlPathPrefix or "").removesuffix("vforcesite"): str(row.Name) for row in networks}
        return prefixes.get(prefix, "")

    def _choose(self, item: str, site: str) -> None:
        """An item of Show more actions, and the site in the dialog that asks for it."""
        page, more = self._visitor.page, self._visitor.main.get_by_role("button", name="Show more actions")
        if not more.is_visible():
            raise Refused(f"The page offers no {item}.")
        more.click()
        with page.expect_navigation():
            page.get_by_role("menuitem", name=item, exact=True).click()
        dialog = page.get_by_role("dialog", name=item)
        if dialog.is_visible():
            choice = dialog.get_by_role("radio", name=site, exact=True)
            if not choice.count():
                raise Refused(f'The page offers no site "{site}".')
            choice.check()
            self._visitor.act("Continue")

    def go_back(self) -> None:
        """Log out of the portal."""
        self._visitor.page.get_by_role("link", name=re.compile("^Return to ")).click()
        expect(self._visitor.page.get_by_role("navigation", name="Setup")).to_be_visible()

    def require_length(self, characters: int) -> None:
        """Password Policies, Minimum password length."""
        self._visitor.open(POLICIES)
        choice = self._visitor.main.get_by_role("combobox", name="Minimum password length")
        choice.select_option(label=f"{characters} characters")
        self._visitor.act("Save")
