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
