"""mock-org cleanup: undo on an org what runs have left there that were killed before they could."""

from contextlib import closing
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from factories.refused import NotSent, Refused
from factories.sandbox.cleanup.journals import Report, clean_up, journals_of, plan, run_of
from factories.sandbox.connecting import enter
from factories.sandbox.discovery import NotFound
from factories.sandbox.settings import SandboxSettings, SettingsRefused
from factories.undo import Watch


@click.command()
@click.option("--run", "runs", metavar="ID", multiple=True, help="Clean up after this run; may be given several times.")
@click.option("--all", "every", is_flag=True, help="Clean up after all runs that have left a journal.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option(
    "--env-file", type=click.Path(dir_okay=False, path_type=Path), help="File with the MOCK_ORG_SANDBOX_… settings."
)
def cleanup(runs: tuple[str, ...], every: bool, dry_run: bool, env_file: Path | None) -> None:
    """Undo on a sandbox what killed runs have left there: users, records, leases of accounts.

    Ends with status 1 if something stays active.
    """
    if bool(runs) == every:
        raise click.UsageError("say --run ID for one run, or --all")
    try:
        settings = SandboxSettings.read(env_file)
        journals = _found(settings.state_dir, runs)
        active = _clean(journals, settings, dry_run) if journals else 0
    except (SettingsRefused, NotFound, Refused, NotSent) as refusal:
        raise click.ClickException(str(refusal)) from None
    if not journals:
        click.echo(f"There is no journal in {settings.state_dir}: no run has left anything.")
    raise SystemExit(1 if active else 0)


def _found(folder: Path, runs: tuple[str, ...]) -> list[Path]:
    """The journals that are meant. Raises ClickException for a run that has none."""
    there = {run_of(each) for each in journals_of(folder)}
    unknown = [run for run in runs if run not in there]
    if unknown:
        known = f"there are {', '.join(sorted(there))}" if there else "there is none at all"
        raise click.ClickException(f"{folder} has no journal of run {', '.join(unknown)}; {known}")
    return journals_of(folder, runs)


def _clean(journals: list[Path], settings: SandboxSettings, dry_run: bool) -> int:
    """Clean up after each run; how much stays active."""
    console = Console()
    with closing(enter(settings).client()) as admin:
        [organization] = admin.query("SELECT Id FROM Organization")
        if dry_run:
            return sum(_tell(console, path, plan(path, admin, organization.Id)) for path in journals)
        active = 0
        for path in journals:
            with _progress(console) as progress:
                watch = _watch(progress, progress.add_task(path.stem, what=""))
                report = clean_up(path, admin, organization.Id, watch)
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
    console.print(f"Run {path.stem}: {report.undone} of {report.undone + len(report.active)} undone.", highlight=False)
    for sentence in report.told:
        console.print(f"  {sentence}", highlight=False, markup=False, soft_wrap=True)
    for sentence in report.active:
        console.print(f"  STILL ACTIVE: {sentence}", highlight=False, markup=False, soft_wrap=True)
    return len(report.active)
