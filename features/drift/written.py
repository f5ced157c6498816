"""New contract cases: each request that the mock answers otherwise, with the org's masked answer, as JSON."""

from collections.abc import Iterable
from pathlib import Path

from features.drift.finding import Finding


def write_cases(folder: Path, found: Iterable[Finding]) -> list[Path]:
    """Write a file for each case that differs, into a folder that is made; those files."""
    files = []
    for each in found:
        if not each.differences or each.org is None:
            continue
        folder.mkdir(parents=True, exist_ok=True)
        case = each.case.model_copy(update={"recorded": each.org})
        file = folder / f"{case.id}.json"
        file.write_text(case.model_dump_json(indent=1, exclude_defaults=True) + "\n", encoding="utf-8")
        files.append(file)
    return files
