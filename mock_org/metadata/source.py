"""The metadata files of SFDX projects: which folders hold them, what each file declares by its name."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from mock_org.metadata.findings import Findings, Place

PROJECT_FILE = "sfdx-project.json"
META = "-meta.xml"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a project.

    suffix: of `Lead.sharingRules-meta.xml`, "sharingRules"; empty for a file that is no metadata.
    full_name: the component's name, of `Sales%2FEast.profile-meta.xml` "Sales/East".
    folder: the one it lies in. owner: the folder above that, for the parts of an object the object's name.
    """

    path: Path
    place: Place
    suffix: str
    full_name: str
    folder: str
    owner: str


def find(folders: Sequence[Path], findings: Findings) -> list[SourceFile]:
    """The files of all folders, in the order they are laid over one another."""
    return [file for folder in folders for root in _roots(folder, findings) for file in _files(root, folder)]


def _roots(folder: Path, findings: Findings) -> list[Path]:
    place = Place(str(folder))
    if not folder.is_dir():
        findings.refuse(place, "is no folder; name an SFDX project or a folder of metadata source")
        return []
    project = folder / PROJECT_FILE
    if not project.exists():
        return [folder]
    return _package_directories(project, Place(f"{folder.resolve().name}/{PROJECT_FILE}"), findings)


def _package_directories(project: Path, place: Place, findings: Findings) -> list[Path]:
    """Salesforce DX Developer Guide, "Project Configuration File": packageDirectories is required, its paths are
    relative to the project. Confidence A."""
    try:
        content = json.loads(project.read_text(encoding="utf-8"))
        paths = [str(entry["path"]) for entry in content["packageDirectories"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        findings.refuse(place.at("packageDirectories"), 'must be a JSON list of folders: [{"path": "force-app"}]')
        return []
    home = project.parent.resolve()
    roots = []
    for path in paths:
        root = (home / path).resolve()
        if not root.is_dir() or not root.is_relative_to(home):
            findings.refuse(place.at(f"packageDirectories[{path}]"), "is no folder inside the project")
        else:
            roots.append(root)
    if not paths:
        findings.refuse(place.at("packageDirectories"), "names no folder")
    return roots


def _files(root: Path, folder: Path) -> Iterator[SourceFile]:
    home = folder.resolve()
    for path in sorted(root.resolve().rglob("*")):
        relative = path.relative_to(home)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            yield _source_file(path, Place(f"{home.name}/{relative.as_posix()}"))


def _source_file(path: Path, place: Place) -> SourceFile:
    """Salesforce DX Developer Guide, "Source Format": <name>.<suffix>-meta.xml in the folder of its type;
    characters that a file name must not have are percent-encoded. Confidence A."""
    stem, dot, suffix = path.name.removesuffix(META).rpartition(".")
    known = path.name.endswith(META) and bool(dot)
    return SourceFile(
        path=path,
        place=place,
        suffix=suffix if known else "",
        full_name=unquote(stem) if known else path.name,
        folder=path.parent.name,
        owner=path.parent.parent.name,
    )
