"""An administrator in Lightning Experience, where only what Salesforce itself documents or shows can be relied on.

Partner accounts and users are enabled on the pages of account and contact, which is a button, a dialog and a page of
Classic in a frame; everything else is left to the administrator's program. Names and ids of that page: seen in public
tests of API 62 to 65 (confidence B); they differ by release and language, which is why they all stand here.
"""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from playwright.sync_api import FrameLocator, Locator, Page, expect

from e2e.landing import check_landing
from e2e.setup.log_ins import BrowserLogInSetup
from e2e.setup.visitor import SetupVisitor
from factories import OrgClient, Refused
from factories.soql import text_literal

ENABLE_ACCOUNT = re.compile(r"^enable as partner$", re.IGNORECASE)
ENABLE_USER = re.compile(r"^enable partner user$", re.IGNORECASE)
INPUTS = {
    "FirstName": "#name_firstName",
    "LastName": "#name_lastName",
    "Alias": "#Alias",
    "Email": "#Email",
    "Username": "#Username",
    "CommunityNickname": "#CommunityNickname",
}
LICENSE = "#user_license_id"
PROFILE = "select[name=Profile]"
ROLE = "select[name=role]"
SAVE = "input[title=Save]"
ROLES = {"Worker": "User", "Manager": "Manager", "Executive": "Executive"}
ID_OF_CLASSIC = 15


class LightningVisitor(SetupVisitor):
    """Gets in at the page that is asked for first: who administers partners need not see Setup."""

    _entered = False

    @cached_property
    def page(self) -> Page:
        """The browser's page; it is nowhere before the first `open`."""
        return self._new_page()

    def open(self, path: str) -> Page:
        """Go to a page by its path. Raises Stranded where the org shows another one instead."""
        entry = self.org.connection.instance_url + path if self._entered else self.org.browser_entry(path)
        self._entered = True
        self.page.goto(entry)
        check_landing(self.page, "the administrator")
        return self.page

    def action(self, name: re.Pattern[str]) -> Locator:
        """A button of a record's page, in the ribbon or under Show more actions. Raises Refused without one."""
        page = self.page
        more = page.get_by_role("button", name="Show more actions").filter(visible=True)
        control = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).filter(visible=True)
        title = page.get_by_role("heading", level=1).filter(visible=True)
        expect(control.or_(more).or_(title).first).to_be_visible()
        if not control.count() and more.count():
            more.first.click()
            control = page.get_by_role("menuitem", name=name).filter(visible=True)
        if not control.count():
            raise Refused(f"The page offers no {name.pattern.strip('^$')}.")
        return control.first


class LightningAdministrator:
    """An administrator at the pages of Lightning. org: as its administrator. by_program: the same over REST."""

    def __init__(self, org: OrgClient, new_page: Callable[[], Page], by_program: Any) -> None:
        visitor = LightningVisitor(org, new_page)
        self.accounts = LightningAccountSetup(visitor, by_program.accounts)
        self.users = LightningUserSetup(visitor, by_program.users)
        self.log_ins = LightningLogInSetup(visitor, by_program.log_ins)
        self.licenses, self.mails, self.reviews = by_program.licenses, by_program.mails, by_program.reviews
        self.sites, self.tiers = by_program.sites, by_program.tiers


class LightningAccountSetup:
    """Enable As Partner on the page of an account; the rest by program."""

    def __init__(self, visitor: LightningVisitor, by_program: Any) -> None:
        self._visitor = visitor
        self.disable, self.disable_customer = by_program.disable, by_program.disable_customer
        self.give, self.delete, self.partners = by_program.give, by_program.delete, by_program.partners
        self.delete_role, self.number_of_roles = by_program.delete_role, by_program.number_of_roles

    def enable(self, account_id: str) -> None:
        """The button, and the button of its dialog. Raises Refused with what the page says."""
        page = self._visitor.open(f"/lightning/r/Account/{account_id}/view")
        self._visitor.action(ENABLE_ACCOUNT).click()
        dialog = page.get_by_role("dialog").filter(visible=True)
        dialog.get_by_role("button", name=ENABLE_ACCOUNT).last.click()
        told = page.get_by_role("alert").filter(visible=True)
        expect(page.locator("body").filter(has_not=dialog).or_(told).first).to_be_visible()
        [account] = self._visitor.org.query(f"SELECT IsPartner FROM Account WHERE Id = {text_literal(account_id)}")
        if not account.IsPartner:
            raise Refused(told.first.inner_text().strip() if told.count() else "The account is no partner account.")


