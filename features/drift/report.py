"""The report of a comparison: Markdown for a review, HTML for people, the same words in both."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from features.drift.finding import Finding

STATES = ("differs", "accepted", "same", "not played")


def state(found: Finding) -> str:
    """One of STATES."""
    if found.not_played:
        return "not played"
    return "differs" if found.differences else "accepted" if found.known else "same"


def summary(found: Sequence[Finding]) -> str:
    """How many cases there are of each state, in one line."""
    counts = Counter(map(state, found))
    return f"{len(found)} requests: " + ", ".join(f"{counts[each]} {each}" for each in STATES if counts[each])


def write_report(folder: Path, found: Sequence[Finding], about: str) -> list[Path]:
    """Write report.md and report.html into a folder that is made.

    about: what was compared with what, in a sentence.
    """
    folder.mkdir(parents=True, exist_ok=True)
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=lambda name: bool(name) and str(name).endswith(".html"),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    areas = sorted({each.case.area for each in found})
    counts = {area: Counter(state(each) for each in found if each.case.area == area) for area in areas}
    told = {
        "about": about,
        "summary": summary(found),
        "states": STATES,
        "counts": counts,
        "differs": [each for each in found if state(each) == "differs"],
        "accepted": [each for each in found if each.known],
        "not_played": [each for each in found if each.not_played],
        "stays": [(each.case.id, said) for each in found for said in each.stays],
    }
    files = [folder / "report.md", folder / "report.html"]
    for file in files:
        file.write_text(templates.get_template(file.name).render(told), encoding="utf-8")
    return files
