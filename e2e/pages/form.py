"""The form of a record, new or existing."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from e2e.dual_listbox import DualListbox

NONE = "--None--"
RECORD_TYPE = "Record Type"
_MORE = re.compile(r"^Show (more|all) results")


class NotOffered(Exception):
    """The form has no such field, or the field no such choice; says so as a person would."""


class FormPage:
    """A dialog, or on LWR sites a form on the page, with one input for each field that the user may write."""

    def __init__(self, page: Page) -> None:
        self.page = page
        on_page = page.get_by_role("form", name=re.compile("^(New|Edit) "))
        self.dialog = page.get_by_role("dialog").or_(on_page).filter(visible=True).last
        self.heading = page.get_by_role("heading", name=re.compile("^(New|Edit) ")).last
        self.save_button = self.dialog.get_by_role("button", name="Save", exact=True)
        self.save_and_new_button = self.dialog.get_by_role("button", name="Save & New", exact=True)
        self.cancel_button = self.dialog.get_by_role("button", name="Cancel", exact=True)
        self.next_button = self.dialog.get_by_role("button", name="Next", exact=True)
        self.errors = self.dialog.locator(".errorsList").get_by_role("listitem")
        self.field_errors = self.dialog.locator(".slds-form-element__help")

    def control(self, label: str) -> Locator:
        """The input with that label, not the list that it has opened; a star before it is no part of its name."""
        name = re.compile(rf"^\*?\s*{re.escape(label)}(,.*)?$")
        text = self.dialog.get_by_role("textbox", name=name).or_(self.dialog.get_by_role("spinbutton", name=name))
        choice = self.dialog.get_by_role("combobox", name=name).or_(self.dialog.get_by_role("listbox", name=name))
        both = self.dialog.get_by_role("group", name=name).filter(has=self.page.get_by_role("listbox", name="Chosen"))
        return text.or_(choice).or_(self.dialog.get_by_role("checkbox", name=name)).or_(both).first

    def record_types(self) -> list[str]:
        """The record types that the form asks to choose from; none where it asks for none."""
        expect(self.save_button.or_(self.next_button)).to_be_visible()
        labels = self.dialog.locator("label").filter(has=self.page.get_by_role("radio"))
        return [text.strip() for text in labels.all_inner_texts()]

    def choose_record_type(self, name: str | None = None) -> None:
        """Go on from the step before the form; without a name with what is chosen beforehand.

        Raises NotOffered for a record type that is not there.
        """
        if name is not None:
            radio = self.dialog.get_by_role("radio", name=name, exact=True)
            if not radio.count():
                raise NotOffered(f'The form offers no record type "{name}".')
            radio.check()
        self.next_button.click()
        expect(self.save_button).to_be_visible()

    def fill(self, values: Mapping[str, str]) -> None:
        """Enter label → text; "Record Type" is chosen in the step before, where there is one.

        Raises NotOffered for a field or a choice that the form does not have.
        """
        expect(self.save_button.or_(self.next_button)).to_be_visible()
        if self.next_button.is_visible():
            self.choose_record_type(values.get(RECORD_TYPE))
            values = {label: text for label, text in values.items() if label != RECORD_TYPE}
        for label, text in values.items():
            control = self.control(label)
            if not control.count():
                raise NotOffered(f'The form has no field "{label}".')
            self._enter(control, label, text)

    def options(self, label: str) -> list[str]:
        """What a picklist offers."""
        control = self.control(label)
        if _is_dual(control):
            return DualListbox(control).offered()
        if control.evaluate("e => e.tagName") == "SELECT":
            return [text.strip() for text in control.get_by_role("option").all_inner_texts()]
        self._open(control)
        offered = [text.strip() for text in self._option().all_inner_texts()]
        control.press("Escape")
        return offered

    def save(self) -> None:
        """Send the form."""
        self.save_button.click()

    def refusal(self) -> str:
        """What the form says is wrong; "" when it was accepted."""
        if not self.errors.first.is_visible():
            return ""
        return " ".join(text.strip() for text in dict.fromkeys(self.errors.all_inner_texts()))

    def refused_fields(self) -> dict[str, str]:
        """Label → sentence by the fields at fault."""
        return {
            str(group.locator("label").inner_text()).lstrip("* ").strip(): group.inner_text().strip()
            for group in self.dialog.locator(".slds-has-error").all()
        }

    def _enter(self, control: Locator, label: str, text: str) -> None:
        if _is_dual(control):
            self._choose(DualListbox(control), label, _parts(text))
            return
        kind = control.evaluate("e => e.type === 'checkbox' || e.role === 'combobox' ? e.type : e.tagName")
        if kind == "checkbox":
            control.set_checked(text.lower() == "true")
        elif kind == "SELECT":
            choices = control.get_by_role("option").all_inner_texts()
            wanted = _parts(text) or [NONE]
            if missing := [part for part in wanted if part not in choices]:
                raise NotOffered(f'"{label}" offers no "{missing[0]}".')
            control.select_option(label=wanted)
        elif kind == "button":
            self._pick(control, label, text or NONE)
        else:
            control.fill(text)
            if kind == "text" and text:
                self._look_up(text)

    def _choose(self, listbox: DualListbox, label: str, wanted: list[str]) -> None:
        """Choose several at once."""
        offered = listbox.offered()
        if missing := [part for part in wanted if part not in offered]:
            raise NotOffered(f'"{label}" offers no "{missing[0]}".')
        listbox.choose(wanted)

    def _pick(self, control: Locator, label: str, text: str) -> None:
        """Choose in Lightning's own picklist."""
        self._open(control)
        option = self._option(text)
        if not option.count():
            control.press("Escape")
            raise NotOffered(f'"{label}" offers no "{text}".')
        option.first.click()

    def _open(self, control: Locator) -> None:
        control.click()
        expect(control).to_have_attribute("aria-expanded", "true")

    def _look_up(self, text: str) -> None:
        """Choose what the search of a lookup finds; without a find the text stays, for the save to judge."""
        found = self._option(text)
        nothing = self.dialog.get_by_role("status").filter(has_text="No results").or_(self._option(_MORE))
        expect(found.or_(nothing).first).to_be_visible()
        if found.count():
            found.first.click()

    def _option(self, name: str | re.Pattern[str] | None = None) -> Locator:
        """Options of an open list, which may stand anywhere on the page; those of a native list are none of them."""
        own = self.page.locator("[role=option]:visible")
        if name is None:
            return own
        return own.and_(self.page.get_by_role("option", name=name, exact=isinstance(name, str)))


def _is_dual(control: Locator) -> bool:
    """Whether a control is a multi-select picklist of two lists."""
    return bool(control.evaluate("e => e.getAttribute('role') === 'group' || e.tagName === 'FIELDSET'"))


def _parts(text: str) -> list[str]:
    """The values of a multi-select picklist, which a semicolon separates."""
    return [part.strip() for part in text.split(";") if part.strip()]
