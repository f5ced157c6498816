"""The rules by which an answer is held to a recording can tell a right answer from a wrong one."""

from typing import Any

import pytest

from tests.contract.compare import Answer, differences
from tests.contract.corpus import Case, Request


def recorded(body: Any, compare: str = "shape", status: int | None = 200, **changes: Any) -> Case:
    values = {"provenance": "recorded", "trimmed": False, "records": ()} | changes
    return Case("x-001", "x", compare=compare, request=Request("GET", "/"), status=status, body=body, **values)


def test_other_ids_and_other_values_are_the_same_shape() -> None:
    case = recorded({"id": "001000000000001AAA", "success": True, "errors": []})
    assert differences(case, Answer(200, {"id": "001Mo0000000001IAA", "success": True, "errors": []})) == []


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ({"success": True, "errors": []}, "has no id"),
        ({"id": "1", "success": True, "errors": [], "more": 1}, "more, which was not recorded"),
        ({"id": 1, "success": True, "errors": []}, "number instead of text"),
        ({"id": "1", "success": True, "errors": None}, "null instead of list"),
        ({"id": "1", "success": True, "errors": ["x"]}, "1 elements instead of 0"),
    ],
)
def test_a_key_or_type_too_many_or_too_few_is_told(body: Any, what: str) -> None:
    [found] = differences(recorded({"id": "1", "success": True, "errors": []}), Answer(200, body))
    assert what in found


def test_another_status_is_told_first() -> None:
    [found] = differences(recorded({}), Answer(404, [{"errorCode": "NOT_FOUND"}]))
    assert found.startswith("status 404 instead of 200")


def test_what_was_cut_from_a_recording_may_be_longer() -> None:
    case = recorded({"rows": [{"a": 1, "…": "cut"}]})
    assert differences(case, Answer(200, {"rows": [{"a": 1, "b": 2}, {"a": 3}]})) == []


@pytest.mark.parametrize(
    ("message", "same"),
    [
        ("Phone: data value too large: 123 (max length=15)", True),
        ("data value too large: 123 (max length=15)", True),
        ("data value too large: 123 (max length=16)", False),
    ],
)
def test_an_error_is_held_to_its_text_with_or_without_the_label(message: str, same: bool) -> None:
    error = {
        "message": "data value too large: 123 (max length=15)",
        "errorCode": "STRING_TOO_LONG",
        "fields": ["Phone"],
    }
    answer = Answer(400, [{"fields": ["Phone"], "errorCode": "STRING_TOO_LONG", "message": message}])
    assert (differences(recorded([error], "exact-error", 400), answer) == []) is same


def test_an_error_with_or_without_fields_is_another_error() -> None:
    case = recorded([{"message": "m", "errorCode": "E"}], "exact-error", 400)
    assert differences(case, Answer(400, [{"message": "m", "errorCode": "E", "fields": []}]))


def test_ids_in_errors_differ_by_length_only() -> None:
    text = "insufficient access rights on cross-reference id: {}"
    case = recorded([{"message": text.format("0015e00000tW1f0"), "errorCode": "E"}], "exact-error", 400)
    assert not differences(case, Answer(400, [{"message": text.format("001Mo0000000001"), "errorCode": "E"}]))
    assert differences(case, Answer(400, [{"message": text.format("001Mo0000000001IAA"), "errorCode": "E"}]))


def test_a_flag_of_a_field_is_told() -> None:
    entry = {"name": "Id", "type": "id", "createable": False, "label": "Account ID"}
    case = recorded({"fields": [entry]}, "keys+flags")
    assert not differences(case, Answer(200, {"fields": [entry | {"label": "Konto"}]}))
    assert differences(case, Answer(200, {"fields": [entry | {"createable": True}]})) == [
        "Id.createable is True instead of False"
    ]


def test_a_fault_says_code_and_text() -> None:
    case = recorded(
        "<faultcode>sf:INVALID_LOGIN</faultcode><faultstring>INVALID_LOGIN: no</faultstring>", "exact-error", 500
    )
    good = "<s:Fault><faultcode>INVALID_LOGIN</faultcode><faultstring>INVALID_LOGIN: no</faultstring></s:Fault>"
    assert not differences(case, Answer(500, good))
    assert differences(case, Answer(500, good.replace(": no", ": yes")))
