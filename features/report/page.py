"""The HTML report of a run: one file that opens from disk, without a server and without the network."""

import base64
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from features.report.results import ORDER, Attempt, Results

HERE = Path(__file__).parent
# A picture is part of the page; a trace or a video is a file of its own, which its viewer opens.
EMBEDDED = "screenshot"
MEGABYTE = 1_000_000
# Each line of an error, or its first line alone where nothing else is shown.
MARKED = re.compile(r"(?:^E {3}.*\n?)+(?:^ {4}.*\n?)*", re.MULTILINE)


@dataclass
class ScenarioView:
    """A scenario with its runs, one a driver."""

    facts: dict[str, Any]
    runs: list[Attempt] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """The worst of its runs; skipped only where no run was begun."""
        ends = {run.outcome for run in self.runs}
        return next(each for each in ("failed", "rerun", "passed", "skipped") if each in ends)

    @property
    def anchor(self) -> str:
        """Where on the page it is."""
        return _slug(f"{self.facts['feature']['uri']} {self.facts['line']} {self.facts['example']}")

    @property
    def tables(self) -> list[dict[str, Any]]:
        """Its visibility tables, what each driver saw side by side."""
        seen = [(run.scenario["notes"].get("tables", []), _way(run)) for run in self.runs if run.scenario]
        number = max((len(tables) for tables, _ in seen), default=0)
        return [_side_by_side([(tables[at], way) for tables, way in seen if at < len(tables)]) for at in range(number)]


@dataclass
class GroupView:
    """Scenarios under a heading: a feature's or a rule's."""

    name: str
    description: str = ""
    tags: Sequence[str] = ()
    scenarios: list[ScenarioView] = field(default_factory=list)
    rules: dict[str, "GroupView"] = field(default_factory=dict)

    def all(self) -> Iterator[ScenarioView]:
        """The scenarios here and in the rules."""
        yield from self.scenarios
        for rule in self.rules.values():
            yield from rule.all()

    def counts(self) -> Counter[str]:
        """How many runs ended how."""
        return Counter(run.outcome for view in self.all() for run in view.runs)

    @property
    def anchor(self) -> str:
        """Where on the page it is."""
        return _slug(f"feature {self.name}")

    @property
    def seconds(self) -> float:
        """How long its runs took together."""
        return sum(run.seconds for view in self.all() for run in view.runs)


def write(results: Results, file: Path, head: dict[str, str]) -> None:
    """Write the report of these results.

    head: what the run was about, by name.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"seconds": _seconds, "way": _way, "brief": _brief, "first_line": _first_line}
    file.parent.mkdir(parents=True, exist_ok=True)
    features = grouped(results.scenarios())
    text = environment.get_template("page.html").render(
        head=head,
        counts=results.counts(),
        order=ORDER,
        features=features,
        failures=[view for feature in features for view in feature.all() if view.outcome == "failed"],
        skips=results.skips(),
        reruns=results.reruns(),
        others=_others(results),
        ways=sorted({_way(run) for run in results.scenarios()}),
        pictures=lambda run: [shown(path, file) for kind, path in run.evidence if kind == EMBEDDED],
        links=lambda run: [(kind, _link(path, file), path) for kind, path in run.evidence if kind != EMBEDDED],
        style=joined([HERE / "page.css"]),
        script=joined([HERE / "scenarios.js", HERE / "page.js"]),
    )
    file.write_text(text, encoding="utf-8")


def grouped(attempts: Sequence[Attempt]) -> list[GroupView]:
    """The scenarios by feature and rule, in the order of the files."""
    views: dict[str, ScenarioView] = {}
    for attempt in attempts:
        view = ScenarioView(attempt.scenario or {})
        views.setdefault(view.anchor, view).runs.append(attempt)
    features: dict[str, GroupView] = {}
    for view in sorted(views.values(), key=lambda one: (one.facts["feature"]["name"], one.facts["line"])):
        view.runs.sort(key=_way)
        feature, rule = view.facts["feature"], view.facts["rule"]
        group = features.setdefault(feature["uri"], GroupView(feature["name"], feature["description"], feature["tags"]))
        if rule:
            group = group.rules.setdefault(rule["name"], GroupView(rule["name"], rule["description"], rule["tags"]))
        group.scenarios.append(view)
    return list(features.values())


def joined(files: Sequence[Path]) -> str:
    """The texts of several files as one."""
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def shown(path: str, file: Path) -> str:
    """Where an <img> takes a screenshot from: the page itself, or the file where it is too large or gone."""
    picture = Path(path)
    if not picture.is_file() or picture.stat().st_size > MEGABYTE:
        return _link(path, file)
    return f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode()}"


def _side_by_side(seen: Sequence[tuple[dict[str, Any], str]]) -> dict[str, Any]:
    first, rows = seen[0][0], []
    for at, row in enumerate(first["rows"]):
        cells = []
        for person in first["people"]:
            told = [_cell(table, at, person) or {"way": way} for table, way in seen]
            expected = next((cell["expected"] for cell in told if "expected" in cell), "")
            cells.append({"expected": expected, "seen": _without_doubles(told)})
        rows.append({"record": row["record"], "cells": cells})
    return {"people": first["people"], "rows": rows}


def _cell(table: dict[str, Any], at: int, person: str) -> dict[str, Any] | None:
    rows = table["rows"]
    return rows[at]["cells"].get(person) if at < len(rows) else None


def _without_doubles(cells: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who looks the same way in both runs, and sees the same, is told of once."""
    return [cell for at, cell in enumerate(cells) if cell not in cells[:at]]


def _others(results: Results) -> dict[str, Any]:
    others = results.others()
    return {"counts": Counter(each.outcome for each in others), "failed": [e for e in others if e.outcome == "failed"]}


def _way(attempt: Attempt) -> str:
    return str((attempt.scenario or {}).get("driver") or "test")


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 0.005 else ""


def _brief(message: str) -> str:
    """What pytest marks as the error, without the way there; the whole message where it marks nothing."""
    marked = MARKED.findall(message)
    told = [dedent(re.sub(r"^[E ] {3}", "", block, flags=re.MULTILINE)).strip("\n") for block in marked]
    return "\n".join(told) or message


def _first_line(message: str) -> str:
    """What a failure begins with, for a line in a list."""
    return next((line for line in _brief(message).splitlines() if line.strip()), "").strip()


def _slug(text: str) -> str:
    return re.sub(r"\W+", "-", text.lower()).strip("-")


def _link(path: str, file: Path) -> str:
    return quote(Path(os.path.relpath(path, file.parent)).as_posix())
