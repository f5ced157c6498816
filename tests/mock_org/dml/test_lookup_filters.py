"""A lookup takes only what its filter lets through; a default value may be a formula."""

from datetime import UTC, datetime

FILTER = (
    "<type>Lookup</type><referenceTo>Contact</referenceTo><relationshipName>Sponsored</relationshipName>"
    "<lookupFilter><active>true</active><isOptional>false</isOptional>{message}{items}</lookupFilter>"
)


def item(field, value):
    return f"<filterItems><field>{field}</field><operation>equals</operation>{value}</filterItems>"


def filtered(*items, message=""):
    return FILTER.format(items="".join(items), message=message)


def test_a_record_that_the_filter_does_not_let_through_is_refused(world, admin, project):
    own = item("Contact.AccountId", "<valueField>$Source.AccountId</valueField>")
    known = item("Contact.Department", "<value>IT, Sales</value>")
    project.field("Case", "Sponsor__c", filtered(own, known, message="<errorMessage>Not he.</errorMessage>"))
    project.deploy(world.org)
    account, other = admin.create("Account", Name="A"), admin.create("Account", Name="B")
    good = admin.create("Contact", LastName="Good", AccountId=account, Department="IT")
    wrong = admin.create("Contact", LastName="Wrong", AccountId=account, Department="HR")
    case = admin.create("Case", AccountId=account, Sponsor__c=good)
    answer = admin.update("Case", case, Sponsor__c=wrong)
    assert answer.status_code == 400
    assert answer.json == [
        {"message": "Not he.", "errorCode": "FIELD_FILTER_VALIDATION_EXCEPTION", "fields": ["Sponsor__c"]}
    ]
    assert admin.update("Case", case, Subject="x").status_code == 204
    assert admin.update("Case", case, AccountId=other).json[0]["errorCode"] == "FIELD_FILTER_VALIDATION_EXCEPTION"
    assert admin.update("Case", case, Sponsor__c=None, AccountId=other).status_code == 204


def test_a_filter_without_a_message_has_salesforces(world, admin, project):
    project.field("Case", "Sponsor__c", filtered(item("Contact.Department", "<value>IT</value>"))).deploy(world.org)
    contact = admin.create("Contact", LastName="Wrong")
    answer = admin.call("POST", "/sobjects/Case", json={"Sponsor__c": contact})
    assert answer.json[0]["message"] == "Value does not exist or does not match filter criteria."


def test_a_default_value_is_computed_for_the_running_user(world, admin, project):
    project.field("Account", "Due__c", "<type>Date</type><defaultValue>TODAY() + 7</defaultValue>")
    project.field("Account", "By__c", "<type>Text</type><length>80</length><defaultValue>$User.Username</defaultValue>")
    project.deploy(world.org)
    world.org.clock.set(datetime(2026, 5, 6, 12, tzinfo=UTC), frozen=True)
    account = admin.create("Account", Name="A")
    sent = admin.create("Account", Name="B", Due__c=None, By__c="me")
    row = {each["Id"]: each for each in admin.query("SELECT Id, Due__c, By__c FROM Account")}
    name = admin.query(f"SELECT Username FROM User WHERE Id = '{admin.user_id}'")[0]["Username"]
    assert (row[account]["Due__c"], row[account]["By__c"]) == ("2026-05-13", name)
    assert (row[sent]["Due__c"], row[sent]["By__c"]) == (None, "me")


def test_auto_numbers_begin_where_they_are_told(world, admin, project):
    number = "<displayFormat>A-{YYYY}-{0000}</displayFormat><startingNumber>70</startingNumber>"
    project.field("Account", "No__c", f"<type>AutoNumber</type>{number}").deploy(world.org)
    world.org.clock.set(datetime(2026, 5, 6, 12, tzinfo=UTC), frozen=True)
    for name in ("A", "B"):
        admin.create("Account", Name=name)
    assert [row["No__c"] for row in admin.query("SELECT No__c FROM Account WHERE No__c != null ORDER BY Name")] == [
        "A-2026-0070",
        "A-2026-0071",
    ]
