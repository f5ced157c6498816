"""mock-org licenses: seats, log-ins and cost of an org's licences."""

import json
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mock_org.audit.license_forms import as_csv
from mock_org.cli.format_option import format_option
from mock_org.cli.org_option import OrgChoice, org_options

_FILE = click.Path(dir_okay=False, path_type=Path)
_WIDTH = 160
Data = Mapping[str, Any]


@click.command()
@format_option("text", "csv", "json", told="What to print: tables, a line a licence and month, or everything.")
@click.option("--months", type=click.IntRange(1, 120), default=6, show_default=True, help="How many months to tell.")
@click.option("--out", type=_FILE, help="Write it to a file instead.")
@org_options
def licenses(org: OrgChoice, form: str, months: int, out: Path | None) -> None:
    """Tell how many seats and log-ins of each licence are used, what they cost, and what would cost less."""
    text = FORMS[form](org.json("/licenses", months=months))
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        click.echo(text.rstrip("\n"))


def as_text(data: Data) -> str:
    """Tables of licences, months and permission set licences, and the sentences of what would cost less."""
    console = Console(file=StringIO(), width=_WIDTH)
    console.print(_licenses(data))
    if any(len(use["months"]) > 1 for use in data["licenses"]):
        console.print(_months(data))
    if data["permission_set_licenses"]:
        console.print(_sets(data))
    for sentence in data["what_if"]:
        console.print(Text(sentence))
    assert isinstance(console.file, StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"


def _licenses(data: Data) -> Table:
    heads = ("License", "Status", "Total", "Used", "Remaining", "Log-ins", "of", "Billable", f"Cost {data['currency']}")
    table = _table(f"User Licenses, {data['month']}", heads, texts=2)
    for use in data["licenses"]:
        now, charged = use["months"][-1], use["entitlement"]
        log_ins = (now["log_ins"], charged, now["user_days"]) if charged is not None else ("", "", "")
        table.add_row(*map(_cell, (use["name"], use["status"], now["total"], now["used"], use["remaining"], *log_ins)),
                      _money(now["cost"]))  # fmt: skip
    return table


def _months(data: Data) -> Table:
    heads = ("License", "Month", "Total", "Used", "Log-ins", "Billable", "Users", f"Cost {data['currency']}")
    table = _table("By month", heads, texts=2)
    for use in data["licenses"]:
        for month in use["months"] if len(use["months"]) > 1 and any(m["log_ins"] for m in use["months"]) else ():
            counts = (month[name] for name in ("total", "used", "log_ins", "user_days", "users"))
            table.add_row(*map(_cell, (use["name"], month["month"], *counts)), _money(month["cost"]))
    return table


def _sets(data: Data) -> Table:
    table = _table("Permission Set Licenses", ("License", "Status", "Total", "Used", "Remaining", "Expires"), texts=2)
    for each in data["permission_set_licenses"]:
        names = ("name", "status", "total", "used", "remaining", "expires")
        table.add_row(*(_cell(each[name]) for name in names))
    return table


def _table(title: str, heads: tuple[str, ...], texts: int) -> Table:
    table = Table(title=title, title_justify="left")
    for number, head in enumerate(heads):
        table.add_column(head, justify="left" if number < texts else "right")
    return table


def _cell(value: object) -> Text:
    return Text("" if value is None else f"{value:,}" if isinstance(value, int) else str(value))


def _money(value: float | None) -> Text:
    return Text("" if value is None else f"{value:,.2f}")


FORMS: dict[str, Callable[[Data], str]] = {
    "text": as_text,
    "csv": as_csv,
    "json": lambda data: json.dumps(data, indent=1),
}
