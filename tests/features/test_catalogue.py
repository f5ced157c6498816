"""Steps are found by what they say, and by what comes near it."""

import re

import pytest

from features.catalogue import known_steps, matching, nearest, nearest_told, without_keyword


def test_every_step_says_what_it_does_and_where_it_is():
    steps = known_steps()
    assert [step.sentence for step in steps if not step.docstring] == []
    assert all(re.fullmatch(r"features/steps/\w+\.py:\d+", step.place) for step in steps)


def test_the_example_of_a_step_is_taken_by_the_step_itself():
    assert [step.sentence for step in known_steps() if not step.takes(step.example)] == []


def test_no_two_steps_take_the_same_sentence():
    steps = known_steps()
    places = {each.sentence: {step.place for step in steps if step.kind == each.kind and step.takes(each.example)}
              for each in steps}  # fmt: skip
    assert {sentence: taken for sentence, taken in places.items() if len(taken) > 1} == {}


def test_a_sentence_finds_its_step_whatever_names_it_has():
    [step] = matching('a lead "Hooli" owned by Zoe', "given")
    assert step.example == 'a lead "company" owned by Cy'
    assert matching('a lead "Hooli" owned by Zoe', "then") == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("the admin deactivates Bo", "the administrator deactivates Ann"),
        ('a lead "Hooli" that is owned by Zoe', 'a lead "company" owned by Cy'),
        ("Zoe does log out", "Ann logs out"),
        ("30 days pass by", "3 days pass"),
    ],
)
def test_a_sentence_that_no_step_takes_finds_the_one_that_was_meant(text, meant):
    assert meant in [step.example for step in nearest(text)[:3]]


def test_a_step_under_the_wrong_keyword_is_named():
    assert nearest_told("then", "Ann logs out") == "It is a step of another kind: When Ann logs out"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("  Given Cy, a channel manager", ("given", "Cy, a channel manager")),
        ("And Ann logs out", (None, "Ann logs out")),
        ("* Ann logs out", (None, "Ann logs out")),
        ("Andy logs out", (None, "Andy logs out")),
    ],
)
def test_a_line_of_a_feature_is_read_without_its_keyword(line, read):
    assert without_keyword(line) == read
