import pytest

from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import CUSTOMER_PROFILE


def group(bare, name="g", **values):
    return bare.admin.insert("Group", {"Name": name, **values})


def member(bare, group_id, principal):
    return bare.admin.insert("GroupMember", {"GroupId": group_id, "UserOrGroupId": principal})


def test_the_same_member_again_is_the_row_that_is_there(bare):
    group_id, user = group(bare), bare.user()
    assert member(bare, group_id, user) == member(bare, group_id, user)
    assert bare.records.count("GroupMember") == 1


@pytest.mark.parametrize("kind", ["Role", "Organization", "PRMOrganization", "Nonsense"])
def test_only_groups_and_queues_are_made_by_hand(bare, kind):
    with pytest.raises(SalesforceError):
        group(bare, Type=kind)


def test_the_groups_of_the_platform_are_left_alone(bare):
    everybody = bare.records.one("Group", Type="PRMOrganization")["Id"]
    with pytest.raises(SalesforceError):
        bare.admin.delete("Group", everybody)
    with pytest.raises(SalesforceError):
        bare.admin.update("Group", everybody, {"Name": "x"})
    with pytest.raises(SalesforceError):
        member(bare, everybody, bare.org.admin_id)


def test_a_group_does_not_hold_itself_however_deep(bare):
    a, b, c = (group(bare, name) for name in "abc")
    member(bare, a, b)
    member(bare, b, c)
    for outer, inner in ((a, a), (c, a)):
        with pytest.raises(SalesforceError):
            member(bare, outer, inner)


def test_high_volume_users_are_in_no_group(bare):
    with pytest.raises(SalesforceError) as error:
        member(bare, group(bare), bare.partner(bare.account(), CUSTOMER_PROFILE))
    assert error.value.code == "OP_WITH_INVALID_USER_TYPE_EXCEPTION"


def test_a_queue_takes_objects_that_a_queue_can_own(bare):
    queue = group(bare, Type="Queue")
    for sobject in ("Account", "Part__c", "Nothing__c"):
        with pytest.raises(SalesforceError):
            bare.admin.insert("QueueSobject", {"QueueId": queue, "SobjectType": sobject})
    with pytest.raises(SalesforceError):
        bare.admin.insert("QueueSobject", {"QueueId": group(bare, "no queue"), "SobjectType": "Lead"})
    row = bare.admin.insert("QueueSobject", {"QueueId": queue, "SobjectType": "thing__c"})
    assert bare.row("QueueSobject", row)["SobjectType"] == "Thing__c"
