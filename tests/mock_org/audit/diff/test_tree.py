"""Data of `sf data export tree`: plans, references by name, children below their parents."""

import json

import pytest

from mock_org.audit.diff.tree import load_tree
from mock_org.errors import SetupError


def record(kind, name, **values):
    return {"attributes": {"type": kind, "referenceId": name}, **values}


def write(folder, **files):
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content))
    return folder


def test_records_and_users_refer_to_each_other_by_name(world, tmp_path):
    contact = record("Contact", "Ann", LastName="Ann")
    user = record("User", "AnnUser", LastName="Ann", ContactId="@Ann", ProfileId=world.profile("Channel Partner"))
    user |= {
        "Username": "ann@x.example",
        "Email": "ann@x.example",
        "Alias": "ann",
        "TimeZoneSidKey": "America/Los_Angeles",
    }
    user |= {"LocaleSidKey": "en_US", "EmailEncodingKey": "UTF-8", "LanguageLocaleKey": "en_US"}
    account = record("Account", "Acme", Name="Acme", IsPartner=True, Contacts={"records": [contact]})
    lead = record("Lead", "Initech", LastName="Initech", Company="Initech", OwnerId="@AnnUser", No_Such__c=1)
    plan = [{"sobject": "Account", "files": ["accounts.json", "users.json", "leads.json"]}]
    files = {
        "accounts": {"records": [account]},
        "users": {"records": [user]},
        "leads": {"records": [lead, record("Lead", "L2", LastName="Hooli")]},
        "plan": plan,
    }
    contact["AccountId"] = "@Acme"
    tree = load_tree(world.org, write(tmp_path, **files))
    assert [(each.sobject, each.name) for each in tree.records] == [
        ("Account", "Acme (Acme)"), ("Contact", "Ann (Ann)"), ("Lead", "Initech (Initech)"), ("Lead", "Hooli (L2)")
    ]  # fmt: skip
    assert [(each.name, each.group, each.external) for each in tree.persons] == [
        ("Ann (AnnUser)", "Channel Partner", True)
    ]
    assert tree.notes == ["Lead.No_Such__c is no field of this org; its values are left out"]
    owners = world.admin.query("SELECT Owner.Name FROM Lead ORDER BY Name DESC")
    assert [each["Owner"]["Name"] for each in owners] == ["Ann", "Ada Admin"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"records": [{"Name": "x"}]}, "has no attributes.type"),
        ({"rows": []}, 'has no "records"'),
        ({"records": [record("Lead", "L", LastName="L", Company="L", OwnerId="@Nobody")]}, "referenceId Nobody"),
        ([{"files": ["missing.json"]}], "which is not there"),
    ],
)
def test_what_is_not_of_that_format_is_refused(world, tmp_path, content, why):
    with pytest.raises(SetupError, match=why):
        load_tree(world.org, write(tmp_path, data=content))


def test_a_folder_without_data_is_refused(world, tmp_path):
    with pytest.raises(SetupError, match="is no folder with JSON files"):
        load_tree(world.org, tmp_path)
