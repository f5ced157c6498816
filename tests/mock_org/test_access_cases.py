"""Who reads and who changes which record, asked of the REST API as each of the people concerned."""

from importlib.resources import files

from mock_org.metadata import deploy
from tests.mock_org.sfdx import NAMESPACE

LEAD, OPPTY, CASE, DEAL, ACCOUNT, CONTACT = "Lead", "Opportunity", "Case", "Deal_Registration__c", "Account", "Contact"


SEEN = [
    ("a partner sees the own account, and that of a shared opportunity", "ann", ACCOUNT, {"acme", "beta"}),
    ("a manager sees the accounts that come with what is below", "max", ACCOUNT, {"acme", "globex", "beta"}),
    ("a partner of another company sees the own account alone", "bo", ACCOUNT, {"globex"}),
    ("a partner sees the contacts of the own account, none without account", "bo", CONTACT, {"contact bo"}),
    ("a partner sees the own opportunities, not those of the account", "bo", OPPTY, set()),
    ("a share counts, the account does not", "ann", OPPTY, {"opportunity of ann", "shared opportunity"}),
    ("a member of the team sees the opportunity", "abe", OPPTY, {"team opportunity"}),
    ("the contact of a case sees it", "ann", CASE, {"case of ann"}),
    ("the manager sees what users below see as contacts of cases", "max", CASE, {"case of ann", "case of abe"}),
    ("what was not shared stays unseen by internal users elsewhere", "sal", OPPTY, set()),
    ("users of one role do not see each other's leads", "ann", LEAD,
     {"lead of ann", "lead shared to edit", "pool lead"}),
    ("a queue and a share open to their users", "abe", LEAD,
     {"lead of abe", "lead of wes", "lead of the desk", "pool lead"}),
    ("another company sees its own and the pool", "bo", LEAD, {"lead of bo", "pool lead"}),
    ("a set opens the deals of the own account", "abe", DEAL, {"deal of acme"}),
    ("a set of one company opens nothing to the other", "bo", DEAL, {"deal of globex"}),
]  # fmt: skip

TOUCHED = [  # who, object, record, GET, PATCH
    ("the owner changes the own lead", "ann", LEAD, "lead of ann", 200, 204),
    ("a manager reads and changes what is owned below", "max", LEAD, "lead of ann", 200, 204),
    ("the executive does so two steps up", "eve", LEAD, "lead of ann", 200, 204),
    ("nobody sees what is owned above", "max", LEAD, "lead of eve", 404, 404),
    ("a colleague in the same role sees nothing", "abe", LEAD, "lead of ann", 404, 404),
    ("the channel manager who owns the account stands above it", "cy", LEAD, "lead of ann", 200, 204),
    ("and so does his superior", "vera", LEAD, "lead of ann", 200, 204),
    ("the channel manager of another company does not", "wes", LEAD, "lead of ann", 404, 404),
    ("nor does somebody of another branch", "sal", LEAD, "lead of ann", 404, 404),
    ("a share to read does not let change", "abe", LEAD, "lead of wes", 200, 403),
    ("nor the superior of who it was shared with", "max", LEAD, "lead of wes", 200, 403),
    ("a share to edit does", "ann", LEAD, "lead shared to edit", 200, 204),
    ("a rule that reads does not let change", "bo", LEAD, "pool lead", 200, 403),
    ("a member of the queue changes what it owns", "abe", LEAD, "lead of the desk", 200, 204),
    ("a case of another contact is not there", "ann", CASE, "case of abe", 404, 404),
    ("the superior of the case's contact reads it too", "max", CASE, "case of ann", 200, 403),
    ("the own account is read and not changed", "ann", ACCOUNT, "acme", 200, 403),
    ("the account of a shared opportunity is read", "ann", ACCOUNT, "beta", 200, 403),
    ("other accounts are not there", "bo", ACCOUNT, "acme", 404, 404),
    ("contacts of the own account are read", "ann", CONTACT, "contact abe", 200, 403),
    ("contacts of a readable account follow it", "ann", CONTACT, "contact of beta", 200, 403),
    ("contacts of others are not there", "bo", CONTACT, "contact ann", 404, 404),
    ("a set lets change", "ann", DEAL, "deal of acme", 200, 204),
    ("a set of another company does not", "ann", DEAL, "deal of globex", 404, 404),
    ("the team's level counts", "abe", OPPTY, "team opportunity", 200, 204),
    ("a private opportunity is not there", "bo", OPPTY, "private opportunity", 404, 404),
    ("but for its owner's superiors", "vera", OPPTY, "private opportunity", 200, 204),
    ("who may not read the object finds no record of it", "stan", DEAL, "deal of acme", 404, 404),
]  # fmt: skip


