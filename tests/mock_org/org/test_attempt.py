"""Everything or nothing, beyond the rows."""

from dataclasses import replace

import pytest

from mock_org.org.attempt import attempt


class Stop(Exception):
    pass


def test_what_a_block_did_is_undone_when_it_ends_by_an_exception(world):
    org, kept = world.org, {"before": 1}
    schema, count = org.schema.copy(), world.org.system_session().records().count("Account")
    account = org.schema["Account"]
    with pytest.raises(Stop), attempt(org, kept):
        org.system_session().records().insert("Account", {"Name": "A"})
        kept["after"] = kept.pop("before")
        org.change_schema([replace(account, label="Customer")])
        raise Stop
    assert org.system_session().records().count("Account") == count
    assert kept == {"before": 1}
    assert org.schema.same_as(schema)


def test_what_a_block_did_stays_when_it_ends_well(world):
    org, kept = world.org, {}
    with attempt(org, kept):
        org.system_session().records().insert("Account", {"Name": "A"})
        kept["after"] = 1
    assert org.system_session().records().one("Account", Name="A")
    assert kept == {"after": 1}


def test_an_inner_attempt_is_undone_alone(world):
    org, kept = world.org, {}
    with attempt(org, kept):
        kept["outer"] = 1
        with pytest.raises(Stop), attempt(org, kept):
            kept["inner"] = 1
            raise Stop
    assert kept == {"outer": 1}
