"""Roll-up summaries follow their details: created, changed, moved, deleted, brought back."""

import pytest

COUNT = "<summaryOperation>count</summaryOperation>"
KEY = "<type>Summary</type><summaryForeignKey>Deal__c.Account__c</summaryForeignKey>"
OPEN = (
    "<summaryFilterItems><field>Deal__c.Open__c</field><operation>equals</operation><value>True</value>"
    "</summaryFilterItems>"
)


def of_amount(operation, more=""):
    return (
        f"{KEY}<summaryOperation>{operation}</summaryOperation>"
        f"<summarizedField>Deal__c.Amount__c</summarizedField>{more}"
    )


@pytest.fixture
def summed(world, project):
    project.field("Deal__c", "Amount__c", "<type>Currency</type><precision>18</precision><scale>2</scale>")
    project.field("Deal__c", "Open__c", "<type>Checkbox</type><defaultValue>true</defaultValue>")
    project.field("Account", "Deals__c", KEY + COUNT)
    project.field("Account", "Total__c", of_amount("sum"))
    project.field("Account", "Top__c", of_amount("max"))
    project.field("Account", "Least__c", of_amount("min", OPEN))
    project.deploy(world.org)
    return project


def sums(admin, account):
    found = admin.query(f"SELECT Deals__c, Total__c, Top__c, Least__c FROM Account WHERE Id = '{account}'")[0]
    return [found[name] for name in ("Deals__c", "Total__c", "Top__c", "Least__c")]


def test_summaries_follow_their_details(summed, admin):
    first, second = admin.create("Account", Name="A"), admin.create("Account", Name="B")
    assert sums(admin, first) == [0, 0, None, None]
    small = admin.create("Deal__c", Name="S", Account__c=first, Amount__c=0.1)
    large = admin.create("Deal__c", Name="L", Account__c=first, Amount__c=0.2, Open__c=False)
    assert sums(admin, first) == [2, 0.3, 0.2, 0.1]
    assert admin.update("Deal__c", small, Amount__c=5).status_code == 204
    assert sums(admin, first) == [2, 5.2, 5, 5]
    assert admin.update("Deal__c", small, Account__c=second).status_code == 204
    assert (sums(admin, first), sums(admin, second)) == ([1, 0.2, 0.2, None], [1, 5, 5, 5])
    assert admin.call("DELETE", f"/sobjects/Deal__c/{large}").status_code == 204
    assert sums(admin, first) == [0, 0, None, None]


def test_a_detail_that_comes_back_counts_again(summed, world, admin):
    account = admin.create("Account", Name="A")
    deal = admin.create("Deal__c", Name="S", Account__c=account, Amount__c=3)
    assert admin.call("DELETE", f"/sobjects/Deal__c/{deal}").status_code == 204
    assert sums(admin, account)[0] == 0
    world.org.session(admin.user_id).undelete_many([deal])
    assert sums(admin, account)[:2] == [1, 3]


def test_a_summary_is_described_and_not_written(summed, admin):
    fields = {each["name"]: each for each in admin.get("/sobjects/Account/describe").json["fields"]}
    total = fields["Total__c"]
    assert (total["type"], total["calculated"], total["createable"], total["updateable"], total["scale"]) == (
        "currency",
        True,
        False,
        False,
        2,
    )
    answer = admin.call("POST", "/sobjects/Account", json={"Name": "A", "Total__c": 1})
    assert answer.json[0]["errorCode"] == "INVALID_FIELD_FOR_INSERT_UPDATE"


def test_a_master_whose_sum_changes_is_saved_with_its_rules(summed, world, admin):
    account = admin.create("Account", Name="A")
    summed.rule("Account", "Limit", "Total__c > 100", "Too much.").deploy(world.org)
    admin.create("Deal__c", Name="S", Account__c=account, Amount__c=100)
    answer = admin.call("POST", "/sobjects/Deal__c", json={"Name": "T", "Account__c": account, "Amount__c": 1})
    assert [(each["errorCode"], each["message"]) for each in answer.json] == [
        ("FIELD_CUSTOM_VALIDATION_EXCEPTION", "Too much.")
    ]
    assert sums(admin, account)[0] == 1
    assert len(admin.query("SELECT Id FROM Deal__c")) == 1


