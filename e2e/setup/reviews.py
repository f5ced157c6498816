"""The pages Access Reviews, Dormant Users and Orphaned Users of Setup."""

from playwright.sync_api import Locator

from e2e.setup.visitor import SetupVisitor

REVIEWS = "/lightning/setup/AccessReviews/home"
DORMANT = "/lightning/setup/DormantUsers/home"
ORPHANS = "/lightning/setup/OrphanedUsers/home"


class BrowserReviewSetup:
    """The lists and forms of these pages."""

    def __init__(self, visitor: SetupVisitor) -> None:
        self._visitor = visitor

    def reviews(self) -> dict[str, str]:
        """The list of reviews; its first row of a company is the latest."""
        self._visitor.open(REVIEWS)
        found: dict[str, str] = {}
        for row in self._rows().all():
            cells = row.get_by_role("cell").all_inner_texts()
            found.setdefault(cells[1].strip(), cells[3].strip())
        return found

    def answer(self, company: str, user: str, answer: str) -> None:
        """Choose an answer and save."""
        self._open(company)
        self._visitor.main.get_by_role("combobox", name=f"Answer for {user}").select_option(answer)
        self._visitor.act("Save Answers")

    def close(self, company: str) -> None:
        """Close Review."""
        self._open(company)
        self._visitor.act("Close Review")

    def outcomes(self, company: str) -> dict[str, str]:
        """The last column of the review's users."""
        self._open(company)
        return self._by_name(-1)

    def dormant(self) -> dict[str, bool]:
        """The list, and its column Exempt."""
        self._visitor.open(DORMANT)
        return {name: exempt != "No" for name, exempt in self._by_name(-1).items()}

    def orphans(self) -> dict[str, str]:
        """The findings, and their column What."""
        self._visitor.open(ORPHANS)
        return self._by_name(1)

    def _open(self, company: str) -> None:
        self._visitor.open(REVIEWS)
        self._rows().filter(has_text=company).first.get_by_role("link").click()
        self._visitor.main.get_by_role("link", name="Access Reviews", exact=True).wait_for()

    def _rows(self) -> Locator:
        return self._visitor.main.get_by_role("row").filter(has=self._visitor.page.get_by_role("rowheader"))

    def _by_name(self, column: int) -> dict[str, str]:
        """A column by the names at the head of the rows; a username may stand below a name."""
        found = {}
        for row in self._rows().all():
            name = row.get_by_role("rowheader").inner_text().strip().splitlines()[0]
            found[name] = row.get_by_role("cell").all_inner_texts()[column].strip()
        return found
