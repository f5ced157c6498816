"""What scenarios may call the things of an SFDX project: its objects, profiles and roles, read from its metadata."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import parse

SPACE = "{http://soap.sforce.com/2006/04/metadata}"
PARTNER_LICENSES = ("Partner Community", "Partner Community Login", "Gold Partner")
STAFF_LICENSE = "Salesforce"


class NoProject(Exception):
    """The folder is no SFDX project, or one of its files cannot be read."""


@dataclass(frozen=True)
class OwnKind:
    """An object of the project.

    word, plural: what scenarios call it. label: of its name field, None for an auto number.
    """

    sobject: str
    word: str
    plural: str
    label: str | None


@dataclass(frozen=True)
class Found:
    """What was found: objects, partner profiles, staff's profiles, roles."""

    kinds: list[OwnKind]
    partner_profiles: list[str]
    staff_profiles: list[str]
    roles: list[str]

    @property
    def program(self) -> str:
        """The lines of [program]."""
        lines = [
            _line("partner_profile", self.partner_profiles, "a profile cloned from Partner Community User"),
            _line("manager_profile", self.staff_profiles, "of who owns partner accounts"),
            _line("manager_role", self.roles, "of who owns partner accounts: without a role, no partner user"),
            _line("internal_profile", self.staff_profiles, "of everybody else at the vendor"),
            _line("internal_role", self.roles, ""),
        ]
        return "\n".join(lines)

    @property
    def kinds_told(self) -> str:
        """The tables [kinds.…]."""
        return "\n".join(_table(kind) for kind in self.kinds)


def look_through(project: Path) -> Found:
    """The objects, profiles and roles of a project. Raises NoProject."""
    folders = _package_folders(project)
    profiles = [(_name(file), _text(_root(file), "userLicense")) for file in _all(folders, "profiles", "profile")]
    return Found(
        kinds=[_kind(file) for file in _all(folders, "objects/*__c", "object")],
        partner_profiles=[name for name, license_name in profiles if license_name in PARTNER_LICENSES],
        staff_profiles=[name for name, license_name in profiles if license_name == STAFF_LICENSE],
        roles=[_text(_root(file), "name") or _name(file) for file in _all(folders, "roles", "role")],
    )


def _package_folders(project: Path) -> list[Path]:
    file = project / "sfdx-project.json"
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return [project / each["path"] for each in told["packageDirectories"]]
    except FileNotFoundError:
        raise NoProject(f"{project} has no sfdx-project.json: name the folder of an SFDX project") from None
    except (ValueError, KeyError, TypeError) as fault:
        raise NoProject(f"{file}: {fault}") from None


def _all(folders: list[Path], below: str, kind: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.glob(f"**/{below}/*.{kind}-meta.xml"))


def _kind(file: Path) -> OwnKind:
    root, sobject = _root(file), _name(file)
    word = (_text(root, "label") or sobject.removesuffix("__c").replace("_", " ")).lower()
    plural = (_text(root, "pluralLabel") or f"{word}s").lower()
    named = root.find(f"{SPACE}nameField")
    is_text = named is not None and _text(named, "type") == "Text"
    return OwnKind(sobject, word, plural, _text(named, "label") if named is not None and is_text else None)


def _table(kind: OwnKind) -> str:
    plural = "" if kind.plural == f"{kind.word}s" else f'plural = "{kind.plural}"\n'
    named = (
        f'label = "{kind.label}"\nfield = "Name"\n'
        if kind.label
        else "# Its names are numbers: put label and field of a text field here, by which scenarios know a record.\n"
        'label = "Name"\nfield = "Name"\n'
    )
    head = f"[kinds.{kind.word}]" if kind.word.isalpha() else f'[kinds."{kind.word}"]'
    return f'{head}\nsobject = "{kind.sobject}"\n{plural}{named}'


def _line(name: str, choices: list[str], what: str) -> str:
    others = f"; others: {', '.join(choices[1:])}" if choices[1:] else ""
    line = f'{name} = "{choices[0]}"' if choices else f'# {name} = ""'
    told = f"{what}{others}".removeprefix("; ")
    return f"{line}  # {told}" if told else line


def _name(file: Path) -> str:
    return unquote(file.name.split(".")[0])


def _root(file: Path) -> Element:
    try:
        root: Element = parse(file).getroot()
    except ParseError as fault:
        raise NoProject(f"{file}: {fault}") from None
    return root


def _text(element: Element, name: str) -> str | None:
    found = element.find(f"{SPACE}{name}")
    return None if found is None or not found.text else found.text.strip()
