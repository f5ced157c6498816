"""What the mock org assumes where no source of Salesforce's says it: found where it is coded, by its mark "D"."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from mock_org.settings import Settings

ROOT = Path(__file__).parent.parent
CODE = ROOT / "mock_org"
ROOT_OF_SETTINGS = CODE / "settings" / "__init__.py"
# "(confidence D)", "(D)", "code and text D": the mark stands behind what it speaks of.
MARK = re.compile(r"\(D\)|\bD(?=[;.),]|$)|confidence D\b")
END = re.compile(r"(?<=\.)\s+(?=[A-Z\"'`])")


def settings() -> Iterator[tuple[str, str, str]]:
    """Name, default and meaning of each setting that decides a point which no source settles."""
    for name, field in Settings.model_fields.items():
        if "confidence D" in str(field.description):
            yield f"`{name}`", f"`{field.get_default(call_default_factory=True)!r}`", str(field.description)


def in_code() -> Iterator[tuple[str, str]]:
    """File and sentence of each assumption that is no setting."""
    for file in sorted(CODE.rglob("*")):
        if file.suffix not in (".py", ".toml") or file == ROOT_OF_SETTINGS:
            continue
        text = file.read_text(encoding="utf-8")
        for told in _comments(text) if file.suffix == ".toml" else (*_docstrings(text), *_python_comments(text)):
            for sentence in _sentences(" ".join(told.split())):
                if MARK.search(sentence):
                    yield str(file.relative_to(CODE)), sentence


def _sentences(text: str) -> Iterator[str]:
    """Sentences; a full stop in brackets ends none."""
    held = ""
    for part in END.split(text):
        held = f"{held} {part}".strip()
        if held.count("(") <= held.count(")"):
            yield held
            held = ""
    if held:
        yield held


def _docstrings(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""


def _python_comments(text: str) -> Iterator[str]:
    lines = {
        token.start[0]: token.string
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
    }
    yield from _joined(lines)


def _comments(text: str) -> Iterator[str]:
    found = ((number, line.partition("#")[2]) for number, line in enumerate(text.splitlines()) if "#" in line)
    yield from _joined({number: f"#{comment}" for number, comment in found})


def _joined(lines: dict[int, str]) -> Iterator[str]:
    """Comments of neighbouring lines as one text."""
    block = ""
    for number, line in sorted(lines.items()):
        if number - 1 not in lines:
            yield block
            block = ""
        block += line.lstrip("#")
    yield block
