"""mock-org leaks: what partners can reach that belongs to other partners."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from mock_org.audit.leak_report import FORMS, as_data
from mock_org.audit.leaks import find_leaks
from mock_org.cli.format_option import format_option
from mock_org.cli.org_option import OrgChoice, org_options

_FILE = click.Path(dir_okay=False, path_type=Path)
Finding = Mapping[str, Any]
# What makes the command fail, of the findings that are not allowed.
FAILS: dict[str, Callable[[Finding], bool]] = {
    "any": lambda finding: True,
    "edit": lambda finding: finding["level"] in ("edit", "all"),
    "records": lambda finding: "records" in finding,
    "never": lambda finding: False,
}


@click.command()
@format_option("text", "html", "json", "markdown")
@click.option("--out", type=_FILE, help="Write it to a file instead.")
@click.option("--object", "objects", multiple=True, help="Only records of this object; may be given several times.")
@click.option(
    "--fail-on",
    type=click.Choice(list(FAILS)),
    default="any",
    show_default=True,
    help="Which findings that are not allowed end in exit status 1: any, those that let edit, those on records.",
)
@org_options
def leaks(org: OrgChoice, form: str, out: Path | None, objects: tuple[str, ...], fail_on: str) -> None:
    """Tell what partners can see or edit that belongs to other partners, and which rule is to blame."""
    data = _found(org, objects)
    text = json.dumps(data, indent=1) if form == "json" else FORMS[form](data)
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        click.echo(text.rstrip("\n"))
    findings = [*data["leaks"], *data["configuration"]]
    if any(FAILS[fail_on](finding) for finding in findings if finding["allowed"] is None):
        sys.exit(1)


def _found(org: OrgChoice, objects: tuple[str, ...]) -> Finding:
    if org.runs:
        found: Finding = org.json("/leaks", object=objects or None)
        return found
    with org.built() as built:
        return as_data(find_leaks(built.org.security, objects, _progress))


def _progress(words: str, done: int, total: int) -> None:
    """One line on a terminal, rewritten."""
    if sys.stderr.isatty() and total and (done % 50 == 0 or done + 1 == total):
        click.echo(f"\r{words}: {done + 1:,} of {total:,}\033[K", nl=done + 1 == total, err=True)