def test_a_summary_that_is_new_is_computed_for_what_is_there(world, admin, project):
    project.field("Deal__c", "Amount__c", "<type>Currency</type><scale>2</scale>").deploy(world.org)
    account, empty = admin.create("Account", Name="A"), admin.create("Account", Name="B")
    admin.create("Deal__c", Name="S", Account__c=account, Amount__c=7)
    project.field("Account", "Total__c", of_amount("sum")).field("Account", "Deals__c", KEY + COUNT).deploy(world.org)
    found = {
        row["Id"]: (row["Total__c"], row["Deals__c"])
        for row in admin.query("SELECT Total__c, Deals__c, Id FROM Account")
    }
    assert (found[account], found[empty]) == ((7, 1), (0, 0))


def test_a_formula_can_be_summed_up_and_name_a_sum(world, admin, project):
    project.formula("Deal__c", "Double__c", "2 * LEN(Name)", "Number")
    project.field(
        "Account",
        "Length__c",
        f"{KEY}<summaryOperation>sum</summaryOperation><summarizedField>Deal__c.Double__c</summarizedField>",
    )
    project.formula("Account", "Half__c", "Length__c / 2", "Number").deploy(world.org)
    account = admin.create("Account", Name="A")
    admin.create("Deal__c", Name="abc", Account__c=account)
    assert admin.query("SELECT Half__c FROM Account WHERE Half__c > 0")[0]["Half__c"] == 3


def test_the_other_master_of_a_detail_that_goes_along_is_summed_up_again(world, admin, project):
    second = "<type>MasterDetail</type><referenceTo>Contact</referenceTo><relationshipName>Deals</relationshipName>"
    project.field("Deal__c", "Contact__c", f"{second}<relationshipOrder>1</relationshipOrder>")
    key = "<type>Summary</type><summaryForeignKey>Deal__c.Contact__c</summaryForeignKey>"
    project.field("Contact", "Deals__c", key + COUNT).deploy(world.org)
    account, contact = admin.create("Account", Name="A"), admin.create("Contact", LastName="C")
    admin.create("Deal__c", Name="D", Account__c=account, Contact__c=contact)
    assert admin.query("SELECT Deals__c FROM Contact WHERE Deals__c = 1")
    assert admin.call("DELETE", f"/sobjects/Account/{account}").status_code == 204
    assert admin.query(f"SELECT Deals__c FROM Contact WHERE Id = '{contact}'")[0]["Deals__c"] == 0
    world.org.session(admin.user_id).undelete_many([account])
    assert admin.query(f"SELECT Deals__c FROM Contact WHERE Id = '{contact}'")[0]["Deals__c"] == 1


def test_a_merge_moves_what_is_summed_up(world, admin, project):
    key = "<type>Summary</type><summaryForeignKey>Opportunity.AccountId</summaryForeignKey>"
    project.field("Account", "Chances__c", key + COUNT).deploy(world.org)
    winner, loser = admin.create("Account", Name="A"), admin.create("Account", Name="B")
    admin.create("Opportunity", Name="O", StageName="Prospecting", CloseDate="2030-01-01", AccountId=loser)
    world.org.session(admin.user_id).merge("Account", {"Id": winner}, [loser])
    assert admin.query(f"SELECT Chances__c FROM Account WHERE Id = '{winner}'")[0]["Chances__c"] == 1


def test_a_summary_counts_no_more_than_its_filters_let_through(summed, admin):
    account = admin.create("Account", Name="A")
    deal = admin.create("Deal__c", Name="D", Account__c=account, Amount__c=4, Open__c=False)
    assert sums(admin, account) == [1, 4, 4, None]
    assert admin.update("Deal__c", deal, Open__c=True).status_code == 204
    assert sums(admin, account) == [1, 4, 4, 4]
