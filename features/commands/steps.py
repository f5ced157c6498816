"""`mock-org steps`: the steps that there are, the nearest to a sentence, and what editors need to know of them."""

import sys
from itertools import groupby
from pathlib import Path

import click

from features.catalogue import KnownStep, known_steps, matching, nearest, without_keyword
from features.editors import glue, snippets
from features.project import PROJECT
from features.snippet import snippet


@click.command()
@click.argument("text", required=False)
@click.option("--snippets", "snippets_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the steps as snippets for VS Code (a *.code-snippets file).")  # fmt: skip
@click.option("--glue", "glue_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the steps as a file for `cucumber.glue` of the Cucumber extension.")  # fmt: skip
@click.pass_context
def steps(ctx: click.Context, text: str | None, snippets_file: Path | None, glue_file: Path | None) -> None:
    """List every step that a scenario can say, with what it does.

    With TEXT, a line of a feature: the step that takes it, or those that come nearest and exit status 1.
    """
    if PROJECT.root is not None:
        sys.path.insert(0, str(PROJECT.root))
    for file, written in ((snippets_file, snippets), (glue_file, glue)):
        if file is not None:
            write(file, written(known_steps()))
    if text is not None:
        ctx.exit(0 if told_of(text) else 1)
    if snippets_file is None and glue_file is None:
        for area, known in groupby(known_steps(), key=lambda step: step.area):
            click.echo(f"{area}\n{'-' * len(area)}")
            click.echo("\n".join(lines_of(step) for step in known) + "\n")


def told_of(text: str) -> bool:
    """Print the step that takes a line of a feature, or the nearest; whether there is one."""
    kind, sentence = without_keyword(text)
    if not sentence:
        raise click.UsageError('an empty text is no step; write one, e.g. mock-org steps "Ann logs in"')
    found = matching(sentence, kind)
    if found:
        click.echo("\n".join(lines_of(step) for step in found))
        return True
    otherwise = matching(sentence)
    click.echo(f"No {f'{kind.capitalize()} ' if kind else ''}step takes: {sentence}", err=True)
    click.echo("A step of another kind does:" if otherwise else "The nearest are:", err=True)
    click.echo("\n".join(lines_of(step) for step in otherwise or nearest(sentence, kind)))
    if not otherwise:
        click.echo(f"\nA step of your own begins so:\n\n{snippet(kind or 'given', sentence)}")
    return False


def lines_of(step: KnownStep) -> str:
    """A step with what it does, and where it is."""
    return f"{step.sentence}\n    {step.docstring}  ({step.place})"


def write(file: Path, text: str) -> None:
    """Write a file, and say so."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    click.echo(f"{file}: written")
