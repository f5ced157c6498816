"""The visibility table: who may do what with which record, as QA people draw it by hand."""

import re
from collections.abc import Callable, Sequence
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


@dataclass(frozen=True)
class Finding:
    """A cell that does not hold, and why: what opens it where more is seen than expected, else what nearly does."""

    cell: Cell
    seen: Access
    because: Sequence[str]


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


def compare(
    cells: Sequence[Cell], look: Callable[[Cell], Access], explain: Callable[[Cell, Access], Sequence[str]]
) -> list[Finding]:
    """The cells that do not hold; only these are explained, given what is seen."""
    looked = [(cell, look(cell)) for cell in cells]
    return [Finding(cell, seen, explain(cell, seen)) for cell, seen in looked if seen != cell.expected]


def sees_more(cell: Cell, seen: Access) -> bool:
    """Whether the person sees more than expected."""
    ranks = get_args(Access)
    return bool(ranks.index(seen) > ranks.index(cell.expected))


def report(findings: Sequence[Finding]) -> str:
    """All that does not hold, as a table with the reasons below each line."""
    head = ("record", "who", "expected", "seen")
    lines = [(str(each.cell.noun), each.cell.column.title, each.cell.expected, each.seen) for each in findings]
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
    text = [f"{len(findings)} of the table's cells do not hold:", _row(head, widths)]
    for line, finding in zip(lines, findings, strict=True):
        text.append(_row(line, widths))
        text.extend(f"      {reason}" for reason in finding.because)
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