class LightningUserSetup:
    """Enable Partner User on the page of a contact, with the form of Classic; the rest by program."""

    def __init__(self, visitor: LightningVisitor, by_program: Any) -> None:
        self._visitor = visitor
        self.disable, self.change, self.frozen = by_program.disable, by_program.change, by_program.frozen
        self.freeze, self.unfreeze = by_program.freeze, by_program.unfreeze
        self.give_super_access, self.take_super_access = by_program.give_super_access, by_program.take_super_access

    def enable(self, contact_id: str, values: Mapping[str, Any]) -> str:
        """Fill in New User and save: the id of the user that comes of it. Raises Refused with what the page says."""
        org = self._visitor.org
        page = self._visitor.open(f"/lightning/r/Contact/{contact_id}/view")
        self._visitor.action(ENABLE_USER).click()
        page.wait_for_url("**/setup/ManageUsers/**")
        frame = page.frame_locator('iframe[title*="New User"]')
        expect(frame.locator(SAVE).last).to_be_visible()
        self._fill(frame, values)
        with org.foreseen("User", Username=str(values["Username"])):
            frame.locator(SAVE).last.click()
            shown = page.frame_locator('iframe[title*="User"]')
            told = shown.get_by_role("alert").or_(shown.locator(".errorMsg")).filter(visible=True)
            there = shown.get_by_role("heading", name="User Detail")
            expect(told.or_(there).first).to_be_visible()
            if told.count():
                raise Refused(told.first.inner_text().strip())
        [user] = org.query(f"SELECT Id FROM User WHERE ContactId = {text_literal(contact_id)}")
        return str(user.Id)

    def _fill(self, frame: FrameLocator, values: Mapping[str, Any]) -> None:
        for name, place in INPUTS.items():
            if name in values:
                frame.locator(place).fill(str(values[name] or ""))
        if "ProfileId" in values:
            self._choose_profile(frame, str(values["ProfileId"]))
        if "PortalRole" in values:
            role = re.compile(rf"{ROLES[values['PortalRole']]}$")
            option = frame.locator(ROLE).get_by_role("option", name=role)
            if not option.count() or frame.locator(ROLE).is_disabled():
                raise Refused(f"The page does not offer the role {ROLES[values['PortalRole']]}.")
            frame.locator(ROLE).select_option(value=option.first.get_attribute("value"))

    def _choose_profile(self, frame: FrameLocator, profile_id: str) -> None:
        """The licence first: the profiles load after it. Options have ids of 15 characters."""
        org = self._visitor.org
        [profile] = org.query(f"SELECT UserLicenseId FROM Profile WHERE Id = {text_literal(profile_id)}")
        license_id, wanted = str(profile.UserLicenseId)[:ID_OF_CLASSIC], profile_id[:ID_OF_CLASSIC]
        if not frame.locator(LICENSE).locator(f"option[value='{license_id}']").count():
            raise Refused("The page does not offer the licence of this profile.")
        frame.locator(LICENSE).select_option(value=license_id)
        expect(frame.locator(PROFILE).locator(f"option[value='{wanted}']")).to_be_attached()
        frame.locator(PROFILE).select_option(value=wanted)


class LightningLogInSetup:
    """Log in to Experience as User on the page of a contact; the rest by program."""

    def __init__(self, visitor: LightningVisitor, by_program: Any) -> None:
        pages = BrowserLogInSetup(visitor)
        self.log_in_as, self.go_back = pages.log_in_as, pages.go_back
        self.history, self.end_sessions = by_program.history, by_program.end_sessions
        self.unlock = by_program.unlock
