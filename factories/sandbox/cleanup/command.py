"""mock-org cleanup: undo on an org what runs have left there that were killed before they could."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import click
import requests
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from factories.journal import Head
from factories.org import OrgClient
from factories.refused import NotSent, Refused
from factories.sandbox.cleanup.by_name import SHORTEST_RUN, Trace
from factories.sandbox.cleanup.journals import Report, clean_up, journals_of, plan, plan_by_name, run_of, write_anew
from factories.sandbox.connecting import enter
from factories.sandbox.discovery import NotFound
from factories.sandbox.settings import SandboxSettings, SettingsRefused
from factories.undo import Watch


@click.command()
@click.option("--run", "runs", metavar="ID", multiple=True, help="Clean up after this run; may be given several times.")
@click.option("--all", "every", is_flag=True, help="Clean up after all runs that have left a journal.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option(
    "--by-name", is_flag=True, help="With --run and --since: find by its names what a run without journal made."
)
@click.option("--since", metavar="INSTANT", help="With --by-name: when the run began, as 2026-11-22T14:00Z.")
@click.option("--yes", is_flag=True, help="With --by-name: do not ask before it is undone.")
@click.option(
    "--env-file", type=click.Path(dir_okay=False, path_type=Path), help="File with the MOCK_ORG_SANDBOX_… settings."
)
def cleanup(
    runs: tuple[str, ...],
    every: bool,
    dry_run: bool,
    by_name: bool,
    since: str | None,
    yes: bool,
    env_file: Path | None,
) -> None:
    """Undo on a sandbox what killed runs have left there: users, records, leases of accounts.

    Ends with status 1 if something stays active.
    """
    if bool(runs) == every:
        raise click.UsageError("say --run ID for one run, or --all")
    trace = _trace(runs, since) if by_name else None
    if trace is None and (since or yes):
        raise click.UsageError("--since and --yes go with --by-name")
    try:
        settings = SandboxSettings.read(env_file)
        active = _by_name(trace, settings, dry_run, yes) if trace else _by_journal(runs, settings, dry_run)
    except (SettingsRefused, NotFound, Refused, NotSent, requests.RequestException) as refusal:
        raise click.ClickException(str(refusal)) from None
    raise SystemExit(1 if active else 0)


def _trace(runs: tuple[str, ...], since: str | None) -> Trace:
    """What --by-name is to look for. Raises UsageError."""
    if len(runs) != 1 or not since:
        raise click.UsageError("--by-name takes one --run ID, and --since with the instant at which the run began")
    if len(runs[0]) < SHORTEST_RUN or not runs[0].isalnum():
        raise click.UsageError(f"--run {runs[0]}: by ids shorter than {SHORTEST_RUN} letters nothing is told apart")
    try:
        instant = datetime.fromisoformat(since)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise click.UsageError(f"--since {since}: an instant with its zone is needed, as 2026-11-22T14:00Z")
    return Trace(runs[0], instant)


def _by_journal(runs: tuple[str, ...], settings: SandboxSettings, dry_run: bool) -> int:
    """Clean up after each run; how much stays active."""
    journals = _found(settings.state_dir, runs)
    if not journals:
        click.echo(f"There is no journal in {settings.state_dir}: no run has left anything.")
        return 0
    with _administrator(settings) as (admin, org_id):
        return _clean(journals, admin, org_id, dry_run=dry_run)


def _found(folder: Path, runs: tuple[str, ...]) -> list[Path]:
    """The journals that are meant. Raises ClickException for a run that has none."""
    there = {run_of(each) for each in journals_of(folder)}
    unknown = [run for run in runs if run not in there]
    if unknown:
        known = f"there are {', '.join(sorted(there))}" if there else "there is none at all"
        raise click.ClickException(
            f"{folder} has no journal of run {', '.join(unknown)}; {known}. If its machine is gone, what it has made "
            "is found by its names: --by-name --since INSTANT"
        )
    return journals_of(folder, runs)


def _by_name(trace: Trace, settings: SandboxSettings, dry_run: bool, yes: bool) -> int:
    """List what the run has made, ask, and undo it by a journal written anew; how much stays active."""
    if journals_of(settings.state_dir, [trace.run]):
        raise click.ClickException(f"{settings.state_dir} has a journal of run {trace.run}: leave --by-name out")
    with _administrator(settings) as (admin, org_id):
        entries, told = plan_by_name(admin, trace, settings.owner or "")
        place = admin.connection.instance_url
        if not entries:
            click.echo(f"{place} has nothing of run {trace.run} since {trace.since.isoformat()}.")
            return 0
        click.echo(f"Of run {trace.run}, by its names and by who has made it, on {place}:")
        click.echo("\n".join(f"  {sentence}" for sentence in told))
        click.echo("Shares go with what they share. If the run still goes on on another machine, leave it alone.")
        if dry_run:
            return 0
        if not yes:
            click.confirm(f"Undo these {len(entries)}?", abort=True)
        path = settings.state_dir / f"{trace.run}.jsonl"
        write_anew(path, Head(trace.run, org_id, place), entries)
        return _clean([path], admin, org_id, dry_run=False)


@contextmanager
def _administrator(settings: SandboxSettings) -> Iterator[tuple[OrgClient, str]]:
    """The administrator's client, and which org it is."""
    with closing(enter(settings).client()) as admin:
        [organization] = admin.query("SELECT Id FROM Organization")
        yield admin, organization.Id


def _clean(journals: list[Path], admin: OrgClient, org_id: str, *, dry_run: bool) -> int:
    console = Console()
    active = 0
    for path in journals:
        if dry_run:
            report = plan(path, admin, org_id)
        else:
            with _progress(console) as progress:
                report = clean_up(path, admin, org_id, _watch(progress, progress.add_task(path.stem, what="")))
        active += _tell(console, path, report)
    return active


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.fields[what]}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _watch(progress: Progress, task: TaskID) -> Watch:
    def told(what: str, done: int, total: int) -> None:
        progress.update(task, completed=done, total=total, what=what)

    return told


def _tell(console: Console, path: Path, report: Report) -> int:
    """Say what stays and why."""
    if report.planned:
        console.print(f"Run {path.stem}: nothing is done, this is a dry run.", highlight=False)
    else:
        total = report.undone + len(report.active)
        told = f"{report.undone} of {total} undone" if total else "nothing of it was active any more"
        console.print(f"Run {path.stem}: {told}.", highlight=False)
    for sentence in report.told:
        console.print(f"  {sentence}", highlight=False, markup=False, soft_wrap=True)
    for sentence in report.active:
        console.print(f"  STILL ACTIVE: {sentence}", highlight=False, markup=False, soft_wrap=True)
    return len(report.active)
