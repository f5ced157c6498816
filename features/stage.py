"""What every scenario has: the scene, and the rule that nothing is refused unnoticed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from factories import OrgClient
from features.drivers import PartnerUser
from features.drivers.administrator import Administrator
from features.drivers.api import ApiUser
from features.report.notes import notes_of
from features.scene import Scene
from features.targets import Target


@pytest.fixture
def scene(
    target: Target,
    org: OrgClient,
    driver: Callable[[str], PartnerUser],
    driver_name: str,
    administrator: Administrator,
    request: pytest.FixtureRequest,
) -> Iterator[Scene]:
    """The scenario as it stands; at the end of one that passes, no refusal may be left that no step has asked for."""
    scene = Scene(
        target=target,
        org=org,
        partner=driver,
        internal=lambda username: ApiUser(username, org),
        administrator=administrator,
        way=driver_name,
    )
    notes = notes_of(request.node)
    notes.scene = scene
    yield scene
    if all(step["status"] == "passed" for step in notes.steps):
        scene.forget_nothing()


def pytest_bdd_before_step(request: pytest.FixtureRequest, step: Any) -> None:
    """Fail where something was refused and the next Then does not ask for it."""
    if step.type == "then" and "refused" not in step.name:
        request.getfixturevalue("scene").forget_nothing()
