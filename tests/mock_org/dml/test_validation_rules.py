"""Validation rules stop a save in their own words, whoever saves and by whatever way."""


def refused(answer):
    return [(each["errorCode"], each["message"], each["fields"]) for each in answer.json]


def test_a_record_for_which_a_rule_holds_is_refused_at_the_rules_field(world, admin, project):
    project.rule("Opportunity", "Small", "Amount < 5", "Please contact your administrator.", "Amount").deploy(world.org)
    account = admin.create("Account", Name="Acme")
    deal = admin.create(
        "Opportunity", Name="D", StageName="Prospecting", CloseDate="2030-01-01", AccountId=account, Amount=10
    )
    answer = admin.update("Opportunity", deal, Amount=1)
    assert answer.status_code == 400
    code = "FIELD_CUSTOM_VALIDATION_EXCEPTION"
    assert answer.json == [{"message": "Please contact your administrator.", "errorCode": code, "fields": ["Amount"]}]
    assert admin.query(f"SELECT Amount FROM Opportunity WHERE Id = '{deal}'")[0]["Amount"] == 10
    assert admin.update("Opportunity", deal, Amount=7).status_code == 204


def test_all_rules_that_hold_are_told(world, admin, project):
    project.rule("Lead", "One", "ISNEW()", "First.").rule("Lead", "Two", "TRUE", "Second.", "Rating").deploy(world.org)
    answer = admin.call("POST", "/sobjects/Lead", json={"LastName": "A", "Company": "B"})
    code = "FIELD_CUSTOM_VALIDATION_EXCEPTION"
    assert refused(answer) == [(code, "First.", []), (code, "Second.", ["Rating"])]


def test_a_rule_sees_what_was_before(world, admin, project):
    rule = "ISCHANGED(Rating) && ISPICKVAL(PRIORVALUE(Rating), 'Hot') && NOT(ISPICKVAL(Rating, 'Warm'))"
    project.rule("Account", "Down", rule, "Hot becomes warm only.").deploy(world.org)
    account = admin.create("Account", Name="Acme", Rating="Hot")
    assert admin.update("Account", account, Name="Acme 2").status_code == 204
    assert refused(admin.update("Account", account, Rating="Cold"))[0][1] == "Hot becomes warm only."
    assert admin.update("Account", account, Rating="Warm").status_code == 204
    assert admin.update("Account", account, Rating="Cold").status_code == 204


def test_a_rule_sees_the_running_user_and_parents(world, admin, project):
    rule = "$Profile.Name = 'Channel Partner' && Owner:User.Id = $User.Id && Owner:User.Profile.Name = $Profile.Name"
    project.rule("Lead", "Own", rule, "Not for yourself.").deploy(world.org)
    partner, lead = world.partner("North"), {"LastName": "New", "Company": "C"}
    assert refused(partner.caller.call("POST", "/sobjects/Lead", json=lead))[0][1] == "Not for yourself."
    admin.create("Lead", **lead)


def test_a_rule_runs_after_system_validation_and_sees_defaults_and_formulas(world, admin, project):
    project.formula("Account", "Loud__c", "UPPER(Name)")
    project.rule("Account", "Loud", "Loud__c = 'ACME'", "Too loud.").deploy(world.org)
    assert refused(admin.call("POST", "/sobjects/Account", json={"Name": "Acme"}))[0][1] == "Too loud."
    missing = admin.call("POST", "/sobjects/Account", json={})
    assert refused(missing)[0][0] == "REQUIRED_FIELD_MISSING"


def test_a_rule_that_cannot_be_computed_stops_the_save(world, admin, project):
    project.rule("Account", "Ratio", "1 / NumberOfEmployees > 2", "No.").deploy(world.org)
    answer = admin.call("POST", "/sobjects/Account", json={"Name": "Acme", "NumberOfEmployees": 0})
    assert refused(answer)[0][:2] == (
        "FORMULA_EXPRESSION_INVALID",
        'The formula in the "Ratio" validation rule is invalid: Division by zero.',
    )
    admin.create("Account", Name="Blank")


def test_rules_come_and_go_with_images(world, admin, project):
    before = world.org.image()
    project.rule("Account", "Never", "TRUE", "Never.").deploy(world.org)
    assert refused(admin.call("POST", "/sobjects/Account", json={"Name": "Acme"}))[0][1] == "Never."
    world.org.restore(before)
    world.admin.create("Account", Name="Acme")


def test_a_rule_looks_a_value_up_in_another_object(world, admin, project):
    columns = "$ObjectType.Account.Fields.BillingCity, $ObjectType.Account.Fields.Name"
    project.rule("Lead", "City", f"VLOOKUP({columns}, Company) <> City", "Wrong city.", "City").deploy(world.org)
    admin.create("Account", Name="Acme", BillingCity="Berlin")
    wrong = admin.call("POST", "/sobjects/Lead", json={"LastName": "L", "Company": "Acme", "City": "Rome"})
    assert refused(wrong)[0][1:] == ("Wrong city.", ["City"])
    admin.create("Lead", LastName="L", Company="Acme", City="Berlin")
    admin.create("Lead", LastName="L", Company="Unknown")
