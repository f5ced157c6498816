"""The files of a record: the list, and the upload beside it."""

from pathlib import Path

from playwright.sync_api import Page, expect

# How long files take is no question of the page's patience.
MILLISECONDS = 30_000


class UploadPage:
    """The related list Files on the tab Related."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.files = page.get_by_role("region", name="Files")
        self.input = page.get_by_label("Upload Files").and_(page.locator("input[type=file]"))
        self.dialog = page.get_by_role("dialog", name="Upload Files")
        self.done_button = self.dialog.get_by_role("button", name="Done", exact=True)
        self.refusal = self.dialog.get_by_role("alert")

    def names(self) -> list[str]:
        """What is in the list."""
        expect(self.files).to_be_visible()
        return [text.strip() for text in self.files.get_by_role("link").all_inner_texts()]

    def upload(self, *paths: Path) -> list[str]:
        """Choose files, wait until they are up, and Done; what was refused, by sentence."""
        self.input.set_input_files([str(path) for path in paths])
        expect(self.done_button).to_be_enabled(timeout=MILLISECONDS)
        refused = [text.strip() for text in self.refusal.all_inner_texts()]
        self.done_button.click()
        expect(self.dialog).to_be_hidden()
        expect(self.files).to_be_visible()
        return refused

    def load(self, name: str) -> bytes:
        """The bytes of a file of the list."""
        with self.page.expect_download() as loading:
            self.files.get_by_role("link", name=name, exact=True).click()
        return Path(loading.value.path()).read_bytes()
