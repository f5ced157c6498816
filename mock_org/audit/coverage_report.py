"""What came of a run's sharing coverage: entry by entry, as JSON that can be put together, as text and as a page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_org.audit.coverage import Fact
from mock_org.audit.entries import Entry
from mock_org.audit.pages import page
from mock_org.errors import SetupError

KINDS = ("sharing rule", "sharing set", "restriction rule", "default", "object permission", "field permission")
COUNTED = (
    "Counted are the project's sharing rules, sharing sets, restriction rules and organization-wide defaults, and the "
    "object and field permissions of external profiles and of permission sets. A rule or set can grant and refuse; "
    "the others do what they say. Looked at are requests of users whom sharing limits, not of administrators."
)
# What the ways of refusal mean.
HOW = {"user": "not for this user", "record": "not these records", "level": "not at this level"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. ways: granted, refused or both, each with how often it was exercised and how; nothing: never."""

    kind: str
    name: str
    words: str
    file: str
    ways: dict[str, dict[str, int]]

    @property
    def missing(self) -> list[str]:
        """The ways that nothing exercised."""
        return [way for way, how in self.ways.items() if not how]

    @property
    def remark(self) -> str:
        """What was exercised half: a grant never alone, a refusal of one sort only."""
        said = []
        granted, refused = self.ways.get("granted", {}), self.ways.get("refused", {})
        if granted and set(granted) == {"with others"}:
            said.append("granted only what others granted as well")
        if self.kind.startswith("sharing") and refused:
            said.append(f"refused: {', '.join(text for how, text in HOW.items() if how in refused)}")
        return "; ".join(said)


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """All lines."""

    lines: tuple[Line, ...]

    @property
    def exercised(self) -> int:
        """How many ways were exercised."""
        return self.total - sum(len(line.missing) for line in self.lines)

    @property
    def total(self) -> int:
        """How many ways there are."""
        return sum(len(line.ways) for line in self.lines)

    @property
    def percent(self) -> float:
        """Of all ways, those that were exercised."""
        return round(100 * self.exercised / self.total, 1) if self.total else 100.0

    def kinds(self) -> list[tuple[str, "CoverageReport"]]:
        """The lines of each kind."""
        found = [(kind, CoverageReport(tuple(line for line in self.lines if line.kind == kind))) for kind in KINDS]
        return [(kind, part) for kind, part in found if part.lines]

    def missing_first(self) -> list[Line]:
        """The lines that lack something before the others, in the order of the kinds."""
        return sorted(self.lines, key=lambda line: (not line.missing, KINDS.index(line.kind)))

    def as_json(self) -> dict[str, Any]:
        """As data files hold it."""
        entries = [
            {"kind": line.kind, "name": line.name, "words": line.words, "file": line.file, "ways": line.ways}
            for line in self.lines
        ]
        return {"percent": self.percent, "exercised": self.exercised, "of": self.total, "entries": entries}

    def as_html(self) -> str:
        """A page."""
        return page("coverage.html", report=self, counted=COUNTED)

    def as_text(self) -> str:
        """A table of the kinds, and what is missing."""
        rows = [
            (kind + "s", str(part.exercised), str(part.total), f"{part.percent:g} %") for kind, part in self.kinds()
        ]
        rows.append(("together", str(self.exercised), str(self.total), f"{self.percent:g} %"))
        widths = [max(len(row[place]) for row in rows) for place in range(4)]
        lines = [
            "  ".join((row[0].ljust(widths[0]), *(row[n].rjust(widths[n]) for n in (1, 2, 3))))
            for row in [("", "exercised", "of", ""), *rows]
        ]
        missing = [
            f"  never {' nor '.join(line.missing)}: {line.kind} {line.name}" for line in self.lines if line.missing
        ]
        return "\n".join([*lines, *missing])


def coverage_report(entries: Iterable[Entry], facts: Mapping[Fact, int]) -> CoverageReport:
    """The entries with what a witness noted of them."""
    noted: dict[tuple[str, str, str], dict[str, int]] = {}
    for (kind, name, way, how), times in facts.items():
        noted.setdefault((kind, name, way), {})[how] = times
    return CoverageReport(
        tuple(
            Line(
                each.kind,
                each.name,
                each.words,
                each.file,
                {way: noted.get((each.kind, each.name, way), {}) for way in each.ways},
            )
            for each in entries
        )
    )


def combined(parts: Sequence[Mapping[str, Any]]) -> CoverageReport:
    """Several runs, or workers of one, put together.

    Raises SetupError for what is no coverage data.
    """
    lines: dict[tuple[str, str], Line] = {}
    try:
        for entry in (entry for part in parts for entry in part["entries"]):
            key = (entry["kind"], entry["name"])
            known = lines.setdefault(key, Line(*key, entry["words"], entry["file"], {}))
            for way, how in entry["ways"].items():
                known.ways[way] = dict(Counter(known.ways.get(way, {})) + Counter(how))
    except (KeyError, TypeError, AttributeError) as fault:
        raise SetupError(
            "this is no coverage data, as GET /_mock/coverage and --sharing-coverage-data give it"
        ) from fault
    return CoverageReport(tuple(lines.values()))
