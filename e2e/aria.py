"""What a page is to those who hear it: its ARIA snapshot, without what differs from org to org and day to day."""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Locator

STORED = Path(__file__).parent / "snapshots"
_RULES = (
    # URLs: the site's host, its prefix, and what a redirection carries.
    (re.compile(r"https?://[^/\s\"']+"), "<host>"),
    (re.compile(r"(?<=/url: )(\S*?)\?\S*"), r"\1?…"),
    (re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "<email>"),
    (re.compile(r"\b(?=[0-9A-Za-z]*\d[0-9A-Za-z]*\d)[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?\b"), "<id>"),
    (re.compile(r"\b\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d{4})?)?"), "<date>"),
    (re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}(?:, \d{1,2}:\d\d(?: ?[AP]M)?)?"), "<date>"),
    (re.compile(r"\b[A-Z][a-z]{2,8} \d{1,2}, \d{4}(?:,? (?:at )?\d{1,2}:\d\d(?: ?[AP]M)?)?"), "<date>"),
    (re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?\b"), "<time>"),
    (re.compile(r"\b(?:a|an|\d+) (?:second|minute|hour|day)s? ago\b"), "<time> ago"),
)
_NUMBER = re.compile(r"(?<![\w<\-=/.])\d[\d,.]*(?![\w>])")


def snapshot(seen: Locator, own: Mapping[str, str]) -> str:
    """The snapshot of a part of a page.

    own: names of records and other words that this org only has → what stands for each.
    """
    return normalised(seen.aria_snapshot(), own)


def normalised(text: str, own: Mapping[str, str]) -> str:
    """A snapshot without own words, hosts, ids, addresses, dates and counts; of rows that are alike then, one."""
    for word in sorted(own, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", own[word], text)
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    lines = [_without_counts(line) for line in text.splitlines()]
    return "\n".join(_once_each(lines)) + "\n"


def _once_each(lines: list[str]) -> list[str]:
    """The lines without those blocks that repeat the one before: how many rows there are depends on the records."""
    kept: list[str] = []
    start = 0
    while start < len(lines):
        depth = _depth(lines[start])
        end = next((at for at in range(start + 1, len(lines)) if _depth(lines[at]) <= depth), len(lines))
        block = [lines[start], *_once_each(lines[start + 1 : end])]
        if kept[-len(block) :] != block:
            kept += block
        start = end
    return kept


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _without_counts(line: str) -> str:
    """Numbers are counts, but for those of attributes ([level=2]) and of addresses."""
    return line if "/url:" in line else _NUMBER.sub("<n>", line)


def stored_at(flavour: str, name: str) -> Path:
    """Where the snapshot of a kind of page lies."""
    return STORED / flavour / f"{name}.yaml"


def difference(stored: str, seen: str, flavour: str, name: str) -> str:
    """What differs, as lines to read; "" when nothing does."""
    lines = difflib.unified_diff(
        stored.splitlines(), seen.splitlines(), f"{flavour}/{name} as recorded", "as it is", n=2, lineterm=""
    )
    return "\n".join(lines)