def test_everybody_sees_and_changes_what_is_due(vendor):
    for says, who, sobject, due in SEEN:
        assert (says, vendor.sees(who, sobject)) == (says, due)
    wrong = []
    for says, who, sobject, key, *due in TOUCHED:
        done = [vendor.read(who, sobject, key), vendor.write(who, sobject, key)]
        wrong += [(says, done)] if done != due else []
    assert wrong == []


def rows(caller, sobject, where):
    return caller.query(f"SELECT Id FROM {sobject} WHERE {where}")


def group_of(vendor, kind, role):
    return rows(vendor.admin, "Group", f"Type = '{kind}' AND Related.Name = '{role}'")[0]["Id"]


def test_super_users_see_what_colleagues_own_as_long_as_the_org_says_so(vendor):
    admin, abe = vendor.admin, vendor.people["abe"]
    alone = vendor.sees("abe", LEAD)
    assert admin.update("User", abe.user_id, IsPrmSuperUser=True).status_code == 204
    assert vendor.sees("abe", LEAD) == alone | {"lead of ann", "lead shared to edit"}
    assert vendor.sees("abe", OPPTY) == {"team opportunity", "opportunity of ann", "shared opportunity"}
    assert vendor.write("abe", LEAD, "lead of ann") == 204
    assert [vendor.read("abe", LEAD, f"lead of {name}") for name in ("max", "bo")] == [404, 404]
    doors = vendor.world.app.test_client()
    for on, seen in ((False, alone), (True, alone | {"lead of ann", "lead shared to edit"})):
        assert doors.patch("/_mock/settings", json={"partner_super_user_access": on}).status_code == 200
        assert vendor.sees("abe", LEAD) == seen
    ann = vendor.people["ann"]
    assert abe.update("User", ann.user_id, IsPrmSuperUser=True).status_code >= 400
    assert vendor.sees("ann", LEAD) == {"lead of ann", "lead shared to edit", "pool lead"}


def test_a_share_to_the_role_of_an_account_reaches_its_users_and_all_above(vendor):
    lead = vendor.lead("new lead", "sal")
    for kind, opens in (("Role", {"ann", "abe", "max", "eve", "cy", "vera"}),
                        ("RoleAndSubordinates", {"ann", "abe", "max", "eve", "cy", "vera"})):  # fmt: skip
        share = vendor.share(LEAD, "new lead", group_of(vendor, kind, "Zed Acme Partner User"))
        assert {who for who in vendor.people if vendor.read(who, LEAD, "new lead") == 200} == opens | {"sal"}
        assert vendor.admin.call("DELETE", f"/sobjects/LeadShare/{share}").status_code == 204
    vendor.share(LEAD, "new lead", group_of(vendor, "Role", "Zed Acme Partner Executive"))
    assert {who for who in vendor.people if vendor.read(who, LEAD, "new lead") == 200} == {"eve", "cy", "vera", "sal"}
    assert lead in [row["Id"] for row in vendor.people["eve"].query("SELECT Id FROM Lead")]


