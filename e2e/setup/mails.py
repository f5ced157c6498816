"""The pages of the outbox."""

from pathlib import Path

from playwright.sync_api import Locator

from e2e.setup.visitor import SetupVisitor
from factories import Refused


class BrowserMailSetup:
    """The list of mails, and the page of one."""

    def __init__(self, visitor: SetupVisitor) -> None:
        self._visitor = visitor

    def subjects(self, to: str = "") -> list[str]:
        """Those that the list shows."""
        return self._search(to).all_inner_texts()

    def text(self, to: str, subject: str) -> str:
        """Plain Text."""
        self._open(to, subject)
        return self._visitor.main.get_by_role("region", name="Plain text of the mail").inner_text()

    def sender(self, to: str, subject: str) -> str:
        """From."""
        self._open(to, subject)
        return self._visitor.main.get_by_role("definition").first.inner_text()

    def message(self, to: str, subject: str) -> bytes:
        """Download Message."""
        self._open(to, subject)
        with self._visitor.page.expect_download() as download:
            self._visitor.main.get_by_role("link", name="Download Message").click()
        return Path(download.value.path()).read_bytes()

    def _open(self, to: str, subject: str) -> None:
        link = self._search(to).filter(has_text=subject).get_by_role("link")
        if not link.count():
            raise Refused(f"{to} has got no mail {subject!r}.")
        link.first.click()

    def _search(self, to: str) -> Locator:
        self._visitor.open("/lightning/setup/SetupOneHome/home")
        self._visitor.page.get_by_role("navigation", name="Setup").get_by_role("link", name="Outbox").click()
        self._visitor.main.get_by_role("textbox", name="To").fill(to)
        self._visitor.act("Search")
        return self._visitor.main.get_by_role("rowheader")
