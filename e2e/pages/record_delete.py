"""The question whether a record is to be deleted."""

from playwright.sync_api import Page


class DeletePage:
    """A dialog with Cancel and Delete."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialog = page.get_by_role("dialog").filter(visible=True).last
        self.delete_button = self.dialog.get_by_role("button", name="Delete", exact=True)
        self.cancel_button = self.dialog.get_by_role("button", name="Cancel", exact=True)
        self.refusal = self.dialog.get_by_role("alert")

    def delete(self) -> None:
        """Say yes."""
        self.delete_button.click()
