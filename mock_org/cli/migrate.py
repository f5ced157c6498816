"""mock-org migrate: from the Classic partner portal to a site."""

import json
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from mock_org.cli.format_option import format_option
from mock_org.cli.org_option import OrgChoice, org_options
from mock_org.cli.progress import progress_bar
from mock_org.errors import SetupError

# How many users are moved between two looks at the bar.
AT_ONCE = 10
_FILE = click.Path(dir_okay=False, exists=True, path_type=Path)
_MAPPING = click.option("--mapping", "file", type=_FILE, help="TOML: site, license, [profiles], [permission_sets].")
_FORM = format_option("text", "json")


@click.group()
def migrate() -> None:
    """Move partner users from the Classic partner portal to a site."""


@migrate.command()
@_MAPPING
@_FORM
@org_options
def plan(org: OrgChoice, file: Path | None, form: str) -> None:
    """Tell what run would do: which profile becomes which, who moves, what fails, who gains or loses. Nothing changes.

    Exit status 1 when something would fail, or somebody would see or do more or less.
    """
    found = org.send("POST", "/migration/plan", {"mapping": _mapping(file)})
    headings = {"profiles": "Profiles", "moved": "Would move", "failed": "Would fail", "stays": "Stays behind"}
    parts = [(words, found[key]) for key, words in headings.items()]
    _tell(found, form, [*parts, ("Would gain or lose", [each["says"] for each in found["access"]])])
    if found["failed"] or found["access"]:
        sys.exit(1)


@migrate.command()
@_MAPPING
@click.option("--together", is_flag=True, help="All users or, where one is refused, none.")
@_FORM
@org_options
def run(org: OrgChoice, file: Path | None, together: bool, form: str) -> None:
    """Move the active users of the old licences; begin again where an earlier run has ended.

    Exit status 1 when somebody could not be moved.
    """
    _lasting(org)
    asked: dict[str, object] = {"mapping": _mapping(file), "together": together}
    done = org.send("POST", "/migration/run", asked) if together or not org.runs else _in_steps(org, asked)
    headings = {"profiles": "Profiles", "moved": "Moved", "failed": "Failed", "stays": "Stays behind"}
    _tell(done, form, [(words, done[key]) for key, words in headings.items()])
    if done["failed"]:
        sys.exit(1)


@migrate.command()
@_FORM
@org_options
def check(org: OrgChoice, form: str) -> None:
    """Tell who sees or may do more or less than before the first user was moved.

    Exit status 1 when somebody does.
    """
    found = org.json("/migration/check")
    said = [each["says"] for each in found["differences"]]
    _tell(found, form, [("", said or ["Nobody sees or may do more or less than before."])])
    if said:
        sys.exit(1)


@migrate.command("switch-off")
@click.option("--force", is_flag=True, help="Although active users have no other place to log in.")
@_FORM
@org_options
def switch_off(org: OrgChoice, force: bool, form: str) -> None:
    """Let nobody log in at the old portal any more."""
    _lasting(org)
    done = org.send("POST", "/migration/switch-off", {"force": force})
    number = done["sessions_ended"]
    ended = f"{number} session{'' if number == 1 else 's'} ended"
    _tell(done, form, [("", [f"The Classic partner portal is switched off; {ended}."])])


def _in_steps(org: OrgChoice, asked: dict[str, object]) -> dict[str, Any]:
    """Move a few at a time until nobody is left who can be moved."""
    whole: dict[str, Any] = {"profiles": [], "moved": [], "failed": [], "stays": [], "left": 0}
    with progress_bar() as tell:
        while True:
            done = org.send("POST", "/migration/run", {**asked, "most": AT_ONCE + len(whole["failed"])})
            for key in ("profiles", "moved", "stays"):
                whole[key] += [each for each in done[key] if each not in whole[key]]
            whole |= {"failed": done["failed"], "left": done["left"]}
            tell("users", len(whole["moved"]), len(whole["moved"]) + done["left"])
            if not done["moved"] or done["left"] == len(done["failed"]):
                return whole


def _lasting(org: OrgChoice) -> None:
    if not org.runs and org.database == "sqlite://":
        raise SetupError("name the org to change: --org of one that runs, or --database of one that does not")


def _mapping(file: Path | None) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8")) if file else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SetupError(f"{file}: {fault}") from fault


def _tell(answer: dict[str, Any], form: str, parts: Iterable[tuple[str, list[str]]]) -> None:
    if form == "json":
        click.echo(json.dumps(answer, indent=1))
        return
    for heading, lines in parts:
        if heading and lines:
            click.echo(f"{heading}:")
        for line in lines:
            click.echo(f"  {line}" if heading else line)
