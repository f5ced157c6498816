"""The visibility table: who may do what with which record, as QA people draw it by hand."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from features.drivers import Access
from features.words import NAME, Noun, noun

HEADER = re.compile(rf"(?P<name>{NAME})(?: \((?P<company>[^)]+)\)|, (?P<position>.+))?")


@dataclass(frozen=True)
class Column:
    """A person at the head of a column: "Ann (Acme)", "Cy, channel manager" or just "Vi"."""

    title: str
    name: str
    company: str | None


@dataclass(frozen=True)
class Cell:
    """One statement of the table: this person may do that with this record."""

    noun: Noun
    column: Column
    expected: Access


@dataclass
class Finding:
    """What was seen of a cell.

    spilt: what reached the person of a record that is not to be seen. because: where it does not hold, what opens it
    if more is seen than expected, else what nearly does.
    """

    cell: Cell
    seen: Access
    spilt: Sequence[str] = ()
    because: Sequence[str] = ()

    @property
    def holds(self) -> bool:
        """Whether it is as expected."""
        return self.seen == self.cell.expected and not self.spilt

    @property
    def shown(self) -> str:
        """What was seen, in a word or two."""
        return f"{self.seen}, but it leaks" if self.spilt else self.seen

    @property
    def more(self) -> bool:
        """Whether more is seen than expected."""
        ranks = get_args(Access)
        return bool(self.spilt) or bool(ranks.index(self.seen) > ranks.index(self.cell.expected))


def parse_table(table: Sequence[Sequence[str]]) -> list[Cell]:
    """The cells of a table. Raises ValueError for what is no person, no record or no access."""
    [head, *rows] = table
    if head[0] != "record":
        raise ValueError(f'the first column of a visibility table is headed "record", not "{head[0]}"')
    columns = [_column(title) for title in head[1:]]
    return [
        Cell(_noun(first), column, _access(word))
        for first, *words in rows
        for column, word in zip(columns, words, strict=True)
    ]


def look_at(cells: Sequence[Cell], look: Callable[[Cell], Access]) -> Iterator[Finding]:
    """What is seen of each cell."""
    return (Finding(cell, look(cell)) for cell in cells)


def report(findings: Sequence[Finding], way: str = "") -> str:
    """All that does not hold, as a table with the reasons below each line; way: how the people looked."""
    head = ("record", "who", "expected", "seen")
    lines = [(str(each.cell.noun), each.cell.column.title, each.cell.expected, each.shown) for each in findings]
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
    by = f", looked at by {way}" if way else ""
    text = [f"{len(findings)} of the table's cells do not hold{by}:", _row(head, widths)]
    for line, finding in zip(lines, findings, strict=True):
        text.append(_row(line, widths))
        text.extend(f"      {told}" for told in (*finding.spilt, *finding.because))
    return "\n".join(text)


def _row(words: Sequence[str], widths: Sequence[int]) -> str:
    return "  | " + " | ".join(word.ljust(width) for word, width in zip(words, widths, strict=True)) + " |"


def _column(title: str) -> Column:
    match = HEADER.fullmatch(title)
    if match is None:
        raise ValueError(f'"{title}" names nobody; write "Ann (Acme)", "Cy, channel manager" or "Cy"')
    return Column(title, match["name"], match["company"])


def _noun(text: str) -> Noun:
    if not re.fullmatch(noun.pattern, text):  # type: ignore[attr-defined]
        raise ValueError(f'"{text}" names no record; write e.g. lead "Initech"')
    return noun(text)


def _access(word: str) -> Access:
    for access in get_args(Access):
        if word == access:
            return access  # type: ignore[no-any-return]
    raise ValueError(f'"{word}" is no access; it is one of {", ".join(get_args(Access))}')
