"""The other partner's records through every resource that reads: rows, children, files, searches, side channels."""

import json

import pytest

from tests.mock_org.rivals import by_type, rivals
from tests.mock_org.test_isolation import MARK, assert_clean

HIDDEN = ("Lead", "Opportunity", "Case", "Task", "Event")


@pytest.fixture
def two(world):
    return rivals(world)


def test_no_path_below_a_record_leads_to_the_other_partner(two):
    world, acme, _globex, ids = two
    for name, record_id in by_type(world, ids).items():
        sobject = world.org.schema[name]
        tails = [
            child["relationshipName"]
            for child in world.admin.get(f"/sobjects/{name}/describe").json["childRelationships"]
        ]
        tails += [f.relationship_name for f in sobject.fields.values() if f.relationship_name]
        tails += ["Body", "VersionData", "describe/layouts", "listviews"]
        for tail in filter(None, tails):
            path = f"/sobjects/{name}/{record_id}/{tail}"
            answer = acme.caller.get(path)
            assert answer.status_code >= 400, path
            assert MARK.lower() not in answer.text.lower(), path
        assert acme.caller.get(f"/sobjects/{name}/Id/{record_id}").status_code == 404


def test_no_list_of_changes_counts_or_recent_records_names_the_other_partner(two):
    world, acme, _globex, ids = two
    now = world.org.clock.now()
    span = {"start": f"{now:%Y-%m-%d}T00:00:00Z", "end": f"{now:%Y-%m-%d}T23:59:00Z"}
    for name in [*HIDDEN, "Account", "Contact", "ContentVersion", "Deal_Registration__c", "User"]:
        for tail in ("updated", "deleted"):
            answer = acme.caller.get(f"/sobjects/{name}/{tail}", query_string=span)
            assert_clean(answer.text, ids, f"{name}/{tail}")
    for path in ("/recent", "/jobs/ingest", "/jobs/query", "/search/scopeOrder", "/tooling/sobjects"):
        assert_clean(acme.caller.get(path).text, ids, path)
    counts = acme.caller.get("/limits/recordCount?sObjects=Lead,Opportunity,Case").json["sObjects"]
    assert [each["count"] for each in counts] == [1, 1, 1]


def test_no_search_finds_the_other_partner(two):
    _world, acme, _globex, ids = two
    for text in (MARK, f"{MARK}*", f"{MARK} body", "Secret", "example"):
        for group in ("ALL", "NAME", "EMAIL", "PHONE", "SIDEBAR"):
            soql = f"FIND {{{text}}} IN {group} FIELDS"
            answer = acme.caller.get("/search", query_string={"q": soql})
            assert_clean(answer.text, ids, soql)
        for name in HIDDEN:
            answer = acme.caller.get("/search/suggestions", query_string={"q": text, "sobject": name})
            assert_clean(answer.text.replace(text, ""), ids, f"suggestions {name} {text}")
        answer = acme.caller.get("/parameterizedSearch", query_string={"q": text})
        assert_clean(answer.text, ids, f"parameterizedSearch {text}")


SIDE_CHANNELS = (
    "SELECT COUNT() FROM {name} WHERE {text} LIKE '%{mark}%'",
    "SELECT COUNT(Id) n FROM {name} WHERE {text} LIKE '%{mark}%'",
    "SELECT {text}, COUNT(Id) FROM {name} GROUP BY ROLLUP({text})",
    "SELECT {text} FROM {name} GROUP BY {text} HAVING COUNT(Id) > 0",
    "SELECT MIN({text}), MAX({text}), COUNT_DISTINCT({text}) FROM {name}",
    "SELECT Id FROM {name} ORDER BY {text}, Owner.Name LIMIT 1",
    "SELECT Id, toLabel({text}) FROM {name}",
    "SELECT Id, Owner.Name, CreatedBy.Name, LastModifiedBy.Email FROM {name} ORDER BY Owner.Name DESC",
    "SELECT Id FROM {name} WHERE Owner.Name LIKE '{mark}%'",
    "SELECT Id FROM {name} WHERE OwnerId IN (SELECT Id FROM User WHERE Name LIKE '{mark}%')",
    "SELECT Id, TYPEOF Owner WHEN User THEN Name, Email ELSE Name END FROM {name}",
    "SELECT FIELDS(ALL) FROM {name} LIMIT 200",
    "SELECT Id FROM {name} USING SCOPE everything",
    "SELECT Id FROM {name} WHERE IsDeleted = true ALL ROWS",
    "SELECT Id FROM {name} FOR VIEW",
)


@pytest.mark.parametrize("name", HIDDEN)
def test_no_statement_is_a_side_channel(two, name):
    _world, acme, _globex, ids = two
    text = {"Lead": "Company", "Opportunity": "Name"}.get(name, "Subject")
    for form in SIDE_CHANNELS:
        soql = form.format(name=name, text=text, mark=MARK)
        for resource in ("/query", "/queryAll"):
            answer = acme.caller.get(resource, query_string={"q": soql})
            if answer.status_code == 200:
                assert_clean(answer.text, ids, soql)
                if f"%{MARK}%" in soql and "COUNT()" in soql:
                    assert answer.json["totalSize"] == 0
                if "COUNT(Id) n " in soql:
                    assert answer.json["records"][0]["n"] == 0
        acme.caller.get("/query", query_string={"q": soql, "columns": "true"})
        plans = acme.caller.get("/query", query_string={"explain": soql})
        for plan in plans.json["plans"] if plans.status_code == 200 else []:
            assert plan["sobjectCardinality"] <= 1, soql


@pytest.mark.parametrize(
    "soql",
    [
        "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity WHERE Name LIKE 'Globex%')",
        "SELECT Id FROM User WHERE Name LIKE 'Globex%'",
        "SELECT Id FROM Contact WHERE Account.Name LIKE 'Globex%'",
        "SELECT Id, (SELECT Id FROM Opportunities) FROM Account WHERE Name LIKE 'Globex%'",
        "SELECT Name FROM RecentlyViewed",
        "SELECT Id FROM UserRole WHERE Name LIKE 'Globex%'",
    ],
)
def test_no_join_reaches_behind_the_other_partner(two, soql):
    _world, acme, _globex, ids = two
    answer = acme.caller.get("/query", query_string={"q": soql})
    assert_clean(answer.text.replace("Globex%", ""), ids, soql)
    assert answer.status_code != 200 or answer.json["totalSize"] == 0 or "RecentlyViewed" in soql


def test_files_are_asked_for_by_their_links_and_stay_hidden(two):
    _world, acme, globex, ids = two
    document, account, user = ids[-3], globex.account_id, globex.user_id
    for soql in (
        f"SELECT Id, ContentDocument.Title FROM ContentDocumentLink WHERE LinkedEntityId = '{ids[4]}'",
        f"SELECT Id, ContentDocument.Title FROM ContentDocumentLink WHERE ContentDocumentId = '{document}'",
        f"SELECT LinkedEntityId FROM ContentDocumentLink WHERE LinkedEntityId IN ('{account}', '{user}')",
        f"SELECT Title, VersionData FROM ContentVersion WHERE ContentDocumentId = '{document}'",
        f"SELECT Name, Body FROM Attachment WHERE ParentId = '{ids[4]}'",
        f"SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = '{user}' AND RecordId = '{account}'",
    ):
        answer = acme.caller.get("/query", query_string={"q": soql})
        assert_clean(answer.text.replace(json.dumps(soql)[1:-1], ""), ids, soql)
        assert answer.status_code != 200 or answer.json["totalSize"] == 0, soql
