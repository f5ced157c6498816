"""Partner accounts on the pages of Lightning."""

from playwright.sync_api import Locator, expect

from e2e.setup.visitor import SetupVisitor
from factories import Refused


class BrowserAccountSetup:
    """The page of an account and its actions, the list that leads there, the roles."""

    def __init__(self, visitor: SetupVisitor) -> None:
        self._visitor = visitor

    def enable(self, account_id: str) -> None:
        """Enable As Partner, and confirm."""
        self._act(account_id, "Enable As Partner")

    def disable(self, account_id: str) -> None:
        """Disable Partner Account, read what is lost, and confirm."""
        self._act(account_id, "Disable Partner Account", warned="This cannot be undone.")

    def disable_customer(self, account_id: str) -> None:
        """Disable Customer Account, and confirm."""
        self._act(account_id, "Disable Customer Account", warned="This cannot be undone.")

    def give(self, account_id: str, owner_id: str) -> None:
        """Change Owner: choose among the users who are offered."""
        self._open(account_id)
        self._visitor.act("Change Owner")
        owners = self._dialog("Change Owner").get_by_role("combobox", name="New Owner")
        if owner_id not in owners.get_by_role("option").evaluate_all("options => options.map(each => each.value)"):
            raise Refused("The page does not offer this user as an owner.")
        owners.select_option(value=owner_id)
        self._visitor.act("Change Owner")

    def delete(self, account_id: str) -> None:
        """Delete, and confirm."""
        self._act(account_id, "Delete")

    def partners(self) -> set[str]:
        """What the list view Partner Accounts shows."""
        self._visitor.open("/lightning/setup/SetupOneHome/home")
        self._visitor.page.get_by_role("navigation", name="Setup").get_by_role("link", name="Accounts").click()
        self._visitor.main.get_by_role("combobox", name="List View").select_option(label="Partner Accounts")
        self._visitor.act("Search")
        return set(self._visitor.main.get_by_role("table").get_by_role("rowheader").all_inner_texts())

    def delete_role(self, role_id: str) -> None:
        """Delete on the page of a role, and confirm."""
        self._visitor.open(f"/lightning/setup/Roles/{role_id}")
        self._visitor.act("Delete", "Delete")

    def number_of_roles(self, number: int) -> None:
        """Digital Experiences > Settings, Number of partner roles."""
        self._visitor.open("/lightning/setup/NetworkSettings/home")
        self._visitor.main.get_by_role("combobox", name="Number of partner roles").select_option(str(number))
        self._visitor.act("Save")

    def _open(self, account_id: str) -> None:
        self._visitor.open(f"/lightning/r/Account/{account_id}/view")

    def _act(self, account_id: str, action: str, warned: str = "") -> None:
        self._open(account_id)
        self._visitor.act(action)
        if warned:
            expect(self._dialog(action)).to_contain_text(warned)
        self._visitor.act(action)

    def _dialog(self, name: str) -> Locator:
        return self._visitor.main.get_by_role("dialog", name=name)
