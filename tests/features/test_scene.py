import pytest

from factories import Record, Refused
from features.scene import Person, Scene
from features.words import Noun


@pytest.fixture
def scene():
    return Scene(target=None, org=None, partner=None, internal=None, administrator=None)


def test_somebody_nobody_introduced_is_named(scene):
    scene.people["Ann"] = Person("Ann")
    with pytest.raises(LookupError, match="nobody has introduced Bo; there are Ann"):
        scene.person("Bo")


def test_a_record_nobody_introduced_is_named(scene):
    scene.keep(Noun("lead", "Initech"), Record("Lead", {"Id": "00Q"}))
    with pytest.raises(LookupError, match='nobody has introduced lead "Hooli"; there are lead "Initech"'):
        scene.record(Noun("lead", "Hooli"))


def test_somebody_without_a_user_cannot_log_in(scene):
    scene.people["Ann"] = Person("Ann", "Acme")
    with pytest.raises(LookupError, match="Ann has no user"):
        scene.log_in("Ann")


def test_a_refusal_that_no_step_asks_for_fails_the_scenario(scene):
    with scene.attempt():
        raise Refused("portal account owner must have a role", "UNKNOWN_EXCEPTION")
    with pytest.raises(AssertionError, match="no step expects it: UNKNOWN_EXCEPTION: portal account owner"):
        scene.forget_nothing()


def test_a_refusal_that_a_step_asked_for_is_done_with(scene):
    with scene.attempt():
        raise Refused("no")
    assert [refusal.text for refusal in scene.refusals()] == ["no"]
    scene.forget_nothing()


def test_a_fault_of_the_program_is_no_refusal(scene):
    with pytest.raises(KeyError), scene.attempt():
        raise KeyError("x")
