"""The same cases on an org and on the mock, or on the mock against what was written down: what comes of each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from features.drift.case import Case, Recorded
from features.drift.differences import Difference, differences
from features.drift.known import Known
from features.drift.stage import NotPlayed, Played, Stage

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Finding:
    """What came of one case.

    Args:
        differences: where the mock departs from the org. known: those that somebody has accepted, with the reason.
        not_played: why the case could not be asked; "" where it was.
        stays: what the case left behind in the org.
        org: the org's answer as it was compared; None where there is none.
    """

    case: Case
    differences: tuple[Difference, ...] = ()
    known: tuple[tuple[Difference, str], ...] = ()
    not_played: str = ""
    stays: tuple[str, ...] = ()
    org: Recorded | None = None


def compare_orgs(org: Stage, mock: Stage, cases: Sequence[Case], known: Known, on: str, tell: Tell) -> list[Finding]:
    """Ask both; `on` says of the written answers where and when they come from."""
    found = []
    for done, case in enumerate(cases):
        tell(case.id, done, len(cases))
        try:
            theirs, ours = org.play(case), mock.play(case)
        except NotPlayed as why:
            found.append(Finding(case, not_played=str(why)))
            continue
        found.append(_finding(case, theirs.answer.model_copy(update={"on": on}), ours, known, theirs.stays))
    tell("", len(cases), len(cases))
    return found


def compare_recorded(mock: Stage, cases: Iterable[Case], known: Known, tell: Tell) -> list[Finding]:
    """Ask the mock what an org was asked before, and compare with the answers written then."""
    cases = list(cases)
    found = []
    for done, case in enumerate(cases):
        tell(case.id, done, len(cases))
        if case.recorded is None:
            found.append(Finding(case, not_played="no answer of an org is written in the case"))
            continue
        try:
            found.append(_finding(case, case.recorded, mock.play(case), known, ()))
        except NotPlayed as why:
            found.append(Finding(case, not_played=str(why)))
    tell("", len(cases), len(cases))
    return found


def _finding(case: Case, theirs: Recorded, ours: Played, known: Known, stays: tuple[str, ...]) -> Finding:
    told = differences(case, theirs, ours.answer)
    reasons = [(each, known.why(case.id, each.path)) for each in told]
    return Finding(
        case,
        tuple(each for each, why in reasons if not why),
        tuple((each, why) for each, why in reasons if why),
        stays=stays,
        org=theirs,
    )