def test_access_to_a_child_is_a_row_of_its_account_and_ends_with_it(vendor):
    where = f"AccountId = '{vendor.ids['beta']}' AND UserOrGroupId = '{vendor.people['ann'].user_id}'"
    asked = f"SELECT AccountAccessLevel, RowCause FROM AccountShare WHERE {where}"
    [row] = vendor.admin.query(asked)
    assert (row["AccountAccessLevel"], row["RowCause"]) == ("Read", "ImplicitParent")
    [share] = rows(vendor.admin, "OpportunityShare", f"OpportunityId = '{vendor.ids['shared opportunity']}' "
                   "AND RowCause = 'Manual'")  # fmt: skip
    assert vendor.admin.call("DELETE", f"/sobjects/OpportunityShare/{share['Id']}").status_code == 204
    assert vendor.admin.query(asked) == []
    assert vendor.sees("ann", ACCOUNT) == {"acme"}


def test_view_all_on_an_object_opens_no_account_and_changes_nothing(vendor):
    admin, bo = vendor.admin, vendor.people["bo"]
    allowed = admin.create("PermissionSet", Name="All_Opportunities", Label="All opportunities")
    flags = {"PermissionsRead": True, "PermissionsViewAllRecords": True}
    admin.create("ObjectPermissions", ParentId=allowed, SobjectType="Opportunity", **flags)
    admin.create("PermissionSetAssignment", PermissionSetId=allowed, AssigneeId=bo.user_id)
    assert len(vendor.sees("bo", OPPTY)) == len(admin.query("SELECT Id FROM Opportunity"))
    assert vendor.sees("bo", ACCOUNT) == {"globex"}
    assert vendor.write("bo", OPPTY, "private opportunity") == 403


def test_owners_show_their_name_where_they_may_be_a_queue_and_nothing_elsewhere(vendor):
    ann = vendor.people["ann"]
    [account] = ann.query(f"SELECT Name, Owner.Name FROM Account WHERE Id = '{vendor.ids['acme']}'")
    assert (account["Name"], account["Owner"]) == ("Zed Acme", None)
    lead = "SELECT Owner.Name, Owner.Email FROM Lead WHERE Company = 'Zed pool lead'"
    assert {k: v for k, v in ann.query(lead)[0]["Owner"].items() if k != "attributes"} == {"Name": "wes", "Email": None}


def test_user_record_access_takes_two_hundred_records(vendor):
    ann = vendor.people["ann"]

    def ask(count):
        listed = "', '".join([vendor.ids["acme"], *(f"00QMo000009{number:04}" for number in range(count - 1))])
        soql = f"SELECT RecordId FROM UserRecordAccess WHERE UserId = '{ann.user_id}' AND RecordId IN ('{listed}')"
        return ann.get("/query", query_string={"q": soql})

    assert [row["RecordId"] for row in ask(200).json["records"]] == [vendor.ids["acme"]]
    assert ask(201).status_code == 400


ABOVE_EAST = {"cy", "vera", "wes"}  # wes owns the lead, vera stands above both
ACME = {"eve", "max", "ann", "abe"} | ABOVE_EAST
TARGETS = [
    ("<allPartnerUsers/>", {*ACME, "bo"} - {"cy"}),  # nobody stands above a group of all
    ("<allInternalUsers/>", ABOVE_EAST | {"sal", "stan"}),
    ("<role>Channel_Manager_East</role>", ABOVE_EAST),
    ("<roleAndSubordinates>Channel_Manager_East</roleAndSubordinates>", ACME),
    ("<roleAndSubordinatesInternal>Channel_Manager_East</roleAndSubordinatesInternal>", ABOVE_EAST),
    ("<portalRole>{manager}</portalRole>", {"max", "eve"} | ABOVE_EAST),
    ("<portalRoleAndSubordinates>{manager}</portalRoleAndSubordinates>", ACME),
    ("<portalRoleandSubordinates>{manager}</portalRoleandSubordinates>", ACME),
    ("<queue>Desk</queue>", {"abe", "max", "eve"} | ABOVE_EAST),
    ("<channelProgramGroup>Resellers_Gold</channelProgramGroup>", ACME - {"cy"}),
]


def put(vendor, folder, path, root, content):
    file = folder / f"{path}-meta.xml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'<{root} xmlns="{NAMESPACE}">{content}</{root}>', encoding="utf-8")
    return deploy(vendor.world.org, [folder])


