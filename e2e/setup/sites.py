"""The portal on the pages of Setup: All Sites and the Administration of one."""

from playwright.sync_api import Locator

from e2e.setup.visitor import SetupVisitor
from factories import Refused


class BrowserSiteSetup:
    """The list of sites, and the panes of the portal's administration."""

    def __init__(self, visitor: SetupVisitor) -> None:
        self._visitor = visitor

    def create(self, name: str, url: str, template: str) -> None:
        """New, the form, and Create."""
        self._list()
        self._visitor.act("New")
        self._visitor.main.get_by_role("textbox", name="Name").fill(name)
        self._visitor.main.get_by_role("textbox", name="URL").fill(url)
        self._visitor.main.get_by_role("combobox", name="Template").select_option(label=template)
        self._visitor.act("Create")

    def status(self, site: str = "") -> str:
        """What the list says."""
        self._list()
        return _text(self._row(site).get_by_role("cell").nth(1))

    def set_status(self, status: str, site: str = "") -> None:
        """The button that leads there, if there is one."""
        self._pane("Settings", site)
        self._visitor.act({"Published": "Publish", "Offline": "Take Offline"}.get(status, f"Back to {status}"))

    def members(self) -> dict[str, str]:
        """The rows of the table."""
        self._pane("Members")
        rows = self._visitor.main.get_by_role("table").get_by_role("row").all()[1:]
        return {_text(row.get_by_role("rowheader")): _text(row.get_by_role("cell").nth(1)) for row in rows}

    def add(self, kind: str, name: str) -> None:
        """Choose it and press Add. Raises Refused where it is not offered."""
        self._pane("Members")
        choice = self._visitor.main.get_by_role("combobox", name="Profile or permission set")
        if name not in choice.get_by_role("option").all_inner_texts():
            raise Refused(f"The page offers no {kind} {name}.")
        choice.select_option(label=name)
        self._visitor.act("Add")

    def remove(self, name: str) -> None:
        """Remove in its row."""
        self._pane("Members")
        self._visitor.act(f"Remove {name}")

    def let_register(self, profile: str, account: str) -> None:
        """Switch it on, choose the profile, type the account, and save."""
        self._pane("Login & Registration")
        main = self._visitor.main
        main.get_by_role("checkbox", name="Allow external users to self-register").check()
        main.get_by_role("combobox", name="Profile").select_option(label=profile)
        main.get_by_role("textbox", name="Account").fill(account)
        self._visitor.act("Save")

    def brand(self, name: str, header: str) -> None:
        """Type both and save."""
        self._pane("Branding")
        self._visitor.main.get_by_role("textbox", name="Name", exact=True).fill(name)
        self._visitor.main.get_by_role("textbox", name="Header Background").fill(header)
        self._visitor.act("Save")

    def _list(self) -> None:
        self._visitor.open("/lightning/setup/SetupNetworks/home")

    def _row(self, site: str) -> Locator:
        """The row of a site; without a name, of the only one."""
        rows = self._visitor.main.get_by_role("table").get_by_role("row")
        named = self._visitor.page.get_by_role("rowheader", name=site, exact=True)
        return rows.filter(has=named) if site else rows.nth(1)

    def _pane(self, name: str, site: str = "") -> None:
        self._list()
        self._row(site).get_by_role("link", name="Administration of").click()
        self._visitor.main.get_by_role("navigation", name="Administration").get_by_role("link", name=name).click()


def _text(found: Locator) -> str:
    return found.inner_text().strip()
