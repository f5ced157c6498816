"""Threads that create, deactivate and move users, roles, owners and accounts leave nothing that the doctor finds."""

from mock_org.audit.doctor import examine
from tests.partner_load import SETTINGS, PartnerLoad


def test_whatever_many_do_at_once_licences_roles_groups_and_shares_fit_together(world):
    world.built.configure(world.org.settings.patched(SETTINGS))
    admin, session = world.admin, world.org.system_session()

    def call(method, path, sent):
        kwargs = {"query_string": sent} if method == "GET" else {"json": sent}
        answer = admin.call(method, path, **kwargs)
        return answer.status_code, answer.json

    load = PartnerLoad(call)
    load.run(8, steps=12, seed=7)
    assert load.faults == []
    found = examine(lambda soql: session.query(soql).records)
    assert [each.says for each in found.findings] == []
    assert found.skipped == {}
    assert load.succeeded > 30, load.answers
