"""15- and 18-character ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_org.schema import make_id, to_18
from mock_org.schema.ids import ALPHABET

SHORT_IDS = st.text(ALPHABET, min_size=15, max_size=15)
# As orgs answered them.
RECORDED = [
    "001D000000IqhSLIAZ",
    "003q000000KvQ1tAAF",
    "500i0000001ruqgAAA",
    "0011Y00003I0OpPQAV",
    "0012300000bVTphAAG",
    "0014C00000dkKQ9QAM",
    "0015500001QdQWaAAN",
    "0019H00000H1RMDQA3",
    "012000000000000AAA",
]


@pytest.mark.parametrize("recorded", RECORDED)
def test_a_short_id_gets_the_checksum_that_salesforce_gives_it(recorded):
    assert to_18(recorded[:15]) == recorded


@pytest.mark.parametrize("recorded", RECORDED)
def test_an_18_character_id_stays_as_it_is(recorded):
    assert to_18(recorded) == recorded


@given(SHORT_IDS, st.data())
def test_the_case_of_an_18_character_id_is_mended(short, data):
    right = to_18(short)
    wrong = "".join(data.draw(st.sampled_from([char.lower(), char.upper()])) for char in right)
    assert to_18(wrong) == right


@given(SHORT_IDS)
def test_short_ids_that_differ_in_case_only_are_different_records(short):
    assert (to_18(short) == to_18(short.swapcase())) == (short == short.swapcase())


@pytest.mark.parametrize(
    "text", ["", "001", "001D000000IqhS", "001D000000IqhSLIA", "001D000000Iqh-L", "001D000000IqhSL!!!"]
)
def test_what_is_no_id_is_none(text):
    assert to_18(text) is None


def test_an_id_with_letters_beyond_ascii_is_none():
    assert to_18("001D000000IqhSé") is None


def test_a_checksum_that_wants_a_digit_in_upper_case_is_refused():
    assert to_18("012000000000000555") is None


@given(st.integers(0, 62**9 - 1), st.integers(0, 62**9 - 1))
def test_numbers_make_different_ids_of_their_key_prefix(first, second):
    assert make_id("00Q", first).startswith("00Q")
    assert to_18(make_id("00Q", first)[:15]) == make_id("00Q", first)
    assert (make_id("00Q", first) == make_id("00Q", second)) == (first == second)
