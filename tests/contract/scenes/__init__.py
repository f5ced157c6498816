"""What has to be there before a case is played, and the request in full where the recorder left something out."""

from collections.abc import Callable, Mapping

from tests.contract.corpus import Case, Request
from tests.contract.scenes import auth, bulk, composite, queries, records
from tests.contract.stage import Stage

Scene = Callable[[Stage, Case], Request]
# By the first two parts of a case's id.
SCENES: Mapping[str, Scene] = {
    **auth.SCENES,
    **records.SCENES,
    **composite.SCENES,
    **queries.SCENES,
    **bulk.SCENES,
}


def scene(case: Case) -> Scene:
    """The scene of a case: its own, else the records of the recording and the request as it was."""
    return SCENES.get("-".join(case.id.split("-")[:2]), as_recorded)


def as_recorded(stage: Stage, case: Case) -> Request:
    """The records that the recording names, and its request."""
    stage.make(case.records)
    return stage.asked(case)
