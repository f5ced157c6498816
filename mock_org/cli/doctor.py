"""mock-org doctor: whether licences, users, roles, groups and shares of an org fit together."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from mock_org.audit.doctor import CHECKS, examine
from mock_org.cli.format_option import format_option
from mock_org.cli.harness import harness_command
from mock_org.cli.org_option import OrgChoice, org_options
from mock_org.cli.rest_query import RestQuery
from mock_org.errors import SetupError


@click.command()
@click.option(
    "--target",
    type=click.Choice(["mock", "sandbox"]),
    default="mock",
    help="sandbox: look whether the one that .env or --env-file names is ready for scenarios.",
)
@click.option("--env-file", type=click.Path(path_type=Path), help="With --target sandbox: its settings; else .env.")
@click.option(
    "--session-id",
    envvar="SF_ACCESS_TOKEN",
    help="With --org: look at any Salesforce org, a sandbox too, by its REST API with this session id.",
)
@format_option("text", "json")
@org_options
def doctor(org: OrgChoice, target: str, env_file: Path | None, session_id: str | None, form: str) -> None:
    """Look for seats, portal users, roles, groups, shares and assignments that do not fit together.

    Exit status 1 when there are findings, 2 when the org cannot be asked.
    """
    if target == "sandbox":
        if org != OrgChoice() or session_id:
            raise SetupError("--target sandbox takes --env-file and --format only: the settings say which org it is")
        click.get_current_context().invoke(harness_command("doctor.sandbox"), env_file=env_file, form=form)
        return
    if env_file:
        raise SetupError("--env-file goes with --target sandbox")
    found = _examined(org, session_id)
    click.echo(json.dumps(found, indent=1) if form == "json" else as_text(found))
    if not found["sound"]:
        sys.exit(1)


def _examined(org: OrgChoice, session_id: str | None) -> Mapping[str, Any]:
    if not session_id or org.url is None:
        found: Mapping[str, Any] = org.json("/doctor")
        return found
    made = examine(RestQuery(org.url, session_id, org.ca))
    if not made.checked:
        raise SetupError(*(f"{name}: {why}" for name, why in made.skipped.items()))
    return made.as_data()


def as_text(found: Mapping[str, Any]) -> str:
    """Two lines a finding, a line for what could not be looked at, and the sum."""
    lines = []
    for each in found["findings"]:
        lines += [f"{each['check']}: {each['says']}", f"    {each['advice']}"]
    lines += [f"{name}: not looked at, the org refuses the query ({why})." for name, why in found["skipped"].items()]
    number, checked = len(found["findings"]), len(found["checked"])
    sum_of = "No findings" if not number else f"{number} finding{'' if number == 1 else 's'}"
    return "\n".join([*lines, f"{sum_of}; {checked} of {len(CHECKS)} checks."])
