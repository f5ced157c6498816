"""The verbs of a scenario in a browser: a partner user at the partner site, through the page objects.

The class fits the Protocols of the scenarios without importing them; mock_org.harness is where mypy compares.
"""

from collections.abc import Callable, Mapping
from typing import Literal

from playwright.sync_api import Locator, Page, expect

from e2e.entry import Entry, FormEntry
from e2e.labels import label_plural
from e2e.pages import (
    AccessReviewPage,
    ErrorPage,
    FormPage,
    HomePage,
    LoginPage,
    PasswordPage,
    RecordList,
    RecordPage,
    SignUpPage,
    VerificationPage,
)
from e2e.pages.form import NotOffered
from e2e.served import found
from e2e.spilt import Spills
from e2e.waiting import settled
from factories import Refused

Access = Literal["none", "read", "edit"]


class BrowserDriver:
    """A user of the site, in a browser context of their own.

    page: of a fresh context. site_url: the address that a partner types. username: who it is.
    entry: the way in where the log-in is not what matters. plural: what the menu calls an sObject; without it, what its
    API name suggests.
    """

    def __init__(
        self,
        page: Page,
        site_url: str,
        username: str,
        entry: Entry | None = None,
        plural: Callable[[str], str] = label_plural,
    ) -> None:
        self.username = username
        self.page = page
        self._plural = plural
        self._entry, self._site_url = entry or FormEntry(), site_url
        self.login_page = LoginPage(page, site_url)
        self.home = HomePage(page, site_url)
        self.list = RecordList(page)
        self.record = RecordPage(page, site_url)
        self.form = FormPage(page)
        self.review = AccessReviewPage(page)
        self.error = ErrorPage(page)
        self.registration = SignUpPage(page)
        self.password = PasswordPage(page, site_url)
        self.verification = VerificationPage(page)
        self.spills = Spills(page, self.home, self.list, self.record, self.error, plural)

    def enter(self, password: str) -> None:
        """Be logged in, by the way of the target. Raises Refused with the text of the refusal."""
        self._entry.enter(self.page, self._site_url, self.username, password)

    def log_in(self, password: str) -> None:
        """Start a session. Raises Refused with the text of the refusal."""
        self._arrive_at_login()
        self.login_page.log_in(self.username, password)
        instead = (self.password.button, self.verification.button)
        self._settle(self.home.menu, self.login_page.refusal, *instead)
        if self.login_page.refusal.is_visible():
            raise Refused(self.login_page.refusal.inner_text().strip())

    def log_out(self) -> None:
        """End the session."""
        self._be_somewhere()
        with self.page.expect_navigation():
            self.home.log_out()
        if self._entry.leads_back:
            expect(self.home.menu).to_be_hidden()
        else:
            expect(self.login_page.button).to_be_visible()
        self._entry.forget(self.page, self._site_url, self.username)

    def logged_in(self) -> bool:
        """Whether the site still knows the user."""
        self.home.open()
        self._settle(*self._landings)
        return self.home.menu.is_visible()

    def offers(self, sobject: str) -> bool:
        """Whether the menu has the object."""
        self._open_home()
        return self.home.has_tab(self._plural(sobject))

    def sees(self, sobject: str) -> set[str]:
        """The names in the object's list; empty when the menu does not have the object."""
        if not self._opened_list(sobject):
            return set()
        return set(self.list.names())

    def access(self, sobject: str, record_id: str) -> Access:
        """What the record's own page lets the user do."""
        self.spills.served.forget()
        if not self._opened(record_id):
            self.spills.keep(record_id)
            return "none"
        return "edit" if self.record.editable() else "read"

    def spilt(self, sobject: str, records: Mapping[str, Mapping[str, str]]) -> dict[str, list[str]]:
        """By id, what pages that kept these records back, and their list, hold of them all the same."""
        return self.spills.of(sobject, records)

    def read(self, sobject: str, record_id: str) -> dict[str, str]:
        """The fields of the record's page: label → text. Raises Refused for a record out of reach."""
        self.spills.served.forget()
        self._open(record_id)
        return self.record.fields()

    def overheard(self, texts: Mapping[str, str]) -> list[str]:
        """Which of these texts, by label, the record's page or an answer to its scripts holds."""
        hits = found(texts, self.spills.served.parts())
        return [f'{part.rstrip(",")} holds "{texts[label]}" ({label})' for label, part in hits.items()]

    def create(self, sobject: str, values: Mapping[str, str]) -> str:
        """Fill in the form "New" and return the id of the record that comes of it. Raises Refused."""
        if not self._opened_list(sobject):
            raise Refused(f"The menu has no {self._plural(sobject)}.")
        if not self.list.new_button.is_visible():
            raise Refused(f"The list of {self._plural(sobject)} has no button New.")
        self.list.new()
        return self._save(values)

    def change(self, sobject: str, record_id: str, values: Mapping[str, str]) -> None:
        """Edit the record. Raises Refused."""
        self._open(record_id)
        if not self.record.editable():
            raise Refused("The record has no button Edit.")
        self.record.edit()
        self._save(values)

    def asked_about(self) -> set[str]:
        """Whom the page asks about, where the home page leads to it."""
        self._open_home()
        if not self.review.link.is_visible():
            return set()
        self.review.link.click()
        expect(self.review.heading).to_be_visible()
        return set(self.review.names())

    def answer_review(self, answers: Mapping[str, str]) -> None:
        """Fill in the page and save. Raises Refused."""
        unasked = answers.keys() - self.asked_about()
        if unasked:
            raise Refused(f"The page does not ask about {', '.join(sorted(unasked))}.")
        for name, answer in answers.items():
            self.review.answer(name, answer)
        self.review.save()
        if self.review.refusal.is_visible():
            raise Refused(self.review.refusal.inner_text().strip())

    def forgot_password(self) -> str:
        """Follow "Forgot your password?" for the username, and return the notice shown then."""
        self.login_page.open()
        return self.login_page.reset_password(self.username)

    def change_password(self, old: str, new: str) -> None:
        """Fill in the page for a new password, where it has opened by itself or is asked for. Raises Refused."""
        if not self.password.button.is_visible():
            self.password.open()
        self.password.choose(new, old)
        self._password_taken()

    def open_link(self, url: str, password: str) -> None:
        """Follow the link of a mail, and fill in the page for a new password. Raises Refused."""
        self.page.goto(url)
        if self.password.gone.is_visible():
            raise Refused(self.password.gone.inner_text().strip())
        self.password.choose(password)
        self._password_taken()

    def enter_code(self, code: str, *, remember: bool = False) -> None:
        """Fill in the page "Verify Your Identity". Raises Refused."""
        self.verification.enter(code, remember=remember)
        expect(self.home.menu.or_(self.verification.refusal)).to_be_visible()
        if self.verification.refusal.is_visible():
            raise Refused(self.verification.refusal.inner_text().strip())

    def _password_taken(self) -> None:
        expect(self.home.menu.or_(self.password.refusal)).to_be_visible()
        if self.password.refusal.is_visible():
            raise Refused(self.password.refusal.inner_text().strip())

    def follow(self, sobject: str, record_id: str) -> None:
        """Open a link to a record, logged in or not."""
        self.record.open(record_id)

    def heading(self) -> str:
        """The main heading of the page; "" on a page without one."""
        self._be_somewhere()
        found = self.record.heading
        return found.first.inner_text().strip() if found.count() else ""

    def sign_up(self, first_name: str, last_name: str, password: str) -> None:
        """Follow "Not a member?" and fill in the form. Raises Refused."""
        self.login_page.open()
        if not self.registration.link.is_visible():
            raise Refused("The log-in page offers no way to sign up.")
        self.registration.link.click()
        self.registration.sign_up(first_name, last_name, self.username, password)
        expect(self.home.menu.or_(self.registration.refusal)).to_be_visible()
        if self.registration.refusal.is_visible():
            raise Refused(self.registration.refusal.inner_text().strip())

    def header(self) -> tuple[str, str]:
        """The name at the head of the page, and the colour behind it, as #rrggbb."""
        self._be_somewhere()
        return self.home.site_name(), self.home.header_color()

    def _arrive_at_login(self) -> None:
        """Stay on a log-in page that has opened by itself, for it knows where to go on."""
        if self.page.url == "about:blank" or not self.login_page.button.is_visible():
            self.login_page.open()
            self._settle(self.home.menu, self.login_page.button, self.error.message)
            if self.login_page.button.is_visible():
                return
            if self.error.is_shown():
                raise Refused(self.error.text())
            self.log_out()

    @property
    def _landings(self) -> tuple[Locator, ...]:
        """Where a way home may end."""
        asked = (self.login_page.button, self.password.button, self.verification.button)
        return self.home.menu, *asked, self.error.message

    def _settle(self, *anchors: Locator) -> None:
        settled(self.page, *anchors)

    def _be_somewhere(self) -> None:
        """At home, where no page has been opened since the user came in."""
        if self.page.url == "about:blank":
            self.home.open()

    def _open_home(self) -> None:
        self.home.open()
        self._settle(*self._landings)
        if not self.home.menu.is_visible():
            raise Refused("The site asks to log in.")

    def _opened_list(self, sobject: str) -> bool:
        """Choose the object in the menu, if that has it."""
        if not self.offers(sobject):
            return False
        self.home.tab(self._plural(sobject)).click()
        self._settle(self.list.grid, self.list.nothing)
        return True

    def _opened(self, record_id: str) -> bool:
        self.record.open(record_id)
        self._settle(self.error.message, self.record.details)
        return self.record.details.is_visible()

    def _open(self, record_id: str) -> None:
        if not self._opened(record_id):
            raise Refused(self.error.text())

    def _save(self, values: Mapping[str, str]) -> str:
        try:
            self.form.fill(values)
        except NotOffered as gap:
            raise Refused(str(gap)) from gap
        self.form.save()
        self._settle(self.form.errors.first, self.record.details)
        if refusal := self.form.refusal():
            raise Refused(refusal, fields=tuple(self.form.refused_fields()))
        return self.record.id
