"""Whether somebody sees or may do more or less than before the migration."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mock_org.audit.migration.access import Kept, access_of
from mock_org.errors import SetupError
from mock_org.org import Org
from mock_org.security.sharing.grant import LEVELS
from mock_org.storage.migration import kept

BEFORE = "access before the migration"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. gain: whether somebody has more than before. says: a sentence."""

    gain: bool
    says: str


def compare_with_before(org: Org) -> list[Difference]:
    """What each person has more or less, on the records that there were before the first user was moved.

    Raises SetupError when nothing was migrated.
    """
    before = kept(org.database, BEFORE)
    if before is None:
        raise SetupError("nothing was migrated yet: there is no before to compare with")
    return differences(before, access_of(org))


def differences(before: Kept, now: Kept) -> list[Difference]:
    """Gains first, person by person."""
    found = [
        difference
        for person in sorted(before["levels"])
        if person in now["levels"]
        for difference in (*_levels(person, before, now), *_may(person, before, now))
    ]
    return sorted(found, key=lambda each: not each.gain)


def _levels(person: str, before: Kept, now: Kept) -> Iterator[Difference]:
    changed: dict[tuple[str, str, str], list[str]] = {}
    for sobject, names in before["records"].items():
        left = set(now["records"].get(sobject, ()))
        was, has = (side["levels"][person].get(sobject, {}) for side in (before, now))
        for name in (each for each in names if each in left):
            levels = (was.get(name, "none"), has.get(name, "none"))
            if levels[0] != levels[1]:
                changed.setdefault((sobject, *levels), []).append(name)
    for (sobject, old, new), names in changed.items():
        yield Difference(LEVELS.index(new) > LEVELS.index(old), _said(person, sobject, old, new, names))


def _said(person: str, sobject: str, old: str, new: str, names: list[str]) -> str:
    number = f"{len(names)} record{'' if len(names) == 1 else 's'} of {sobject}"
    return f"{person} has {_word(new)} instead of {_word(old)} on {number}, as {names[0]}."


def _word(level: str) -> str:
    return "no access" if level == "none" else level


def _may(person: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    was, has = set(before["may"][person]), set(now["may"].get(person, ()))
    for gain, names in ((True, has - was), (False, was - has)):
        if names:
            yield Difference(gain, f"{person} {'gains' if gain else 'loses'} {_listed(sorted(names))}.")


def _listed(permissions: list[str]) -> str:
    """The permissions by name; of those on fields only how many there are, by object."""
    on_fields = Counter(each.split(".")[0] for each in permissions if "." in each)
    others = [each for each in permissions if "." not in each]
    return ", ".join(
        [*others, *(f"{number} field{'' if number == 1 else 's'} ({what})" for what, number in on_fields.items())]
    )
