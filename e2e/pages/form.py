"""The form of a record, new or existing."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect


class NotOffered(Exception):
    """The form has no such field, or the field no such choice; says so as a person would."""


class FormPage:
    """A dialog with one input for each field that the user may write."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialog = page.get_by_role("dialog").filter(visible=True).last
        self.heading = self.dialog.get_by_role("heading", level=2)
        self.save_button = self.dialog.get_by_role("button", name="Save", exact=True)
        self.cancel_button = self.dialog.get_by_role("button", name="Cancel", exact=True)
        self.errors = self.dialog.locator(".errorsList").get_by_role("listitem")
        self.field_errors = self.dialog.locator(".slds-form-element__help")

    def control(self, label: str) -> Locator:
        """The input with that label; a star before it is no part of its name."""
        name = re.compile(rf"^\*?\s*{re.escape(label)}(,.*)?$")
        text = self.dialog.get_by_role("textbox", name=name).or_(self.dialog.get_by_role("spinbutton", name=name))
        choice = self.dialog.get_by_role("combobox", name=name).or_(self.dialog.get_by_role("listbox", name=name))
        return text.or_(choice).or_(self.dialog.get_by_role("checkbox", name=name))

    def fill(self, values: Mapping[str, str]) -> None:
        """Enter label → text.

        Raises NotOffered for a field or a choice that the form does not have.
        """
        expect(self.save_button).to_be_visible()
        for label, text in values.items():
            control = self.control(label)
            if not control.count():
                raise NotOffered(f'The form has no field "{label}".')
            self._enter(control.first, label, text)

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
        kind = control.evaluate("e => e.tagName === 'INPUT' && e.type === 'checkbox' ? 'CHECKBOX' : e.tagName")
        if kind == "CHECKBOX":
            control.set_checked(text.lower() == "true")
        elif kind == "SELECT":
            choices = control.get_by_role("option").all_inner_texts()
            wanted = [part.strip() for part in text.split(";")] if text else ["--None--"]
            if missing := [part for part in wanted if part not in choices]:
                raise NotOffered(f'"{label}" offers no "{missing[0]}".')
            control.select_option(label=wanted)
        elif kind == "BUTTON":  # Lightning's own picklist; its options may stand anywhere on the page
            control.click()
            self.page.get_by_role("option", name=text or "--None--", exact=True).click()
        else:
            control.fill(text)
