"""The Tooling API: the org's metadata by SOQL and describes, as a user may know it."""

import pytest

TOOLING = "/tooling/query"
REIFIED = "FieldDefinition: a filter on a reified column is required [EntityDefinitionId,DurableId]"


def ask(caller, soql, path=TOOLING):
    answer = caller.get(path, query_string={"q": soql})
    assert answer.status_code == 200, answer.json
    return answer.json


def refused(caller, soql, path=TOOLING):
    answer = caller.get(path, query_string={"q": soql})
    assert 400 <= answer.status_code < 502
    return answer.json[0]["errorCode"], answer.json[0]["message"]


def test_an_answer_has_the_recorded_keys(admin):
    soql = "SELECT Id, Status, ExtendedStatus, ApexClassId FROM ApexTestQueueItem WHERE ParentJobId = '7071700002rbUCv'"
    assert ask(admin, soql) == {
        "size": 0,
        "totalSize": 0,
        "done": True,
        "queryLocator": None,
        "entityTypeName": None,
        "records": [],
    }


@pytest.mark.parametrize(
    "soql",
    [
        "SELECT Id, Name FROM ApexClass WHERE NamespacePrefix = null AND (Name LIKE '%_TEST%')",
        "SELECT SubscriberPackage.Id, SubscriberPackage.NamespacePrefix FROM InstalledSubscriberPackage",
        "SELECT ApexClassOrTrigger.Name, NumLinesCovered FROM ApexCodeCoverageAggregate ORDER BY NumLinesCovered",
        "SELECT Id FROM ApexTrigger",
        "SELECT ApexClass.Name, Outcome, Message FROM ApexTestResult",
        "SELECT PercentCovered FROM ApexOrgWideCoverage",
        # SFDO-Tooling/CumulusCI ManualEditTestApexIntegrationTests.test_run_tests__integration_test.yaml
        "SELECT Id, Outcome, (SELECT Id, LimitContext, QueryRows, Cpu FROM ApexTestResults) FROM ApexTestResult",
    ],
)
def test_what_needs_apex_or_packages_has_no_rows(admin, soql):
    assert ask(admin, soql)["records"] == []


def test_an_entity_is_named_by_its_durable_id(admin):
    soql = "SELECT Id, DurableId, QualifiedApiName, KeyPrefix FROM EntityDefinition WHERE QualifiedApiName = 'Account'"
    answer = ask(admin, soql)
    assert (answer["size"], answer["entityTypeName"]) == (1, "EntityDefinition")
    assert answer["records"] == [
        {
            "attributes": {
                "type": "EntityDefinition",
                "url": "/services/data/v62.0/tooling/sobjects/EntityDefinition/Account",
            },
            "Id": "000000000000000AAA",
            "DurableId": "Account",
            "QualifiedApiName": "Account",
            "KeyPrefix": "001",
        }
    ]


@pytest.mark.parametrize("path", [TOOLING, "/query"])
@pytest.mark.parametrize(
    "where",
    [
        "EntityDefinitionId = 'Lead'",
        "EntityDefinition.QualifiedApiName = 'Lead'",
        "EntityDefinition.QualifiedApiName IN ('Lead') AND IsNillable = false",
        "DurableId = 'Lead.Company'",
    ],
)
def test_fields_are_asked_for_by_their_entity(admin, path, where):
    soql = f"SELECT QualifiedApiName, DataType, EntityDefinition.Label FROM FieldDefinition WHERE {where}"
    found = {each["QualifiedApiName"]: each for each in ask(admin, soql, path)["records"]}
    assert found["Company"]["DataType"] == "Text(255)"
    assert found["Company"]["EntityDefinition"]["Label"] == "Lead"


@pytest.mark.parametrize("path", [TOOLING, "/query"])
@pytest.mark.parametrize("where", ["", "WHERE IsNillable = true", "WHERE DurableId = 'a' OR IsNillable = true"])
def test_fields_of_no_entity_are_not_looked_for(admin, path, where):
    assert refused(admin, f"SELECT Id FROM FieldDefinition {where}", path) == ("MALFORMED_QUERY", REIFIED)


def test_fields_come_below_their_entity(admin):
    soql = "SELECT QualifiedApiName, (SELECT QualifiedApiName FROM Fields WHERE IsNameField = true) "
    answer = ask(admin, soql + "FROM EntityDefinition WHERE QualifiedApiName = 'Case'")
    assert answer["records"][0]["Fields"]["records"][0]["QualifiedApiName"] == "CaseNumber"


