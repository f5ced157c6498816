"""mock-org clock: read and move the clock of a running org, and tell what ran by itself meanwhile."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

import click

from mock_org.cli.format_option import format_option
from mock_org.cli.org_option import OrgChoice, running_org_options
from mock_org.cli.progress import progress_bar
from mock_org.errors import SetupError

_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_PART = re.compile(r"(\d{1,9})([wdhms])")
# A long way is gone in steps, so that the bar can tell how far it is.
_STEP, _MOST_STEPS = timedelta(days=30), 120
_FORM = format_option("text", "json")
Answer = dict[str, Any]


class _ReadsByDefault(click.Group):
    """Without a command of its own, the options are those of `read`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments."""
        if not args or (args[0].startswith("-") and args[0] != "--help"):
            args = ["read", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_ReadsByDefault)
def clock() -> None:
    """Read the clock of a running org, or move it: what falls due meanwhile runs, in its order."""


@clock.command()
@_FORM
@running_org_options
def read(org: OrgChoice, form: str) -> None:
    """Tell what time it is in the org."""
    answer = org.json("/clock")
    click.echo(json.dumps(answer, indent=1) if form == "json" else _time(answer))


@clock.command()
@click.argument("way")
@_FORM
@running_org_options
def advance(org: OrgChoice, way: str, form: str) -> None:
    """Move the clock forward: 90d, 12h, 30m, 1d12h. Scheduled jobs that fall due run, in their order.

    Exit status 1 when a job failed.
    """
    whole = _duration(way)

    def move(step: timedelta) -> Answer:
        answer: Answer = org.send("POST", "/clock/advance", {"seconds": step.total_seconds()})
        return answer

    _tell(_go(whole, lambda so_far, step: move(step)), form)


@clock.command(name="set")
@click.argument("instant")
@click.option("--freeze/--run", default=None, help="Let it stand there, or run on from there; by default as before.")
@_FORM
@running_org_options
def put(org: OrgChoice, instant: str, freeze: bool | None, form: str) -> None:
    """Put the clock to an instant: 2026-01-31T09:00:00Z. On the way forward, scheduled jobs run.

    Exit status 1 when a job failed.
    """
    then, now = _instant(instant), datetime.fromisoformat(org.json("/clock")["now"])

    def move(so_far: timedelta) -> Answer:
        target = then if then <= now else now + so_far
        body: dict[str, object] = {"now": target.isoformat()}
        answer: Answer = org.send("PUT", "/clock", body if freeze is None else body | {"frozen": freeze})
        return answer

    _tell(_go(max(then - now, timedelta()), lambda so_far, step: move(so_far)), form)


def _go(whole: timedelta, move: Callable[[timedelta, timedelta], Answer]) -> Answer:
    """The whole way, step by step; what ran, and the clock at its end."""
    ran: list[Answer] = []
    answer: Answer = {}
    steps = list(_steps(whole))
    with progress_bar() as tell:
        for number, (so_far, step) in enumerate(steps, 1):
            answer = move(so_far, step)
            ran += answer["ran"]
            tell(answer["now"][:10], number, len(steps))
    return answer | {"ran": ran}


def _steps(whole: timedelta) -> Iterator[tuple[timedelta, timedelta]]:
    """How far one is after each step, and how long the step is; at least one, be it none at all."""
    longest, so_far = max(_STEP, whole / _MOST_STEPS), timedelta()
    while True:
        step = min(longest, whole - so_far)
        so_far += step
        yield so_far, step
        if so_far >= whole:
            return


def _tell(answer: Answer, form: str) -> None:
    if form == "json":
        click.echo(json.dumps(answer, indent=1))
    else:
        for _, alike in groupby(answer["ran"], key=itemgetter("label", "failed", "said")):
            click.echo(_line(list(alike)))
        click.echo(_time(answer))
    if any(run["failed"] for run in answer["ran"]):
        sys.exit(1)


def _line(alike: list[Answer]) -> str:
    """Runs of one job, one after the other, that did the same."""
    first, last = alike[0], alike[-1]
    when = _minute(first["at"]) + (f" to {_minute(last['at'])}, {len(alike)} times" if len(alike) > 1 else "")
    said = f": {first['said']}" if first["said"] else ""
    return f"{when}  {'FAILED ' if first['failed'] else ''}{first['label']}{said}"


def _time(answer: Answer) -> str:
    return f"It is {answer['now']} in the org; the clock {'stands still' if answer['frozen'] else 'runs'}."


def _minute(instant: str) -> str:
    return instant[:16].replace("T", " ") + "Z"


def _duration(text: str) -> timedelta:
    parts = _PART.findall(text)
    if not parts or "".join(map("".join, parts)) != text:
        raise SetupError(f"{text}: not a way forward; write 90d, 12h, 30m, 10s, 2w or 1d12h")
    try:
        return timedelta(**_added(parts))
    except OverflowError as fault:
        raise SetupError(f"{text}: that is beyond the calendar") from fault


def _added(parts: list[tuple[str, str]]) -> dict[str, float]:
    """By unit, how many; a unit that is named twice counts twice."""
    return {name: sum(int(n) for n, letter in parts if letter == unit) for unit, name in _UNITS.items()}


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as fault:
        raise SetupError(f"{text}: not an instant; write 2026-01-31T09:00:00Z") from fault
