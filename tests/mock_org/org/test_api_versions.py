"""sObjects of a later API version are not there."""

import pytest

OLD, NEW = "/services/data/v40.0", "/services/data/v41.0"


@pytest.mark.parametrize(("data", "status"), [(OLD, 404), (NEW, 200)])
def test_a_describe_knows_the_sobjects_of_its_version(admin, data, status):
    names = {each["name"] for each in admin.get(f"{data}/sobjects").json["sobjects"]}
    assert ("PartnerFundClaim" in names) == (status == 200)
    assert admin.get(f"{data}/sobjects/PartnerFundClaim/describe").status_code == status


def test_so_does_a_query(admin):
    def ask(data):
        return admin.get(f"{data}/query", query_string={"q": "SELECT Id FROM PartnerFundClaim"})

    assert ask(OLD).json[0]["errorCode"] == "INVALID_TYPE"
    assert ask(NEW).json["records"] == []


def test_so_does_a_create(admin):
    budget = {"Title": "2030", "Amount": 1}
    answers = [admin.call("POST", f"{data}/sobjects/PartnerMarketingBudget", json=budget) for data in (OLD, NEW)]
    assert [answer.status_code for answer in answers] == [404, 201]
