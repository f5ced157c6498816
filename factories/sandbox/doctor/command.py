"""mock-org doctor --target sandbox: whether a sandbox is ready for scenarios, and what to click where it is not."""

import json
import shutil
import sys
from pathlib import Path

import click
import requests

from factories.refused import Unsafe
from factories.sandbox.connecting import enter
from factories.sandbox.discovery import NotFound
from factories.sandbox.doctor.examination import Examination, examine, of_refused_log_in
from factories.sandbox.settings import SandboxSettings, SettingsRefused
from factories.sandbox.tokens import AppRefused, TokenRefused


@click.command()
@click.option("--env-file", type=click.Path(path_type=Path), help="File of settings; by default .env.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print.")
def doctor(env_file: Path | None, form: str) -> None:
    """Check every prerequisite of scenarios on a sandbox.

    Exit status 1 where one fails, 2 when the sandbox cannot be asked.
    """
    try:
        found = examined(SandboxSettings.read(env_file))
    except (SettingsRefused, NotFound, Unsafe, requests.RequestException) as fault:
        click.echo(f"mock-org: {fault}", err=True)
        sys.exit(2)
    click.echo(json.dumps(found.as_data(), indent=1) if form == "json" else found.as_text(_width()))
    if not found.ready:
        sys.exit(1)


def _width() -> int:
    """Of the terminal; 0 where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def examined(settings: SandboxSettings) -> Examination:
    """Log in and examine. Raises NotFound and Unreachable where no org answers, Unsafe where another one does."""
    try:
        org = enter(settings).client()
    except (TokenRefused, AppRefused) as refusal:
        return of_refused_log_in(settings, refusal)
    try:
        return examine(org, settings)
    finally:
        org.close()
