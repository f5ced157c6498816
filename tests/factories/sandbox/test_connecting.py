"""A session for a run of any length."""

import pytest

from factories.budget import Budget
from factories.data import TestData
from factories.journal import Journal
from factories.program import Program
from factories.sandbox import connecting
from factories.sandbox.connecting import LongSession, discover, enter
from factories.sandbox.discovery import NotFound


def client_of(session):
    return session.client(TestData(), Journal(), Budget(100))


def test_a_session_is_kept_while_it_is_fresh_and_taken_anew_afterwards(sandbox, settings_of, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(connecting, "monotonic", lambda: now[0])
    settings = settings_of(sandbox)
    session = LongSession(settings, discover(enter(settings), settings))

    first, second = client_of(session), client_of(session)
    first.log_out()
    now[0] += connecting.FRESH_SECONDS + 1
    third = client_of(session)

    assert first.session_id == second.session_id != third.session_id
    assert third.whoami()["preferred_username"] == settings.username
    assert third.connection.site_url == f"{sandbox.url}/partners"
    for client in (first, second, third):
        client.close()


def test_channel_managers_are_like_the_named_owner(sandbox, settings_of):
    settings = settings_of(sandbox, owner=sandbox.built.admin.username)

    program = discover(enter(settings), settings).connection.program

    assert (program.owner, program.manager_profile) == (sandbox.built.admin.username, "System Administrator")
    assert (program.manager_role, program.partner_profile) == ("Administrator", "Channel Partner")


def test_what_the_project_calls_things_holds_where_nobody_says_otherwise(sandbox, settings_of):
    own = Program(partner_profile="Elsewhere", manager_profile="Alliances", internal_role="Head")

    program = discover(enter(settings_of(sandbox)), settings_of(sandbox), own).connection.program

    assert program == Program(partner_profile="Channel Partner", manager_profile="Alliances", internal_role="Head")


def test_an_owner_without_a_role_is_refused(sandbox, settings_of):
    settings = settings_of(sandbox, owner="nobody@acme.example")

    with pytest.raises(NotFound, match=r"MOCK_ORG_SANDBOX_OWNER: nobody@acme\.example is no active internal user"):
        discover(enter(settings), settings)
