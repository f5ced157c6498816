"""The steps that there are: what each says, what it does, and which come nearest to a sentence that none takes."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from textwrap import indent
from types import ModuleType
from typing import Any

from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

import features.steps
from features.project import PROJECT
from features.snippet import snippet
from features.words import TYPES

NEAREST = 5
ROOT = Path(__file__).parent.parent
BLANK = re.compile(r"\{(?P<name>\w+)(?::(?P<kind>\w+))?\}")
PEOPLE = {"owner": "Cy", "other": "Bo"}
EXAMPLES = {
    "Name": "Ann",
    "Names": "Ann and Abe",
    "Noun": 'lead "Initech"',
    "Kinds": "leads and deals",
    "Number": "3",
    "PortalRole": "Manager",
    "Quoteds": '"Acme" and "Globex"',
}
# What a sentence says of this scenario alone, and what stands for it where sentences are compared.
OWN = ((re.compile(r'"[^"]*"'), '"…"'), (re.compile(r"\d+"), "3"), (re.compile(r"(?<!^)\b[A-Z][a-z]+\b"), "Ann"))


@dataclass(frozen=True)
class KnownStep:
    """A step: given, when or then; what it says; and what it does by its docstring.

    area: the file it is in, as words. place: file and line.
    """

    kind: str
    pattern: str
    docstring: str
    area: str
    place: str
    context: StepFunctionContext

    @cached_property
    def example(self) -> str:
        """The sentence with something in its blanks."""
        return BLANK.sub(_example, self.pattern)

    @property
    def sentence(self) -> str:
        """The example with its keyword."""
        return f"{self.kind.capitalize()} {self.example}"

    def takes(self, text: str) -> bool:
        """Whether a sentence of a feature, without its keyword, is this step."""
        return bool(self.context.parser.is_matching(text))


def known_steps() -> list[KnownStep]:
    """Every step, by area and in the order of its file; those that the project has added come last."""
    names = [*(f"{features.steps.__name__}.{name}" for name in _areas()), *PROJECT.steps]
    return [step for name in names for step in _steps_of(importlib.import_module(name))]


def matching(text: str, kind: str | None = None) -> list[KnownStep]:
    """The steps that take a sentence."""
    return [step for step in known_steps() if kind in (None, step.kind) and step.takes(text)]


def nearest(text: str, kind: str | None = None) -> list[KnownStep]:
    """The steps that read most like a sentence; those of its kind first where they are equally near."""
    wanted = _compared(text)

    def likeness(step: KnownStep) -> tuple[float, bool]:
        return _alike(wanted, _compared(step.example)), step.kind == kind

    return sorted(known_steps(), key=likeness, reverse=True)[:NEAREST]


def nearest_told(kind: str, text: str) -> str:
    """What to write instead of a sentence that no step takes."""
    otherwise = [step for step in matching(text) if step.kind != kind]
    if otherwise:
        return f"It is a step of another kind: {otherwise[0].sentence}"
    lines = [f"  {step.sentence}" for step in nearest(text, kind)]
    own = ["`mock-org steps` lists them all. A step of your own begins so:", indent(snippet(kind, text), "  ")]
    return "\n".join(["The nearest steps are:", *lines, *own])


def without_keyword(text: str) -> tuple[str | None, str]:
    """A line of a feature as the kind of its step, where the keyword tells it, and the sentence."""
    match = re.match(r"\s*(?:(Given|When|Then)|And|But|\*)\s+", text)
    if match is None:
        return None, text.strip()
    return match[1] and match[1].lower(), text[match.end() :].strip()


def _areas() -> list[str]:
    return sorted(found.name for found in pkgutil.iter_modules(features.steps.__path__))


def _steps_of(module: ModuleType) -> Iterator[KnownStep]:
    for value in list(vars(module).values()):
        context = _context(value)
        if context is None or context.type is None:
            continue
        function: Any = context.step_func
        file = Path(inspect.getsourcefile(function) or "")
        line = function.__code__.co_firstlineno
        yield KnownStep(
            kind=context.type,
            pattern=context.parser.name,
            docstring=" ".join((inspect.getdoc(function) or "").split()),
            area=module.__name__.rpartition(".")[2].replace("_", " "),
            place=f"{_short(file)}:{line}",
            context=context,
        )


def _short(file: Path) -> Path:
    """A file as seen from the project, or from where the harness is."""
    roots = [root for root in (PROJECT.root, ROOT) if root is not None and file.is_relative_to(root)]
    return file.relative_to(roots[0]) if roots else file


def _context(value: object) -> StepFunctionContext | None:
    """The step behind what pytest-bdd leaves in a module: a fixture that wraps its marker function."""
    function = getattr(value, "_fixture_function", None)
    return None if function is None else step_function_context_registry.get(function)


def _example(blank: re.Match[str]) -> str:
    name, kind = blank["name"], blank["kind"]
    if kind is not None and kind not in TYPES:
        return str(name)
    return PEOPLE.get(name, EXAMPLES["Name"]) if kind == "Name" else EXAMPLES.get(kind, f'"{name}"')


def _compared(text: str) -> str:
    for pattern, instead in OWN:
        text = pattern.sub(instead, text)
    return text.lower()


def _alike(one: str, other: str) -> float:
    """How alike sentences are: by their letters, and by their words in whatever order."""
    words, others = set(one.split()), set(other.split())
    shared = len(words & others) / max(len(words | others), 1)
    return SequenceMatcher(None, one, other).ratio() + shared
