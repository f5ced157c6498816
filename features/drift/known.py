"""Differences that somebody has looked at and accepted, each with the reason (a TOML file of `[[known]]`)."""

import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from features.drift.case import Strict
from features.drift.suite import BadSuite


class Accepted(Strict):
    """What is accepted: the case and the place, both with `*` for anything, and why."""

    case: str
    at: str = "*"
    why: str


class Known(Strict):
    """All that is accepted."""

    known: tuple[Accepted, ...] = ()

    def why(self, case_id: str, path: str) -> str:
        """The reason for which a difference is accepted; "" when it is not."""
        for each in self.known:
            if fnmatchcase(case_id, each.case) and fnmatchcase(path, each.at.replace("[", "[[]")):
                return each.why
        return ""


def known_in(file: Path) -> Known:
    """Read the file. Raises BadSuite."""
    try:
        said: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        return Known.model_validate(said)
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as fault:
        raise BadSuite(f"{file}: {fault}") from fault
