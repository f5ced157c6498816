"""What a describe shows depends on who asks."""


def relations(caller, name):
    described = caller.get(f"/sobjects/{name}/describe").json
    return {(child["childSObject"], child["field"]) for child in described["childRelationships"]}


def test_child_relationships_are_those_that_the_caller_may_read(world, admin):
    partner = world.partner("Globex")
    readable = {each["name"] for each in partner.caller.get("/sobjects").json["sobjects"]}
    everything, his = relations(admin, "Account"), relations(partner.caller, "Account")
    assert ("Contact", "AccountId") in his
    assert {child for child, _ in his} <= readable
    assert his < everything


def test_a_case_has_urls_of_its_own(admin):
    urls = admin.get("/sobjects/Case/describe").json["urls"]
    assert urls["caseRowArticleSuggestions"] == "/services/data/v62.0/sobjects/Case/{ID}/suggestedArticles"
    assert "caseArticleSuggestions" not in admin.get("/sobjects/Account/describe").json["urls"]


def test_the_global_describe_says_how_much_goes_in_one_call(admin):
    answer = admin.get("/sobjects").json
    assert (answer["encoding"], answer["maxBatchSize"]) == ("UTF-8", 200)


def fields(caller, name="Lead"):
    return {field["name"]: field for field in caller.get(f"/sobjects/{name}/describe").json["fields"]}


def test_what_may_be_done_with_a_field_is_told_as_it_is_now(world):
    first, second = world.partner("Acme").caller, world.partner("Globex").caller
    assert fields(first)["Phone"]["updateable"]
    assert fields(second)["Phone"]["updateable"]
    where = "Parent.Profile.Name = 'Channel Partner' AND Field = 'Lead.Phone'"
    row = world.admin.one(f"SELECT Id FROM FieldPermissions WHERE {where}")["Id"]
    assert world.admin.update("FieldPermissions", row, PermissionsEdit=False).status_code == 204
    assert not fields(first)["Phone"]["updateable"]
    assert world.admin.call("DELETE", f"/sobjects/FieldPermissions/{row}").status_code == 204
    assert "Phone" not in fields(first)
    assert "Phone" not in fields(second)
    assert "Phone" in fields(world.admin)
    world.org.restore(world.org.images["ready"])
    assert fields(world.partner("Acme").caller)["Phone"]["updateable"]


def test_an_object_that_is_deployed_is_told_at_once(world, project):
    names = {each["name"] for each in world.admin.get("/sobjects").json["sobjects"]}
    assert "Deal__c" not in names
    before = fields(world.admin, "Account")
    project.field("Account", "Tier_Note__c", "<type>Text</type><length>20</length>").deploy(world.org)
    assert "Deal__c" in {each["name"] for each in world.admin.get("/sobjects").json["sobjects"]}
    assert fields(world.admin, "Account").keys() - before.keys() == {"Tier_Note__c"}


def test_a_lookup_filter_that_is_deployed_is_told_at_once(world, project):
    lookup = "<type>Lookup</type><referenceTo>Contact</referenceTo><relationshipName>Notes</relationshipName>"
    project.field("Account", "Chief__c", lookup).deploy(world.org)
    assert fields(world.admin, "Account")["Chief__c"]["filteredLookupInfo"] is None
    items = "<filterItems><field>Contact.Title</field><operation>equals</operation><value>Chief</value></filterItems>"
    project.field(
        "Account",
        "Chief__c",
        f"{lookup}<lookupFilter><active>true</active>{items}<isOptional>false</isOptional></lookupFilter>",
    )
    project.deploy(world.org)
    assert fields(world.admin, "Account")["Chief__c"]["filteredLookupInfo"] is not None


def test_a_feature_that_is_switched_off_is_gone_at_once(world):
    assert "Network" in {each["name"] for each in world.admin.get("/sobjects").json["sobjects"]}
    world.org.configure(world.org.settings.patched({"digital_experiences": False}))
    assert "Network" not in {each["name"] for each in world.admin.get("/sobjects").json["sobjects"]}


def test_a_new_record_type_is_told_at_once(world):
    def types(caller):
        return {each["developerName"] for each in caller.get("/sobjects/Lead/describe").json["recordTypeInfos"]}

    assert "Fresh" not in types(world.admin)
    world.admin.create("RecordType", Name="Fresh", DeveloperName="Fresh", SobjectType="Lead")
    assert "Fresh" in types(world.admin)
