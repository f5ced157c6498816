"""The page "Verify Your Identity"."""

from playwright.sync_api import Locator, Page

# As in a field for passwords: films and pictures show dots.
AS_DOTS = "field => { field.style.webkitTextSecurity = 'disc'; }"


class VerificationPage:
    """Asks for the code that was mailed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.code = page.get_by_role("textbox", name="Verification Code")
        self.remember = page.get_by_role("checkbox", name="Don't ask again")
        self.button = page.get_by_role("button", name="Verify")

    @property
    def refusal(self) -> Locator:
        """That the code is not the one."""
        return self.page.get_by_role("alert")

    def enter(self, code: str, *, remember: bool = False) -> None:
        """Fill in the form and send it."""
        self.code.evaluate(AS_DOTS)
        self.code.fill(code)
        if remember:
            self.remember.check()
        self.button.click()
