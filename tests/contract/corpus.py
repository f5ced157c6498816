"""The recorded answers of real orgs: one case a line, found beside the repository or where MOCK_ORG_FIDELITY says."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PLACE = Path(os.environ.get("MOCK_ORG_FIDELITY") or Path(__file__).parents[3] / "shared" / "fidelity")
MISSING = f"{PLACE} is not here: the recordings of real orgs are not part of this repository (set MOCK_ORG_FIDELITY)"
CUT = "…"


@dataclass(frozen=True)
class Request:
    """What is sent. `path` is readable, not URL-encoded; a body that is no text is sent as JSON.

    part: the element of an answered list that is compared, where the recording kept one.
    """

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    part: int | None = None


@dataclass(frozen=True)
class Case:
    """One recorded exchange, and how closely an org has to follow it."""

    id: str
    area: str
    provenance: str
    compare: str
    request: Request
    status: int | None
    body: Any
    trimmed: bool
    records: tuple[dict[str, Any], ...]

    def __str__(self) -> str:
        return self.id

    @property
    def recorded(self) -> bool:
        """Whether the answer itself was recorded, by a proxy or a client's own recorder."""
        return self.provenance.startswith("recorded")


def cases() -> list[Case]:
    """Every case, in the order of the files; none when the recordings are not here."""
    return [_case(json.loads(line)) for file in sorted((PLACE / "cases").glob("*.jsonl")) for line in _lines(file)]


def schema_facts(sobject: str) -> dict[str, Any]:
    """The field list of a standard object."""
    found: dict[str, Any] = json.loads((PLACE / "schema" / f"{sobject}.json").read_text(encoding="utf-8"))
    return found


def _lines(file: Path) -> Iterator[str]:
    return filter(None, file.read_text(encoding="utf-8").splitlines())


def _case(line: dict[str, Any]) -> Case:
    asked, answered = line["request"], line["response"]
    request = Request(asked["method"], asked["path"], dict(asked.get("headers") or {}), asked.get("body"))
    return Case(
        id=line["id"],
        area=line["area"],
        provenance=line["provenance"],
        compare=line["compare"],
        request=request,
        status=answered["status"],
        body=answered.get("body"),
        trimmed=bool(answered.get("trimmed")),
        records=tuple(line.get("setup_records") or ()),
    )
