from mock_org import dml
from mock_org.dml import Trigger
from mock_org.errors import SalesforceError


def with_triggers(bare, *triggers):
    """The administrator's save context with these triggers and, beside the platform's, no others."""
    org = bare.org
    user = org.running_user(org.admin_id)
    return dml.SaveContext(
        org.database, org.schema, org.settings, org.clock, org.security, user, dml.all_triggers(triggers)
    )


def test_the_order_of_execution_has_salesforces_stations():
    assert [step.__name__ for step in dml.ORDER_OF_EXECUTION] == [
        "load_original",
        "check_permissions",
        "system_validation",
        "before_triggers",
        "derived_fields",
        "validate_record",
        "custom_validation",
        "duplicate_rules",
        "write",
        "after_triggers",
        "roll_up",
    ]


def test_before_triggers_change_the_record_and_after_triggers_see_it_written(bare):
    seen = []

    def before(context):
        seen.append(("before", context.new.get("Id"), context.new["Name"]))
        context.new["Description"] = "by trigger"

    def after(context):
        seen.append(("after", context.system.get("Account", context.new["Id"])["Description"]))

    ctx = with_triggers(
        bare, Trigger("Account", "after", "insert", after), Trigger("account", "before", "insert", before)
    )
    account = dml.insert_one(ctx, "Account", {"Name": "x"})
    assert seen == [("before", None, "x"), ("after", "by trigger")]
    assert bare.row("Account", account)["Description"] == "by trigger"


def test_what_a_before_trigger_writes_is_validated(bare):
    def spoil(context):
        context.new["Text__c"] = "much too long"

    results = dml.insert(with_triggers(bare, Trigger("Thing__c", "before", "insert", spoil)), "Thing__c", [{}])
    assert results[0].errors[0].code == "STRING_TOO_LONG"


def test_triggers_of_an_update_know_what_changed(bare):
    changes = []

    def note(context):
        changes.append((context.old["Phone"], context.new["Phone"], context.changed("Name"), context.changed("Phone")))

    account = bare.account(Phone="1")
    dml.update_one(with_triggers(bare, Trigger("Account", "after", "update", note)), "Account", account, {"Phone": "2"})
    assert changes == [("1", "2", False, True)]


def test_a_refusal_in_an_after_trigger_undoes_all_that_the_save_did(bare):
    def make_contact_and_refuse(context):
        context.system.insert("Contact", {"LastName": "x", "AccountId": context.new["Id"]})
        raise SalesforceError("FIELD_CUSTOM_VALIDATION_EXCEPTION", "no", [])

    before = bare.counts()
    ctx = with_triggers(bare, Trigger("Account", "after", "insert", make_contact_and_refuse))
    (result,) = dml.insert(ctx, "Account", [{"Name": "x"}], all_or_none=False)
    assert (result.success, result.errors[0].message) == (False, "no")
    assert bare.counts() == before


def test_all_or_none_rolls_back_the_good_ones_and_says_so(bare):
    results = bare.admin.insert_many("Account", [{"Name": "good"}, {"Nmae": "bad"}])
    assert [r.to_json() for r in results] == [
        {
            "success": False,
            "errors": [
                {
                    "statusCode": "ALL_OR_NONE_OPERATION_ROLLED_BACK",
                    "message": "Record rolled back because not all records were valid and the request was using "
                    "AllOrNone header",
                    "fields": [],
                }
            ],
        },
        {
            "success": False,
            "errors": [
                {
                    "statusCode": "INVALID_FIELD",
                    "message": "No such column 'Nmae' on sobject of type Account",
                    "fields": [],
                }
            ],
        },
    ]
    assert bare.records.count("Account") == 0


def test_without_all_or_none_each_record_stands_for_itself(bare):
    results = bare.admin.insert_many("Account", [{"Name": "good"}, {}, {"Name": "too"}], all_or_none=False)
    assert [r.success for r in results] == [True, False, True]
    assert {row["Name"] for row in bare.records.find("Account")} == {"good", "too"}
    assert results[0].to_json() == {"id": results[0].id, "success": True, "errors": []}


def test_an_update_of_a_list_needs_ids_that_exist(bare):
    ctx = with_triggers(bare)
    results = dml.update(ctx, "Account", [{"Name": "x"}, {"Id": "001Mo0000000099IAA", "Name": "x"}], all_or_none=False)
    assert [r.errors[0].code for r in results] == ["MISSING_ARGUMENT", "INVALID_CROSS_REFERENCE_KEY"]
    (result,) = dml.update(ctx, "Account", [{"Id": "003Mo0000000099", "Name": "x"}])
    message = "Account ID: id value of incorrect type: 003Mo0000000099"
    assert (result.errors[0].code, result.errors[0].message) == ("MALFORMED_ID", message)
    assert result.errors[0].fields == ["Id"]


def test_ids_of_15_characters_and_of_a_wrong_case_find_their_record(bare):
    account = bare.account()
    ctx = with_triggers(bare)
    for sent in (account[:15], account.lower()):
        (result,) = dml.update(ctx, "Account", [{"id": sent, "Name": sent}])
        assert (result.success, result.id) == (True, account)


def test_an_update_without_a_change_keeps_every_value(bare):
    account = bare.account(Phone="1")
    before = bare.row("Account", account)
    bare.admin.update("Account", account, {})
    after = bare.row("Account", account)
    audit = {"LastModifiedDate", "SystemModstamp"}
    assert {k: v for k, v in after.items() if k not in audit} == {k: v for k, v in before.items() if k not in audit}
