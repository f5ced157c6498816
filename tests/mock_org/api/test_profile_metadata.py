"""Profile.Metadata by the Tooling API: login hours and IP ranges, as clients that look for them read them."""

import pytest

TOOLING = "/tooling/query"
PARTNERS = "FROM Profile WHERE Name = 'Channel Partner'"
HOURS = {"Channel Partner": {"monday": [480, 1080], "sunday": [0, 0]}}
RANGES = {"Channel Partner": ["10.0.0.1-10.0.0.9", "192.0.2.7"]}


def ask(caller, soql):
    answer = caller.get(TOOLING, query_string={"q": soql})
    assert answer.status_code == 200, answer.json
    return answer.json["records"]


def refused(caller, soql, path=TOOLING):
    answer = caller.get(path, query_string={"q": soql})
    assert 400 <= answer.status_code < 500
    return answer.json[0]["errorCode"], answer.json[0]["message"]


def test_a_profile_without_restrictions_says_so(admin):
    [profile] = ask(admin, f"SELECT Id, Metadata {PARTNERS}")

    assert list(profile) == ["attributes", "Id", "Metadata"]
    assert profile["Metadata"] == {
        "custom": True,
        "description": "Partner users; cloned from Partner Community User",
        "fullName": None,
        "loginHours": None,
        "loginIpRanges": [],
        "userLicense": "Partner Community",
    }


def test_restrictions_are_told(admin, world):
    world.built.configure(world.org.settings.patched({"login_hours": HOURS, "login_ip_ranges": RANGES}))

    [profile] = ask(admin, f"SELECT Metadata, Name {PARTNERS}")

    assert list(profile) == ["attributes", "Metadata", "Name"]
    hours = profile["Metadata"]["loginHours"]
    assert (hours["mondayStart"], hours["mondayEnd"], hours["sundayEnd"]) == ("480", "1080", "0")
    assert (len(hours), hours["tuesdayStart"]) == (14, None)
    assert [(each["startAddress"], each["endAddress"]) for each in profile["Metadata"]["loginIpRanges"]] == [
        ("10.0.0.1", "10.0.0.9"),
        ("192.0.2.7", "192.0.2.7"),
    ]


def test_metadata_alone_is_an_answer_and_of_several_profiles_none(admin):
    assert list(ask(admin, f"SELECT Metadata {PARTNERS}")[0]) == ["attributes", "Metadata"]
    code, message = refused(admin, "SELECT Metadata FROM Profile")
    assert code == "MALFORMED_QUERY"
    assert "no more than one row for retrieval" in message


@pytest.mark.parametrize("path", ["/query", "/queryAll"])
def test_the_data_api_has_no_metadata(admin, path):
    assert refused(admin, f"SELECT Metadata {PARTNERS}", path)[0] == "INVALID_FIELD"


def test_who_may_not_see_setup_is_told_no_metadata(world):
    ann = world.partner("Acme").caller
    assert refused(ann, f"SELECT Metadata {PARTNERS}")[0] == "INSUFFICIENT_ACCESS"
