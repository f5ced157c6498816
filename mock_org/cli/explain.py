"""mock-org explain: why a user sees a record, or does not."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from mock_org.cli.org_option import MEMORY, OrgChoice, org_options

# Where `mock-org serve` is when nothing else is said.
DEFAULT_ORG = "http://127.0.0.1:8080"
# Whether the user sees the record, as exit status; a refusal is 2.
VISIBLE, NOT_VISIBLE = 0, 1


@click.command()
@click.argument("user")
@click.argument("record")
@click.option("--field", help="Also why the user may read or edit this field.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
@org_options
@click.pass_context
def explain(context: click.Context, user: str, record: str, field: str | None, as_json: bool, org: OrgChoice) -> None:
    """Why USER sees RECORD, or does not, and what nearly opens it.

    USER is an id, a username or a name; RECORD an id or "Lead Initech". Exit status: 0 when the user sees the record,
    1 when not, 2 for a refusal. Without options the org at http://127.0.0.1:8080 is asked.
    """
    if not (org.runs or org.projects or org.database != MEMORY):
        org = replace(org, url=DEFAULT_ORG)
    answer = org.json("/explain", user=user, record=record, field=field)
    if as_json:
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        console = Console(soft_wrap=True, highlight=False)
        for line in told(answer):
            console.print(line)
    context.exit(NOT_VISIBLE if answer["access"] == "none" else VISIBLE)


def told(answer: Mapping[str, Any]) -> Iterator[Text]:
    """The answer of the control door as lines: what holds is green, what nearly holds is dim."""
    user, record = answer["user"], answer["record"]
    yield Text(f"{user['name']} ({user['username']}), {record['type']} {record['name']}", style="bold")
    yield Text.assemble("access: ", (answer["access"], "bold red" if answer["access"] == "none" else "bold green"))
    yield from (Text(f"  + {grant['because']}", style="green") for grant in answer["grants"])
    yield from (Text(f"  ! {note}", style="yellow") for note in answer["notes"])
    if answer["misses"]:
        yield Text("nearly:", style="dim")
    yield from (Text(f"  - {miss['because']}", style="dim") for miss in answer["misses"])
    if answer["more_misses"]:
        yield Text(f"  … and {answer['more_misses']} more", style="dim")
    if "field" in answer:
        yield from _field(answer["field"])


def _field(field: Mapping[str, Any]) -> Iterator[Text]:
    words = [word for word in ("readable", "editable") if field[word]]
    yield Text.assemble(f"field {field['name']}: ", (" and ".join(words) or "hidden", "bold"))
    yield from (Text(f"  {reason}", style="dim") for reason in field["because"])
