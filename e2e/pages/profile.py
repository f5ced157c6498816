"""The user's own profile."""

from playwright.sync_api import Page


class ProfilePage:
    """Who is logged in."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heading = page.get_by_role("main").get_by_role("heading", level=1)
        self.change_password = page.get_by_role("main").get_by_role("link", name="Change Password")
