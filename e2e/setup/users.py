"""Users on the page of a contact and in Manage Users, where Lightning shows pages of Classic in a frame."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from playwright.sync_api import FrameLocator, Locator, expect

from e2e.setup.visitor import SetupVisitor
from factories import Refused
from factories.soql import text_literal

LABELS = {
    "FirstName": "First Name",
    "LastName": "Last Name",
    "Alias": "Alias",
    "Email": "Email",
    "Username": "Username",
    "CommunityNickname": "Nickname",
}
ROLES = {
    "Worker": "Partner User",
    "User": "Partner User",
    "Manager": "Partner Manager",
    "Executive": "Partner Executive",
}


class BrowserUserSetup:
    """The actions of a contact, the form of a user, the list of users."""

    def __init__(self, visitor: SetupVisitor) -> None:
        self._visitor = visitor

    def enable(self, contact_id: str, values: Mapping[str, Any]) -> str:
        """Enable Partner User, and the form that it opens."""
        org = self._visitor.org
        with org.foreseen("User", Username=str(values["Username"])):
            self._act(contact_id, "Enable Partner User")
            self._fill(self._frame(), values)
            self._save(self._frame())
        [user] = org.query(f"SELECT Id FROM User WHERE ContactId = {text_literal(contact_id)}")
        return str(user.Id)

    def disable(self, contact_id: str) -> None:
        """Disable Partner User, and confirm."""
        self._act(contact_id, "Disable Partner User", "Disable Partner User")

    def change(self, user_id: str, values: Mapping[str, Any]) -> None:
        """Edit, on the user's page, and Save."""
        frame = self._user(user_id)
        frame.get_by_role("link", name="Edit", exact=True).click()
        expect(frame.get_by_role("heading", name="User Edit")).to_be_visible()
        self._fill(frame, values)
        self._save(frame)

    def freeze(self, user_id: str) -> None:
        """Freeze."""
        self._press(user_id, "Freeze")

    def unfreeze(self, user_id: str) -> None:
        """Unfreeze."""
        self._press(user_id, "Unfreeze")

    def give_super_access(self, contact_id: str) -> None:
        """Enable Super User Access, and confirm."""
        self._act(contact_id, "Enable Super User Access", "Enable Super User Access")

    def take_super_access(self, contact_id: str) -> None:
        """Disable Partner Super Access, and confirm."""
        self._act(contact_id, "Disable Partner Super Access", "Disable Partner Super Access")

    def frozen(self) -> set[str]:
        """The usernames in the view Frozen Users."""
        self._visitor.open("/lightning/setup/ManageUsers/home")
        self._visitor.main.get_by_role("combobox", name="View").select_option(label="Frozen Users")
        self._visitor.act("Search")
        rows = self._visitor.main.get_by_role("row").filter(has=self._visitor.page.get_by_role("rowheader"))
        return {row.get_by_role("cell").nth(1).inner_text().strip() for row in rows.all()}

    def _act(self, contact_id: str, *names: str) -> None:
        self._visitor.open(f"/lightning/r/Contact/{contact_id}/view")
        self._visitor.act(*names)

    def _user(self, user_id: str) -> FrameLocator:
        address = quote(f"/{user_id}?noredirect=1", safe="")
        self._visitor.open(f"/lightning/setup/ManageUsers/page?address={address}")
        return self._frame()

    def _frame(self) -> FrameLocator:
        return self._visitor.page.frame_locator("iframe[title*='User']")

    def _press(self, user_id: str, button: str) -> None:
        frame = self._user(user_id)
        expect(frame.get_by_role("heading", name="User Detail")).to_be_visible()
        control = frame.get_by_role("button", name=button, exact=True)
        if not control.is_visible():
            raise Refused(f"The page offers no {button}.")
        control.click()
        self._listen(frame)

    def _fill(self, frame: FrameLocator, values: Mapping[str, Any]) -> None:
        for name, label in LABELS.items():
            if name in values:
                frame.get_by_label(label).fill(str(values[name] or ""))
        if "ProfileId" in values:
            profile = frame.get_by_role("combobox", name="Profile")
            self._choose(profile, profile.locator(f"option[value='{values['ProfileId'][:15]}']"), "this profile")
        role = frame.get_by_role("combobox", name="Role")
        if "PortalRole" in values:
            self._choose(role, role.get_by_role("option", name=ROLES[values["PortalRole"]]), "this role")
        if "UserRoleId" in values:
            self._choose(role, role.locator(f"option[value='{values['UserRoleId'][:15]}']"), "this role")
        if "IsActive" in values:
            frame.get_by_role("checkbox", name="Active").set_checked(values["IsActive"])

    def _choose(self, box: Locator, option: Locator, what: str) -> None:
        """Take an option of a combobox; one that is not there, or not to be taken, is a refusal."""
        if not option.count() or box.is_disabled():
            raise Refused(f"The page does not offer {what}.")
        box.select_option(value=option.first.get_attribute("value"))

    def _save(self, frame: FrameLocator) -> None:
        frame.get_by_title("Save").last.click()
        self._listen(frame)

    def _listen(self, frame: FrameLocator) -> None:
        """Raise Refused if the page that came in the frame says no."""
        told = frame.get_by_role("alert")
        expect(told.or_(frame.get_by_role("status"))).to_be_visible()
        if told.is_visible():
            raise Refused(told.inner_text().strip())