def rule(target, access="Read"):
    return (
        f"<sharingCriteriaRules><fullName>Gold</fullName><accessLevel>{access}</accessLevel><label>Gold</label>"
        f"<sharedTo>{target}</sharedTo><criteriaItems><field>Partner_Tier__c</field><operation>equals</operation>"
        "<value>Gold</value></criteriaItems><includeRecordsOwnedByAll>false</includeRecordsOwnedByAll>"
        "</sharingCriteriaRules>"
    )


def test_a_rule_opens_gold_leads_to_its_target_and_who_stands_above(vendor, tmp_path):
    admin = vendor.admin
    program = admin.create("ChannelProgram", Name="Resellers")
    level = admin.create("ChannelProgramLevel", Name="Gold", ProgramId=program)
    member = admin.create("ChannelProgramMember", ProgramId=program, LevelId=level, PartnerId=vendor.ids["acme"])
    admin.create("ChannelProgramMember", ProgramId=program, PartnerId=vendor.ids["globex"])
    vendor.lead("gold lead", "wes", Partner_Tier__c="Gold")
    asked = "SELECT DeveloperName FROM UserRole WHERE Name = 'Zed Acme Partner Manager'"
    names = {"manager": admin.query(asked)[0]["DeveloperName"]}
    for target, due in TARGETS:
        report = put(vendor, tmp_path, "sharingRules/Lead.sharingRules", "SharingRules", rule(target.format(**names)))
        assert report.refused == (), target
        assert {who for who in vendor.people if vendor.read(who, LEAD, "gold lead") == 200} == due, target
    assert [vendor.read(who, LEAD, "lead of wes") for who in ("ann", "bo")] == [404, 404]
    assert vendor.write("ann", LEAD, "gold lead") == 403
    assert admin.call("DELETE", f"/sobjects/ChannelProgramMember/{member}").status_code == 204
    assert vendor.read("ann", LEAD, "gold lead") == 404
    put(vendor, tmp_path, "sharingRules/Lead.sharingRules", "SharingRules", rule("<allPartnerUsers/>", "Edit"))
    assert vendor.write("bo", LEAD, "gold lead") == 204
    assert admin.update(LEAD, vendor.ids["gold lead"], Partner_Tier__c="Silver").status_code == 204
    assert vendor.read("bo", LEAD, "gold lead") == 404


def test_what_the_default_gives_everybody_is_not_shared_again(vendor, tmp_path):
    starter = files("mock_org") / "starter_org/force-app/main/default/objects/Deal_Registration__c"
    text = (starter / "Deal_Registration__c.object-meta.xml").read_text(encoding="utf-8")
    path = "objects/Deal_Registration__c/Deal_Registration__c.object"
    content = text.partition(f'"{NAMESPACE}">')[2].replace("</CustomObject>", "").replace(">Private<", ">Read<")
    assert put(vendor, tmp_path, path, "CustomObject", content).refused == ()
    row = {"ParentId": vendor.ids["deal of acme"], "UserOrGroupId": vendor.people["bo"].user_id, "AccessLevel": "Read"}
    assert [vendor.read("bo", DEAL, "deal of acme"), vendor.write("bo", DEAL, "deal of acme")] == [200, 403]
    refused = vendor.admin.call("POST", "/sobjects/Deal_Registration__Share", json=row)
    assert (refused.status_code, refused.json[0]["errorCode"]) == (400, "FIELD_FILTER_VALIDATION_EXCEPTION")
    vendor.admin.create("Deal_Registration__Share", **row | {"AccessLevel": "Edit"})
    assert vendor.write("bo", DEAL, "deal of acme") == 204


def test_a_set_follows_the_account_of_the_record_and_of_the_user(vendor):
    deal = vendor.ids["deal of acme"]
    assert vendor.admin.update(DEAL, deal, Partner_Account__c=vendor.ids["globex"]).status_code == 204
    assert [vendor.write(who, DEAL, "deal of acme") for who in ("ann", "bo")] == [404, 204]
    assert vendor.admin.update(DEAL, deal, Partner_Account__c=None).status_code == 204
    assert [vendor.read(who, DEAL, "deal of acme") for who in ("ann", "bo", "cy")] == [404, 404, 200]