def test_custom_objects_and_fields_have_ids_that_stay(admin):
    soql = "SELECT Id, DeveloperName FROM CustomField WHERE TableEnumOrId = 'Account'"
    first, second = ask(admin, soql)["records"], ask(admin, soql)["records"]
    assert first == second
    assert "Partner_Tier" in {each["DeveloperName"] for each in first}
    object_id = ask(admin, "SELECT Id FROM CustomObject WHERE DeveloperName = 'Deal_Registration'")["records"][0]["Id"]
    fields = ask(admin, f"SELECT Id FROM CustomField WHERE TableEnumOrId = '{object_id[:15]}'")["records"]
    assert fields
    record = admin.get(f"/tooling/sobjects/CustomField/{fields[0]['Id']}").json
    assert record["FullName"].startswith("Deal_Registration__c.")


def test_a_full_name_comes_for_one_record_only(admin):
    code, message = refused(admin, "SELECT FullName FROM CustomField")
    assert code == "MALFORMED_QUERY"
    assert "no more than one row" in message


def test_a_partner_learns_of_no_field_that_they_may_not_read(world):
    acme = world.partner("Acme")
    entities = {
        each["QualifiedApiName"]
        for each in ask(acme.caller, "SELECT QualifiedApiName FROM EntityDefinition")["records"]
    }
    assert "Lead" in entities
    assert "UserLogin" not in entities
    soql = "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinitionId = 'Lead'"
    theirs = {each["QualifiedApiName"] for each in ask(acme.caller, soql)["records"]}
    described = {each["name"] for each in acme.caller.get("/sobjects/Lead/describe").json["fields"]}
    assert theirs == described


def test_shared_objects_are_answered_with_their_records(admin):
    answer = ask(admin, "SELECT Id, Name FROM Profile WHERE Name = 'System Administrator'")
    assert (answer["size"], answer["entityTypeName"]) == (1, "Profile")


def test_an_object_of_the_data_api_alone_is_none_of_the_tooling_api(admin):
    assert refused(admin, "SELECT Id FROM Account")[0] == "INVALID_TYPE"


def test_describes_tell_of_the_tooling_objects_and_of_no_others(admin):
    names = {each["name"] for each in admin.get("/tooling/sobjects").json["sobjects"]}
    assert {"EntityDefinition", "FieldDefinition", "CustomField", "ApexClass"} <= names
    assert "Account" not in names
    described = admin.get("/tooling/sobjects/FieldDefinition/describe").json
    assert described["urls"]["describe"] == "/services/data/v62.0/tooling/sobjects/FieldDefinition/describe"
    assert "EntityDefinitionKey" not in {each["name"] for each in described["fields"]}
    assert admin.get("/tooling/sobjects/ApexClass").json["objectDescribe"]["keyPrefix"] == "01p"


@pytest.mark.parametrize("path", ["SourceMember/describe", "Account/describe", "User/describe", "CustomField/x"])
def test_what_the_tooling_api_does_not_have_is_not_found(admin, path):
    answer = admin.get(f"/tooling/sobjects/{path}")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (404, "NOT_FOUND")


def test_an_entity_is_retrieved_by_its_durable_id(admin):
    assert admin.get("/tooling/sobjects/EntityDefinition/Lead").json["QualifiedApiName"] == "Lead"


def test_the_root_names_the_resources(admin):
    assert admin.get("/tooling/").json == {
        "query": "/services/data/v62.0/tooling/query",
        "sobjects": "/services/data/v62.0/tooling/sobjects",
    }


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "executeAnonymous?anonymousBody=x"),
        ("POST", "runTestsSynchronous"),
        ("POST", "runTestsAsynchronous"),
        ("GET", "completions?type=apex"),
        ("POST", "sobjects/CustomField"),
        ("PATCH", "sobjects/CustomField/00N000000000001AAA"),
    ],
)
def test_apex_and_writes_are_refused_by_name(admin, method, path):
    answer = admin.call(method, f"/tooling/{path}", json={} if method != "GET" else None)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (501, "NOT_IMPLEMENTED")


def test_tests_cannot_be_run_by_get(admin):
    answer = admin.get("/tooling/runTestsSynchronous/")
    assert answer.status_code == 405
    assert answer.json == [
        {"errorCode": "METHOD_NOT_ALLOWED", "message": "HTTP Method 'GET' not allowed. Allowed are POST"}
    ]
