"""Usage: python -m features.living [--results build/cucumber.json] [--output build/features.html]."""

from datetime import datetime
from pathlib import Path

import click
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import features
from features.living.book import Book, slug
from features.report import page

HERE = Path(__file__).parent
FOLDER = Path(features.__file__).parent


@click.command()
@click.option("--results", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Cucumber JSON of a run, whose results the page shows; none where it is not there.")  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), default=Path("build/features.html"),
              show_default=True, metavar="FILE")  # fmt: skip
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=FOLDER)
def living(folder: Path, results: Path | None, output: Path) -> None:
    """Write one page of all features."""
    found = results if results and results.is_file() else None
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(written(Book(folder, found), found), encoding="utf-8")
    click.echo(f"{output}: written" + ("" if found else ", without results of a run"))


def written(book: Book, results: Path | None = None) -> str:
    """The page."""
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["slug"] = slug
    of = datetime.fromtimestamp(results.stat().st_mtime).strftime("%Y-%m-%d %H:%M") if results else ""
    styles = [page.HERE / "page.css", HERE / "living.css"]
    scripts = [page.HERE / "scenarios.js", HERE / "living.js"]
    number = sum(len(chapter.all()) for chapter in book.chapters)
    template = environment.get_template("living.html")
    return template.render(book=book, number=number, of=of, style=page.joined(styles), script=page.joined(scripts))


if __name__ == "__main__":
    living()
