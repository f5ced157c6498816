"""Names of a scenario where the org does not forget: made unique when a record is made, and read back as they were."""

import re
from typing import Any


class Names:
    """Names on an org that the scenario has for itself: they stay as they are."""

    tag = ""

    def unique(self, name: Any) -> Any:
        """The name to give a record that the scenario calls so."""
        return name

    def real(self, text: str) -> str:
        """A text as the org has it: names that the scenario has given are written as in the org."""
        return text

    def plain(self, text: str) -> str:
        """A text of the org as the scenario would write it."""
        return text


class TaggedNames(Names):
    """Names on an org that others use as well: "Initech" is "Initech 4f2a-7" there.

    tag: of the run and the scenario in it.
    """

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self._given: set[str] = set()

    def unique(self, name: Any) -> Any:
        """The name with the tag; what is no text, or has it already, stays."""
        if not isinstance(name, str) or not name or self.tag in name:
            return name
        self._given.add(name)
        return f"{name} {self.tag}"

    def real(self, text: str) -> str:
        """The text with the tag after each name that `unique` was asked for: "Acme 4f2a-7 Partner User"."""
        if not self._given:
            return text
        longest_first = sorted(self._given, key=len, reverse=True)
        known = "|".join(map(re.escape, longest_first))
        tagged = rf"\b({known})\b(?! {re.escape(self.tag)})"
        return re.sub(tagged, lambda name: f"{name[1]} {self.tag}", text)

    def plain(self, text: str) -> str:
        """The text without the tag."""
        return text.replace(f" {self.tag}", "")
