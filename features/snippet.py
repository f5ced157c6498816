"""The beginning of a step, for a sentence that no step takes."""

import re

from features.words import KINDS, NAME, QUOTED

# The blanks of a sentence, the longer ones first: type, what it looks like, its name, its Python type.
BLANKS = (
    ("Noun", rf"\b(?:{'|'.join(KINDS)}) {QUOTED}", "noun", "Noun"),
    ("Quoteds", rf"{QUOTED}(?:, {QUOTED})* and {QUOTED}", "names", "list[str]"),
    ("Quoted", QUOTED, "name", "str"),
    ("Names", rf"\b{NAME}(?:, {NAME})* and {NAME}\b", "people", "list[str]"),
    ("Name", rf"\b{NAME}\b", "who", "str"),
    ("Number", r"\b\d+\b", "number", "int"),
)
ANY = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern, *_ in BLANKS))
LONGEST_NAME = 5


def snippet(kind: str, text: str) -> str:
    """A step that takes the sentence; what it does is left to be written.

    kind: given, when or then. text: the sentence without its keyword.
    """
    names: list[tuple[str, str]] = []
    braced = re.sub(r"([{}])", r"\1\1", text)
    sentence = ANY.sub(lambda match: _blank(str(match.lastgroup), names), braced)
    arguments = "".join(f", {name}: {python}" for name, python in names)
    decorated = f'saying("{_literal(sentence)}")' if names else f'"{_literal(text)}"'
    words = [*sorted({python for _, python in names if python == "Noun"}), *(["saying"] if names else [])]
    imports = f"from features.words import {', '.join(words)}\n" if words else ""
    return (
        f"from pytest_bdd import {kind}\n"
        f"from features.scene import Scene\n"
        f"{imports}\n"
        f"@{kind}({decorated})\n"
        f"def {_function(text)}(scene: Scene{arguments}) -> None:\n"
        f'    """What it does, in a sentence."""\n'
        f"    raise NotImplementedError"
    )


def _blank(kind: str, names: list[tuple[str, str]]) -> str:
    name, python = next((name, python) for each, _, name, python in BLANKS if each == kind)
    number = sum(each.rstrip("0123456789") == name for each, _ in names) + 1
    names.append((name if number == 1 else f"{name}{number}", python))
    return f"{{{names[-1][0]}:{kind}}}"


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _function(text: str) -> str:
    """A name out of the sentence's own words."""
    words = re.findall(r"[a-z]+", ANY.sub(" ", text).lower())
    return "_".join(words[:LONGEST_NAME]) or "step"
