"""The suite that comes along, and how cases are read."""

import pytest

from features.drift.suite import BadSuite, cases_in, chosen, shipped_cases


def test_the_suite_that_comes_along_can_be_read_and_covers_the_areas():
    cases = shipped_cases()
    assert {case.area for case in cases} == {"composite", "describe", "errors", "org", "queries", "records"}
    assert len(cases) > 120


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[case]]\nid = "a"\nask = "POST /sobjects/Account"', "it must be refused"),
        ('[[case]]\nid = "a"\nask = "DELETE /sobjects/Account/1"\ncompare = "status"', "it must be refused"),
        ('[[case]]\nid = "a"\nask = "GET /x"\ncompares = "x"', "compares Extra inputs"),
        ('[[case]]\nid = "A b"\nask = "GET /x"', "id String should match"),
        ('[[case]]\nid = "a"\nask = "GET /x"\n[[case]]\nid = "a"\nask = "GET /y"', "more than one case is called a"),
        ("[[case]", "Expected"),
    ],
)
def test_a_case_that_could_do_harm_or_is_not_understood_is_refused(tmp_path, text, told):
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadSuite, match=told):
        cases_in(tmp_path)


def test_areas_and_cases_can_be_chosen():
    cases = shipped_cases()
    assert {case.area for case in chosen(cases, ["errors"], [])} == {"errors"}
    assert [case.id for case in chosen(cases, [], ["limits"])] == ["limits"]
    assert len(chosen(cases, [], [])) == len(cases)
    with pytest.raises(BadSuite, match="no area and no case is called nonsense; there are the areas composite"):
        chosen(cases, ["nonsense"], [])


def test_a_folder_that_there_is_not_is_refused(tmp_path):
    with pytest.raises(BadSuite, match="is no folder of cases"):
        cases_in(tmp_path / "nothing")
