"""The page "Sign Up" of a site where people may register themselves."""

from playwright.sync_api import Locator, Page

_ERROR = ".error:visible"


class SignUpPage:
    """Where somebody becomes a member without help."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.link = page.get_by_role("link", name="Not a member?")
        self.first_name = page.get_by_label("First Name")
        self.last_name = page.get_by_role("textbox", name="Last Name")
        self.email = page.get_by_role("textbox", name="Email")
        self.password = page.get_by_label("Create Password")
        self.confirmation = page.get_by_label("Confirm Password")
        self.button = page.get_by_role("button", name="Sign Up")

    @property
    def refusal(self) -> Locator:
        """What the page says to a form that it does not take."""
        return self.page.get_by_role("alert").or_(self.page.locator(_ERROR)).first

    def sign_up(self, first_name: str, last_name: str, email: str, password: str) -> None:
        """Fill in the form and send it."""
        self.first_name.fill(first_name)
        self.last_name.fill(last_name)
        self.email.fill(email)
        self.password.fill(password)
        self.confirmation.fill(password)
        self.button.click()
