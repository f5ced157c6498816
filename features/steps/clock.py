"""Steps about the org's clock, and the scheduled jobs that it lets fall due."""

from datetime import UTC, datetime

from pytest_bdd import given, when

from features.scene import Scene
from features.words import saying

SLACK_SECONDS = 60


@given(saying("it is January {day:Number}"))
def january(scene: Scene, day: int) -> None:
    """Move the org's clock to the next such day, so that it does not matter when the scenario is run."""
    now = datetime.fromisoformat(scene.target.command("clock")["now"])
    here = [datetime(year, 1, day, 20, tzinfo=UTC) for year in (now.year, now.year + 1)]
    then = next(each for each in here if each > now)
    scene.target.command("clock/advance", {"seconds": (then - now).total_seconds()})


@when("a day passes")
def a_day_passes(scene: Scene) -> None:
    """Move the org's clock."""
    scene.target.advance_clock(1)


@when(saying("{number:Number} days pass"))
def days_pass(scene: Scene, number: int) -> None:
    """Move the org's clock."""
    scene.target.advance_clock(number)


def until(scene: Scene, job: str) -> None:
    """Move the clock until a scheduled job has run."""
    now = datetime.fromisoformat(scene.target.command("clock")["now"])
    seconds = (next_run_of(scene, job) - now).total_seconds()
    scene.target.command("clock/advance", {"seconds": max(seconds, 0) + SLACK_SECONDS})


def next_run_of(scene: Scene, job: str) -> datetime:
    """When a scheduled job runs next."""
    [found] = [each["next"] for each in scene.target.command("jobs")["jobs"] if each["job"] == job]
    return datetime.fromisoformat(found)
