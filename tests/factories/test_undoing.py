"""Deeds that take back others are asked for as an org takes them."""

from factories.undoing import delete


class Deletes:
    """An org that deletes everything it is asked to."""

    def __init__(self):
        self.batches = []

    def rest(self, method, path, *, params):
        assert (method, path) == ("DELETE", "composite/sobjects")
        self.batches.append(params["ids"].split(","))
        return [{"id": each, "success": True, "errors": []} for each in self.batches[-1]]


def test_setup_and_other_records_are_never_deleted_by_one_request():
    org = Deletes()
    records = [("Lead", "lead"), ("GroupMember", "member"), ("Group", "group"), ("Case", "case"), ("Task", "task")]
    assert delete(org, records) == {}
    assert org.batches == [["lead"], ["member", "group"], ["case", "task"]]


def test_a_request_holds_ten_sorts_of_records_at_most():
    org = Deletes()
    delete(org, [(f"Sort{n}__c", f"id{n}") for n in range(11)])
    assert [len(batch) for batch in org.batches] == [10, 1]
