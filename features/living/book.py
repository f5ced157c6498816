"""The features as a book: features, rules, scenarios, steps, and how each scenario ended in a run."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pytest_bdd.feature import get_features
from pytest_bdd.parser import Feature, ScenarioTemplate, Step

from features.catalogue import KnownStep, known_steps

Ends = Mapping[tuple[str, int], Mapping[str, str]]
WORST = ("failed", "undefined", "skipped", "passed")


@dataclass(frozen=True)
class Line:
    """A step as it is written. known: what takes it, None where nothing does."""

    keyword: str
    text: str
    table: Sequence[Sequence[str]]
    docstring: str
    known: KnownStep | None


@dataclass(frozen=True)
class Story:
    """A scenario. ends: driver → how it ended."""

    name: str
    anchor: str
    place: str
    tags: Sequence[str]
    description: str
    lines: Sequence[Line]
    examples: Sequence[Sequence[Sequence[str]]]
    ends: Mapping[str, str]


@dataclass
class Chapter:
    """A feature or a rule; the rules of a feature are chapters of it."""

    name: str
    anchor: str
    description: str
    tags: Sequence[str]
    background: Sequence[Line] = ()
    stories: list[Story] = field(default_factory=list)
    rules: list["Chapter"] = field(default_factory=list)

    def all(self) -> list[Story]:
        """The scenarios here and in the rules."""
        return [*self.stories, *(story for rule in self.rules for story in rule.all())]


class Book:
    """All features of a folder."""

    def __init__(self, folder: Path, results: Path | None = None) -> None:
        self._steps = known_steps()
        self._ends = ends_of(results) if results else {}
        self._root = folder.resolve().parent
        self.has_results = results is not None
        self.chapters = [self._chapter(feature) for feature in get_features([str(folder)])]

    def steps(self) -> list[KnownStep]:
        """The steps that the features say, in the order of their areas."""
        said = {id(line.known) for chapter in self.chapters for line in self._lines_in(chapter)}
        return [step for step in self._steps if id(step) in said]

    def tags(self) -> list[str]:
        """The tags of all scenarios."""
        return sorted({tag for chapter in self.chapters for story in chapter.all() for tag in story.tags})

    def _lines_in(self, chapter: Chapter) -> list[Line]:
        own = [*chapter.background, *(line for story in chapter.stories for line in story.lines)]
        return own + [line for rule in chapter.rules for line in self._lines_in(rule)]

    def _chapter(self, feature: Feature) -> Chapter:
        background = feature.background.steps if feature.background else ()
        chapter = Chapter(
            feature.name,
            slug(feature.name),
            feature.description,
            sorted(feature.tags),
            [self._line(step) for step in background],
        )
        rules: dict[str, Chapter] = {}
        for scenario in feature.scenarios.values():
            self._shelf(chapter, rules, scenario).stories.append(self._story(feature, scenario))
        chapter.rules = list(rules.values())
        return chapter

    def _shelf(self, chapter: Chapter, rules: dict[str, Chapter], scenario: ScenarioTemplate) -> Chapter:
        rule = scenario.rule
        if rule is None:
            return chapter
        if rule.name not in rules:
            background = [self._line(step) for step in (rule.background.steps if rule.background else ())]
            anchor = slug(f"{chapter.name} {rule.name}")
            rules[rule.name] = Chapter(rule.name, anchor, rule.description, sorted(rule.tags), background)
        return rules[rule.name]

    def _story(self, feature: Feature, scenario: ScenarioTemplate) -> Story:
        own = scenario.steps[len(scenario.all_background_steps) :]
        file = Path(feature.filename).resolve().relative_to(self._root)
        return Story(
            name=scenario.name,
            anchor=slug(f"{feature.name} {scenario.name}"),
            place=f"{file}:{scenario.line_number}",
            tags=sorted(f"@{tag}" for tag in scenario.tags | feature.tags),
            description=scenario.description,
            lines=[self._line(step, _first_of(scenario)) for step in own],
            examples=[[each.example_params, *each.examples] for each in scenario.examples],
            ends=self._ends.get((feature.rel_filename, scenario.line_number), {}),
        )

    def _line(self, step: Step, example: Mapping[str, str] | None = None) -> Line:
        said = re.sub(r"<(.+?)>", lambda blank: (example or {}).get(blank[1], blank[0]), step.name)
        known = next((each for each in self._steps if each.kind == step.type and each.takes(said)), None)
        return Line(
            step.keyword, step.name, step.datatable.raw() if step.datatable else (), step.docstring or "", known
        )


def _first_of(scenario: ScenarioTemplate) -> Mapping[str, str]:
    """The values of an outline's first example."""
    return next((context for examples in scenario.examples for context in examples.as_contexts()), {})


def ends_of(results: Path) -> dict[tuple[str, int], dict[str, str]]:
    """How scenarios ended, by file and line, then by driver, out of a Cucumber JSON; the worst of several examples."""
    ends: dict[tuple[str, int], dict[str, str]] = {}
    for feature in json.loads(results.read_text(encoding="utf-8")):
        for element in feature["elements"]:
            driver = re.search(r"\((\w+)\)$", element["name"])
            by = ends.setdefault((feature["uri"], element["line"]), {})
            told = {
                *(step["result"]["status"] for step in element["steps"]),
                by.get(driver[1] if driver else "run", ""),
            }
            by[driver[1] if driver else "run"] = next((each for each in WORST if each in told), "passed")
    return ends


def slug(text: str) -> str:
    """A text as an anchor."""
    return re.sub(r"\W+", "-", text.lower()).strip("-")
