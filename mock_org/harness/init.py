"""`mock-org init`: a folder for scenarios of one's own, with the words that an SFDX project suggests."""

import os
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import click

from mock_org.harness.sfdx import Found, NoProject, look_through

SKELETON = {
    "pytest.ini": "pytest.ini",
    "conftest.py": "conftest.txt",
    "scenarios.toml": "scenarios.toml",
    "scenarios/first.feature": "first.feature",
    "scenarios/test_scenarios.py": "test_scenarios.txt",
    "requirements.txt": "requirements.txt",
    ".gitignore": "gitignore",
}
"""What is written, by the name of its text in this package's folder skeleton."""


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option("--project", type=click.Path(file_okay=False, path_type=Path),
              help="SFDX folder of your org; without it the scenarios run on the starter org.")  # fmt: skip
def init(folder: Path, project: Path | None) -> None:
    """Begin a project of scenarios in FOLDER, by default here.

    Nothing that is there is written over.
    """
    taken = [name for name in SKELETON if (folder / name).exists()]
    if taken:
        raise click.ClickException(f"{folder / taken[0]} is there already: name another folder, nothing was written")
    try:
        found = look_through(project) if project else None
    except NoProject as refusal:
        raise click.ClickException(str(refusal)) from None
    words = _words(found, os.path.relpath(project, folder) if project else "starter")
    for name, text in SKELETON.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_text(text).format_map(words), encoding="utf-8")
        click.echo(f"{target}: written")
    there = f"cd {folder} && " if folder != Path() else ""
    click.echo(
        f"Next: {there}pytest --driver api; then open build/report.html, and see what can be said: mock-org steps"
    )


def _words(found: Found | None, project: str) -> dict[str, str]:
    """What stands in the blanks of the skeleton."""
    kind = found.kinds[0] if found is not None and found.kinds else None
    return {
        "project": f'"{project}"' if " " in project else project,
        "program": found.program if found is not None else "# The names of the starter org hold.",
        "kinds": found.kinds_told if found is not None else "",
        "word": kind.word if kind else "lead",
        "version": version("mock-org"),
    }


def _text(name: str) -> str:
    return (files("mock_org.harness") / "skeleton" / name).read_text(encoding="utf-8")
