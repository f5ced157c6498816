"""The scripts of the pages in one file: a browser without a cache, as a test's is, asks for them once."""

import re
from pathlib import Path

from flask import Blueprint, Response

PATH = "/sfsites/site.js"
_FOLDER = Path(__file__).with_name("static")
_ENTRY = "site"
_IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"\./([\w-]+)\.js";$\n?', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|const|let|class) (\w+)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def add_scripts(site: Blueprint) -> None:
    """Serve them."""
    text = bundle(_FOLDER, _ENTRY)

    def scripts() -> Response:
        return Response(text, mimetype="text/javascript", headers={"Cache-Control": "public, max-age=3600"})

    site.add_url_rule(PATH, "scripts", scripts)


def bundle(folder: Path, entry: str) -> str:
    """A module and all that it imports, in a text that imports nothing: each in a function of its own, once, those
    that others need first.

    Raises ValueError for modules that import each other, and for an import or export of a kind not used here.
    """
    found: dict[str, str] = {}
    _add(folder, entry, found, ())
    return '"use strict";\n' + "".join(found.values())


def _add(folder: Path, name: str, found: dict[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"These scripts import each other: {', '.join(above)}.")
    if name in found:
        return
    text = (folder / f"{name}.js").read_text(encoding="utf-8")
    for _, imported in _IMPORT.findall(text):
        _add(folder, imported, found, (*above, name))
    found[name] = _function(name, text)


def _function(name: str, text: str) -> str:
    exported = [each for _, each in _EXPORT.findall(text)]
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(_assignment, text))
    if left := _LEFT.search(body):
        raise ValueError(f"{name}.js: {left[0]}")
    return f"const {_variable(name)} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();\n"


def _assignment(statement: re.Match[str]) -> str:
    names, module = statement[1], statement[2]
    return f"const {{ {names.replace(' as ', ': ').strip()} }} = {_variable(module)};\n" if names else ""


def _variable(module: str) -> str:
    return "module_" + module.replace("-", "_")
