"""Writes the parts of README and docs that the code knows better: between `<!-- begin: NAME -->` and `<!-- end -->`.

Usage: python docs/generate.py [--check]. With --check nothing is written; a part that is not up to date is an error.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from inspect import getdoc
from itertools import groupby
from pathlib import Path

import against_salesforce
import assumptions
import click
from flask import Flask

from features.catalogue import KnownStep, known_steps
from mock_org.app import Built, create_app, create_org
from mock_org.cli import main as mock_org_command
from mock_org.schema.load import load_standard
from mock_org.settings import Settings

ROOT = Path(__file__).parent.parent
PART = re.compile(r"(<!-- begin: (?P<name>[a-z-]+) -->\n)(?P<text>.*?)(<!-- end -->)", re.DOTALL)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    lines = [list(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def first_line(thing: object) -> str:
    """The first sentence of a docstring, in one line."""
    return " ".join((getdoc(thing) or "").split("\n\n")[0].split())


def options(name: str) -> Callable[[], str]:
    """The options of a command."""

    def part() -> str:
        command = mock_org_command.commands[name]
        context = click.Context(command)
        rows = [option.get_help_record(context) for option in command.params if isinstance(option, click.Option)]
        return table(("option", "what it does"), ([f"`{row[0]}`", row[1]] for row in rows if row))

    return part


def settings() -> str:
    """Every setting of an org with its default."""
    rows = (
        (f"`{name}`", f"`{field.get_default(call_default_factory=True)!r}`", str(field.description))
        for name, field in Settings.model_fields.items()
    )
    return table(("setting", "default", "what it means"), rows)


def assumed_settings() -> str:
    """The settings that decide what no source settles."""
    return table(("setting", "default", "what it means"), assumptions.settings())


def assumed_in_code() -> str:
    """What else is assumed, and where."""
    return table(("where", "what"), ((f"`{file}`", told) for file, told in assumptions.in_code()))


def routes(*prefixes: str) -> Callable[[], str]:
    """Methods and paths of the endpoints under these prefixes, with what each is for."""

    def part() -> str:
        rows = sorted(set(_endpoints(_app(), prefixes)))
        return table(("method", "path", "what it does"), ((method, f"`{path}`", text) for path, method, text in rows))

    return part


@cache
def _built() -> Built:
    return create_org()


@cache
def _app() -> Flask:
    return create_app(_built())


def _endpoints(app: Flask, prefixes: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(prefixes) and "<path:" not in rule.rule:
            path = re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", r"{\1}", rule.rule)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield path, method, first_line(app.view_functions[rule.endpoint])


def sobjects() -> str:
    """The standard sObjects."""
    return ", ".join(f"`{sobject.name}`" for sobject in sorted(load_standard(), key=lambda one: one.name)) + ".\n"


def coverage_resources() -> str:
    """Every resource of Salesforce's guides, by area, and whether it is here."""
    rows = list(against_salesforce.resources(_app(), _built().admin.session_id))
    areas = dict.fromkeys(row[0] for row in rows)
    parts = (
        f"### {area}\n\n{table(('resource', 'method and path', 'state'), (r[1:] for r in rows if r[0] == area))}"
        for area in areas
    )
    return against_salesforce.summary(rows, 3) + "\n".join(parts)


def coverage_soql() -> str:
    """Everything of SOQL."""
    rows = list(against_salesforce.soql())
    return against_salesforce.summary(rows, 2) + table(("area", "what", "state or error", "note"), rows)


def coverage_sosl() -> str:
    """Everything of SOSL."""
    rows = list(against_salesforce.sosl())
    return against_salesforce.summary(rows, 1) + table(("what", "state", "note"), rows)


def coverage_errors() -> str:
    """Every error code."""
    rows = list(against_salesforce.error_codes())
    return against_salesforce.summary(rows, 1) + table(("code", "state"), rows)


def steps() -> str:
    """The Gherkin steps, by file, with what each does."""
    areas = groupby(known_steps(), key=lambda step: step.area)
    return "\n".join(f"### {area}\n\n{''.join(map(_step, found))}" for area, found in areas)


def _step(step: KnownStep) -> str:
    return f"- *{step.kind.capitalize()}* {step.example}: {step.docstring}\n"


def coverage_summary() -> str:
    """In a few lines: how much of each list is there, and the names of what is not."""
    resources = list(against_salesforce.resources(_app(), _built().admin.session_id))
    soql, sosl = list(against_salesforce.soql()), list(against_salesforce.sosl())
    return "".join(
        against_salesforce.missing(title, rows, name, state)
        for title, rows, name, state in (
            ("resources", resources, 1, 3),
            ("parts of SOQL", soql, 1, 2),
            ("parts of SOSL", sosl, 0, 1),
        )
    )


PARTS: dict[str, Callable[[], str]] = {
    **{f"{name}-options": options(name) for name in mock_org_command.commands},
    "assumed-settings": assumed_settings,
    "assumed-in-code": assumed_in_code,
    "settings": settings,
    "rest-endpoints": routes("/services/", "/id/", "/secur/frontdoor"),
    "control-doors": routes("/_mock/"),
    "sobjects": sobjects,
    "coverage-summary": coverage_summary,
    "coverage-resources": coverage_resources,
    "coverage-soql": coverage_soql,
    "coverage-sosl": coverage_sosl,
    "coverage-errors": coverage_errors,
    "steps": steps,
}


def renewed(text: str) -> str:
    """A document with its generated parts made anew."""
    return PART.sub(lambda part: f"{part[1]}{PARTS[part['name']]()}{part[4]}", text)


def main(check: bool) -> int:
    """Writes all documents, or names those that are not up to date."""
    stale = []
    for file in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        text = file.read_text(encoding="utf-8")
        new = renewed(text)
        if new != text:
            stale.append(file.relative_to(ROOT))
            if not check:
                file.write_text(new, encoding="utf-8")
    for file in stale:
        print(f"{file}: " + ("not up to date; `make docs` writes it again" if check else "written"))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
