import math

import pytest

from mock_org.dml.values import coerce
from mock_org.errors import SalesforceError
from mock_org.schema.fields import new_field


def field(kind, **more):
    return new_field("F__c", kind, "F", **more)


@pytest.mark.parametrize(
    ("kind", "sent", "stored"),
    [
        ("string", "  plain ", "plain"),
        ("string", "nul\x00 and \x07bell", "nul and bell"),
        ("string", "\u202e\u05d0 <b>&\"' \U0001f600", "\u202e\u05d0 <b>&\"' \U0001f600"),
        ("string", "half \ud83d pair", "half \ufffd pair"),
        ("string", "", None),
        ("string", "   ", None),
        ("textarea", "two\r\nlines\tand a tab", "two\r\nlines\tand a tab"),
        ("boolean", None, False),
        ("boolean", True, True),
        ("boolean", "true", True),
        ("boolean", "FALSE", False),
        ("int", "42", 42),
        ("int", 42.0, 42),
        ("double", "1.5", 1.5),
        ("date", "2026-01-31", "2026-01-31"),
        ("date", "2026-01-31T23:00:00.000Z", "2026-01-31"),
        ("datetime", "2026-01-31T09:00:00Z", "2026-01-31T09:00:00.000+0000"),
        ("datetime", "2026-01-31T09:00:00.12+0000", "2026-01-31T09:00:00.120+0000"),
        ("datetime", "2026-01-31T09:00:00.123456+02:00", "2026-01-31T07:00:00.123+0000"),
        ("datetime", "2026-01-31T01:00:00.000-0500", "2026-01-31T06:00:00.000+0000"),
        ("datetime", "2026-01-31T09:00:00+02:00", "2026-01-31T07:00:00.000+0000"),
        ("time", "09:30", "09:30:00.000Z"),
        ("time", "09:30:15.5Z", "09:30:15.500Z"),
        ("multipicklist", "a; b;a;;", "a;b"),
    ],
)
def test_a_value_is_brought_into_the_form_it_is_stored_in(kind, sent, stored):
    extra = {"precision": 18, "scale": 2} if kind == "double" else {}
    assert coerce(field(kind, **extra), sent) == stored


@pytest.mark.parametrize(
    ("kind", "sent", "token"),
    [
        ("string", 5, "VALUE_NUMBER_INT"),
        ("string", True, "VALUE_TRUE"),
        ("string", ["a"], "START_ARRAY"),
        ("string", {"a": 1}, "START_OBJECT"),
        ("boolean", "yes", "VALUE_STRING"),
        ("boolean", 1, "VALUE_NUMBER_INT"),
        ("int", "abc", "VALUE_STRING"),
        ("int", True, "VALUE_TRUE"),
        ("int", 1.5, "VALUE_NUMBER_FLOAT"),
        ("double", "NaN", "VALUE_STRING"),
        ("double", math.inf, "VALUE_NUMBER_FLOAT"),
        ("date", "31.01.2026", "VALUE_STRING"),
        ("date", "2026-02-30", "VALUE_STRING"),
        ("datetime", "2026-01-31", "VALUE_STRING"),
        ("datetime", "2026-13-31T09:00:00Z", "VALUE_STRING"),
        ("datetime", "2013-08-12T15:20:00+0000", "VALUE_STRING"),
        ("time", "25:00", "VALUE_STRING"),
        ("reference", 1, "VALUE_NUMBER_INT"),
    ],
)
def test_a_value_of_another_kind_is_refused_in_the_parsers_words(kind, sent, token):
    with pytest.raises(SalesforceError) as error:
        coerce(field(kind), sent)
    assert error.value.code == "JSON_PARSER_ERROR"
    assert error.value.message.startswith(f"Cannot deserialize instance of {kind} from {token} value ")
    assert error.value.status == 400


def test_a_number_is_rounded_to_the_fields_scale():
    assert coerce(field("currency", precision=8, scale=2), 1.005) == 1.01
    assert coerce(field("currency", precision=8, scale=2), "12.344") == 12.34


@pytest.mark.parametrize(("sent", "fits"), [(999.9, True), (1000, False), ("-1000.5", False), (1e300, False)])
def test_a_number_outside_the_fields_range_is_refused(sent, fits):
    number = field("double", precision=4, scale=1)
    if fits:
        assert coerce(number, sent) == sent
        return
    with pytest.raises(SalesforceError) as error:
        coerce(number, sent)
    assert (error.value.code, error.value.fields) == ("NUMBER_OUTSIDE_VALID_RANGE", ["F__c"])


def test_an_int_of_more_than_32_bits_is_refused():
    with pytest.raises(SalesforceError) as error:
        coerce(field("int"), 2**31)
    assert error.value.code == "NUMBER_OUTSIDE_VALID_RANGE"
