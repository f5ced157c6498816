"""What editors need to complete the steps of a feature file: snippets, and definitions that they can read."""

import json
import re
from collections.abc import Sequence

from features.catalogue import BLANK, EXAMPLES, KnownStep
from features.words import TYPES

SCOPE = "cucumber,feature,gherkin"
"""How the language of feature files is called by the extensions for VS Code."""


def snippets(steps: Sequence[KnownStep]) -> str:
    """VS Code's snippets (a *.code-snippets file): a step each, with a stop at each blank."""
    found = {
        step.sentence: {"scope": SCOPE, "prefix": step.sentence, "body": _body(step), "description": step.docstring}
        for step in steps
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def glue(steps: Sequence[KnownStep]) -> str:
    """The steps as decorators with regular expressions.

    The Cucumber extension reads Python only where a decorator has a plain string in it. It takes the string, as it
    stands, for a regular expression where it begins with a slash or has a sign in it that means something in one; else
    for words (@cucumber/language-service 1.7, toStringOrRegExp; tried out; confidence A). So each is between
    slashes, and has no backslash and no apostrophe in it.
    """
    head = '"""Written by `mock-org steps --glue` for the Cucumber extension; nothing imports it."""\n'
    return head + "".join(f"\n\n# {step.place}\n@{step.kind}('{_regex(step)}')\ndef step(): ...\n" for step in steps)


def _body(step: KnownStep) -> str:
    """The sentence with a numbered stop at each blank, which holds the example."""
    parts, at = [_plain(f"{step.kind.capitalize()} ")], 0
    for number, blank in enumerate(BLANK.finditer(step.pattern), start=1):
        kind, name = blank["kind"], blank["name"]
        quoted = kind == "Quoted"
        example = name if quoted else EXAMPLES.get(kind or "", name)
        stop = f"${{{number}:{_plain(example)}}}"
        parts += [_plain(step.pattern[at : blank.start()]), f'"{stop}"' if quoted else stop]
        at = blank.end()
    return "".join([*parts, _plain(step.pattern[at:])])


def _plain(text: str) -> str:
    """A text in which nothing is a stop."""
    return re.sub(r"([$}\\])", r"\\\1", text)


def _regex(step: KnownStep) -> str:
    parts, at = [], 0
    for blank in BLANK.finditer(step.pattern):
        pattern = getattr(TYPES.get(blank["kind"] or ""), "pattern", ".+")
        parts += [_literal(step.pattern[at : blank.start()]), f"({_without_groups(pattern)})"]
        at = blank.end()
    return f"/^{''.join([*parts, _literal(step.pattern[at:])])}$/"


def _literal(text: str) -> str:
    """Signs that mean something in a regular expression stand for themselves in brackets; an apostrophe is any sign."""
    return re.sub(r"[.*+?()|\[\]{}^$]", lambda sign: f"[{sign[0]}]", text).replace("[^]", ".").replace("'", ".")


def _without_groups(pattern: str) -> str:
    return pattern.replace(r"\d", "[0-9]").replace("'", ".")
