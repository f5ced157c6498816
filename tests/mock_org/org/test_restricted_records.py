"""Restriction rules, scoping rules and org-wide defaults of a project, as users of the REST API meet them."""

DEAL = "Deal_Registration__c"
RULE = (
    "<active>true</active><description>-</description><masterLabel>Own</masterLabel><version>1</version>"
    "<recordFilter>OwnerId = $User.Id</recordFilter><userCriteria>$User.UserType = 'PowerPartner'</userCriteria>"
)


def rule(project, name, sobject, kind):
    of_kind = f"<targetEntity>{sobject}</targetEntity><enforcementType>{kind}</enforcementType>"
    project.put(f"restrictionRules/{name}.rule", "RestrictionRule", RULE + of_kind)


def test_a_restricted_record_is_not_there_and_a_scope_narrows_queries_that_ask_for_it(world, project):
    defaults = "<sharingModel>ReadWrite</sharingModel><externalSharingModel>Read</externalSharingModel>"
    for sobject in (DEAL, "Lead"):
        project.put(f"objects/{sobject}/{sobject}.object", "CustomObject", defaults)
    rule(project, "Own_Deals", DEAL, "Restrict")
    rule(project, "Own_Leads", "Lead", "Scoping")
    project.deploy(world.org)
    partner = world.partner("Acme")
    named = {
        "Deal_Name__c": "d",
        "Partner_Account__c": partner.account_id,
        "Close_Date__c": "2030-01-31",
        "Amount__c": 1,
    }
    deal, own = world.admin.create(DEAL, **named), partner.caller.create(DEAL, **named)
    assert [row["Id"] for row in partner.caller.query(f"SELECT Id FROM {DEAL}")] == [own]
    answer = partner.caller.get(f"/sobjects/{DEAL}/{deal}")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (404, "NOT_FOUND")
    assert partner.caller.update(DEAL, deal, Deal_Name__c="mine").status_code in (403, 404)
    assert len(world.admin.query(f"SELECT Id FROM {DEAL}")) == 2
    for who in (world.admin, partner.caller):
        who.create("Lead", LastName="Initech", Company="Initech")
    assert len(partner.caller.query("SELECT Id FROM Lead")) == 2
    assert len(partner.caller.query("SELECT Id FROM Lead USING SCOPE scopingRule")) == 1
    told = world.admin.query("SELECT DefaultLeadAccess, DefaultCaseAccess FROM Organization")[0]
    assert (told["DefaultLeadAccess"], told["DefaultCaseAccess"]) == ("Edit", "None")
    entity = "SELECT InternalSharingModel, ExternalSharingModel FROM EntityDefinition WHERE QualifiedApiName = 'Lead'"
    row = world.admin.query(entity)[0]
    assert (row["InternalSharingModel"], row["ExternalSharingModel"]) == ("ReadWrite", "Read")
