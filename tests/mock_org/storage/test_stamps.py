"""Stamps: equal as long as nothing can have changed, and never equal by accident."""

import pytest

from mock_org.storage.stamps import Stamps


@pytest.fixture
def stamps():
    return Stamps()


def test_a_stamp_differs_after_a_change_of_its_tables_only(stamps):
    accounts, both = stamps.of("Account"), stamps.of("Account", "Contact")
    stamps.touch("Contact")
    assert stamps.of("Account") == accounts
    assert stamps.of("Account", "Contact") != both
    stamps.touch_all()
    assert stamps.of("Account") != accounts


def test_a_state_that_comes_back_brings_its_stamps(stamps):
    stamps.touch("Account")
    kept, before = stamps.keep(), stamps.of("Account")
    stamps.touch("Account")
    after = stamps.of("Account")
    stamps.bring_back(kept)
    assert stamps.of("Account") == before
    stamps.touch("Account")
    assert stamps.of("Account") not in (before, after)


def test_a_change_of_everything_is_undone_too(stamps):
    kept, before = stamps.keep(), stamps.of("Account")
    stamps.touch_all()
    assert stamps.of("Account") != before
    stamps.bring_back(kept)
    assert stamps.of("Account") == before
