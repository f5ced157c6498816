"""All mutants of an org, and the one that an environment variable asks for."""

import difflib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from mock_org.audit.default_mutants import default_mutants
from mock_org.audit.mutant import Mutant
from mock_org.audit.permission_mutants import permission_mutants
from mock_org.audit.rule_mutants import restriction_mutants, rule_mutants, set_mutants
from mock_org.errors import SetupError
from mock_org.org import Org

# Names the mutant that every org built under it is, or the JSON file that does.
VARIABLE = "MOCK_ORG_MUTANT"
UNMUTATED = "none"
APPLIED = ".applied"
KINDS = ("sharing rule", "sharing set", "restriction rule", "default", "object permission", "field permission")


def mutants(org: Org, *, internal: bool = False) -> list[Mutant]:
    """Every mutant, in a fixed order. internal: those of internal profiles too."""
    found = [
        *rule_mutants(org),
        *set_mutants(org),
        *restriction_mutants(org),
        *default_mutants(org),
        *permission_mutants(org, internal=internal),
    ]
    return list({each.id: each for each in found}.values())


def chosen(
    found: Iterable[Mutant], *, only: Sequence[str] = (), matching: str = "", sample: int | None = None, seed: int = 0
) -> list[Mutant]:
    """Some of them: of these kinds, with these words in their sentence, so many picked by chance.

    Raises SetupError when none is left.
    """
    words = matching.lower().split()
    left = [
        each
        for each in found
        if (not only or each.kind in only) and all(word in f"{each.id} {each.told}".lower() for word in words)
    ]
    if not left:
        raise SetupError("no mutant is left to run; `mock-org mutate --list` names them")
    if sample is None or sample >= len(left):
        return left
    picked = set(Random(seed).sample(range(len(left)), sample))
    return [each for place, each in enumerate(left) if place in picked]


def mutate(org: Org, named: str) -> None:
    """Make the org the mutant of that id, or of the JSON file {"mutant": id}; "none" changes nothing.

    Beside the file another one appears, so that whoever wrote it knows that an org was built by it.
    Raises SetupError for an unknown one.
    """
    file = Path(named) if named.endswith(".json") else None
    wanted = _read(file) if file else named
    if wanted != UNMUTATED:
        known = {each.id: each for each in mutants(org, internal=True)}
        if wanted not in known:
            near = difflib.get_close_matches(wanted, known, n=1)
            hint = f"; the nearest is {near[0]}" if near else ""
            raise SetupError(f"{VARIABLE}: this org has no mutant {wanted!r}{hint}")
        known[wanted].apply(org)
    if file:
        file.with_suffix(APPLIED).touch()


def _read(file: Path) -> str:
    try:
        return str(json.loads(file.read_text(encoding="utf-8"))["mutant"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise SetupError(f'{VARIABLE}: {file} is not a file that holds {{"mutant": "id"}}') from fault
