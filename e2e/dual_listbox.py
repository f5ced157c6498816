"""A multi-select picklist of a form: what is available, what is chosen, and the buttons between."""

import re
from collections.abc import Iterable

from playwright.sync_api import Locator, expect

from e2e.text import texts_of

_TO_CHOSEN = re.compile(r"^Move (selection )?to Chosen$")
_TO_AVAILABLE = re.compile(r"^Move (selection )?to Available$")


class DualListbox:
    """group: the element with the role and the label of the field."""

    def __init__(self, group: Locator) -> None:
        self.group = group
        self.available = group.get_by_role("listbox", name="Available", exact=True)
        self.chosen = group.get_by_role("listbox", name="Chosen", exact=True)
        self.choose_button = group.get_by_role("button", name=_TO_CHOSEN)
        self.leave_button = group.get_by_role("button", name=_TO_AVAILABLE)

    def held(self) -> list[str]:
        """What is chosen."""
        return texts_of(self.chosen.get_by_role("option"))

    def offered(self) -> list[str]:
        """All that there is to choose from, chosen or not."""
        return [*texts_of(self.available.get_by_role("option")), *self.held()]

    def choose(self, texts: Iterable[str]) -> None:
        """Have these chosen, and nothing else."""
        wanted, held = list(texts), self.held()
        for text in held:
            if text not in wanted:
                self._move(self.chosen, self.leave_button, text)
        for text in wanted:
            if text not in held:
                self._move(self.available, self.choose_button, text)

    def _move(self, place: Locator, button: Locator, text: str) -> None:
        option = place.get_by_role("option", name=text, exact=True)
        option.click()
        button.click()
        expect(option).to_have_count(0)
