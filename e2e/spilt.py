"""Whether a page that keeps a record back holds any of it all the same: hidden, or in what its scripts were given."""

from collections.abc import Callable, Mapping

from playwright.sync_api import Page, expect

from e2e.pages import ErrorPage, HomePage, RecordList, RecordPage
from e2e.served import Part, Served, found

ID_LENGTH = 15


class Spills:
    """Looks through the pages that one user was refused, and through the lists that should leave records out."""

    def __init__(
        self,
        page: Page,
        home: HomePage,
        listed: RecordList,
        record: RecordPage,
        error: ErrorPage,
        plural: Callable[[str], str],
    ) -> None:
        self.home, self.list, self.record, self.error = home, listed, record, error
        self._plural = plural
        self.served = Served(page)
        self._refused: dict[str, list[Part]] = {}

    def keep(self, record_id: str) -> None:
        """The page that is open has just refused this record."""
        self._refused[record_id] = self.served.parts()

    def of(self, sobject: str, records: Mapping[str, Mapping[str, str]]) -> dict[str, list[str]]:
        """By id, a sentence for each value of a record out of reach that was served; none for most.

        records: id → label → text of the values that give a record away.
        """
        told = {record_id: self._on_refused(record_id, values) for record_id, values in records.items()}
        listed = self._list_of(sobject)
        for record_id, values in records.items():
            told[record_id] += self._in_list(sobject, listed, record_id, values)
        return told

    def _on_refused(self, record_id: str, values: Mapping[str, str]) -> list[str]:
        hits = found(values, self._refused.pop(record_id, []))
        usual = found({label: values[label] for label in hits}, self._of_no_record(record_id)) if hits else {}
        return [f'{part} that refuses it holds "{values[at]}" ({at})' for at, part in hits.items() if at not in usual]

    def _of_no_record(self, record_id: str) -> list[Part]:
        """The page of a record that does not exist: what it holds is the frame's, e.g. the user's own name."""
        self.served.forget()
        self.record.open(record_id[:3] + "0" * (ID_LENGTH - 3) + "AAA")
        expect(self.error.message).to_be_visible()
        return self.served.parts()

    def _list_of(self, sobject: str) -> list[Part]:
        if not self.home.menu.is_visible():
            self.home.open()
        if not self.home.has_tab(self._plural(sobject)):
            return []
        self.served.forget()
        self.home.open_tab(self._plural(sobject))
        self.list.names()
        return self.served.parts()

    def _in_list(self, sobject: str, listed: list[Part], record_id: str, values: Mapping[str, str]) -> list[str]:
        """The record's id in any part; its values where only scripts see them, since a row may rightly say the same."""
        shown, unseen = listed[:1], listed[1:]
        by_id = found({"its id": record_id}, listed) or found({"its id": record_id[:ID_LENGTH]}, listed)
        distinct = {label: text for label, text in values.items() if _is_distinct(text)}
        hidden = {label: text for label, text in distinct.items() if not found({label: text}, shown)}
        hits = {**by_id, **found(hidden, unseen)}
        list_name = f"the list of {self._plural(sobject)}"
        return [f"{list_name} holds {_quoted(label, values)}: {part.rstrip(',')}" for label, part in hits.items()]


def _is_distinct(text: str) -> bool:
    """Whether a text is none that a page may have of its own: Contact is one, Jo Field and jo@acme.example are not."""
    return not text.isalpha()


def _quoted(label: str, values: Mapping[str, str]) -> str:
    return f'"{values[label]}" ({label})' if label in values else label
