"""Every internal user has two manager groups where the org has them; they are shared to, and joined by nobody."""

import pytest

from mock_org.dml.manager_groups import TYPES, make_manager_groups
from mock_org.errors import SalesforceError


def types_of(bare, user):
    return [row["Type"] for row in bare.records.find("Group", RelatedId=user)]


def test_internal_users_get_theirs_partners_none(bare):
    bare.configure(manager_groups=True)
    internal, partner = bare.user(), bare.partner(bare.account())
    assert types_of(bare, internal) == list(TYPES)
    assert types_of(bare, partner) == []


def test_who_was_there_before_gets_them_once(bare):
    user = bare.user()
    assert types_of(bare, user) == []
    for _ in range(2):
        make_manager_groups(bare.records.find, bare.records.load)
    assert types_of(bare, user) == list(TYPES)


def test_they_are_in_no_other_group_and_take_shares_only_while_switched_on(bare):
    bare.configure(manager_groups=True)
    group = bare.records.one("Group", RelatedId=bare.user(), Type=TYPES[0])["Id"]
    member = {"GroupId": bare.admin.insert("Group", {"Name": "G"}), "UserOrGroupId": group}
    with pytest.raises(SalesforceError, match="invalid cross reference id"):
        bare.admin.insert("GroupMember", member)
    share = {"AccountId": bare.account(), "UserOrGroupId": group, "AccountAccessLevel": "Edit"}
    share |= {"OpportunityAccessLevel": "Read", "CaseAccessLevel": "Read"}
    bare.admin.insert("AccountShare", share)
    bare.configure(manager_groups=False)
    with pytest.raises(SalesforceError, match="invalid cross reference id"):
        bare.admin.insert("AccountShare", share | {"AccountId": bare.account("Globex")})
