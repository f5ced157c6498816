"""List views of a project: columns, filters and scopes become statements, or the list view is not there."""

from mock_org.metadata import deploy
from tests.mock_org.api.test_list_views import names, values

FILTER = "<filters><field>{}</field><operation>{}</operation><value>{}</value></filters>"


def put(project, name, content, sobject="Account"):
    label = f"<label>{name}</label>"
    return project.put(f"objects/{sobject}/listViews/{name}.listView", "ListView", f"{content}{label}")


def test_columns_and_filters_are_read_by_the_names_of_list_views(world, project):
    content = "<booleanFilter>1 OR (2 AND 3)</booleanFilter><columns>ACCOUNT.NAME</columns><columns>Type</columns>"
    content += FILTER.format("ACCOUNT.NAME", "startsWith", "Ac") + FILTER.format("ACCOUNT.PHONE1", "equals", "")
    content += FILTER.format("ACCOUNT.CREATED_DATE", "equals", "TODAY") + "<filterScope>Everything</filterScope>"
    put(project, "Hot", content).deploy(world.org)
    told = world.admin.get("/sobjects/Account/listviews/Hot/describe").json
    assert "WHERE Name LIKE 'Ac%' OR (Phone = null AND CreatedDate = TODAY)" in told["query"]
    assert [c["fieldNameOrPath"] for c in told["columns"] if not c["hidden"]] == ["Name", "Type"]
    for name, phone in (("Acme", "1"), ("Globex", None), ("Initech", "2")):
        world.admin.create("Account", Name=name, Phone=phone)
    assert values(world.admin, "Hot") == ["Acme", "Globex"]


def test_a_deploy_changes_a_list_view_that_is_there(world, project):
    put(project, "Hot", "<columns>ACCOUNT.NAME</columns><filterScope>Mine</filterScope>").deploy(world.org)
    before = world.admin.get("/sobjects/Account/listviews/Hot").json["id"]
    put(project, "Hot", "<columns>ACCOUNT.PHONE1</columns><filterScope>Everything</filterScope>").deploy(world.org)
    told = world.admin.get("/sobjects/Account/listviews/Hot/describe").json
    assert (told["id"], told["scope"], told["columns"][0]["fieldNameOrPath"]) == (before[:15], None, "Phone")


def test_a_list_view_of_a_queue_shows_what_it_owns(world, project):
    project.put(
        "queues/Hot_Leads.queue",
        "Queue",
        "<name>Hot Leads</name><queueSobject><sobjectType>Lead</sobjectType></queueSobject>",
    )
    content = "<columns>FULL_NAME</columns><filterScope>Queue</filterScope><queue>Hot_Leads</queue>"
    put(project, "Hot_Leads", content, "Lead").deploy(world.org)
    queue = world.admin.query("SELECT Id FROM Group WHERE DeveloperName = 'Hot_Leads'")[0]["Id"]
    world.admin.create("Lead", LastName="Hot", Company="C", OwnerId=queue)
    world.admin.create("Lead", LastName="Cold", Company="C", OwnerId=world.admin.user_id)
    assert values(world.admin, "Hot_Leads", "Lead") == ["Hot"]


def test_a_list_view_that_cannot_be_shown_exactly_is_not_there_and_reported(world, project):
    put(project, "Odd_Field", FILTER.format("ACCOUNT.NOPE", "equals", "x"))
    put(project, "Odd_Logic", "<booleanFilter>1 AND</booleanFilter>" + FILTER.format("ACCOUNT.NAME", "equals", "x"))
    put(project, "Odd_Scope", "<filterScope>MyTerritory</filterScope>")
    put(project, "Odd_Operation", FILTER.format("ACCOUNT.NAME", "sounds", "x"))
    report = deploy(world.org, [project.folder])
    assert report.refused == ()
    told = [str(each) for each in report.not_understood if "the list view is not there" in str(each)]
    assert len(told) == 4
    assert not [name for name in names(world.admin) if name.startswith("Odd")]


def test_a_list_view_for_internal_users_is_not_told_to_partners(world, project):
    shared = "<sharedTo><allInternalUsers/></sharedTo><columns>ACCOUNT.NAME</columns>"
    put(project, "Inside", shared).deploy(world.org)
    assert "Inside" in names(world.admin)
    acme = world.partner("Acme").caller
    assert "Inside" not in names(acme)
    assert acme.get("/sobjects/Account/listviews/Inside/results").status_code == 404


def test_a_new_object_gets_its_list_views(world, project):
    content = "<label>Deal</label><pluralLabel>Deals</pluralLabel><sharingModel>ReadWrite</sharingModel>"
    content += "<nameField><label>Deal Name</label><type>Text</type></nameField>"
    project.put("objects/Deal__c/Deal__c.object", "CustomObject", content).deploy(world.org)
    assert names(world.admin, "Deal__c") == ["All", "MyDeal", "RecentlyViewedDeal"]
    world.admin.create("Deal__c", Name="Big")
    assert values(world.admin, "All", "Deal__c") == ["Big"]
