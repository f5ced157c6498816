"""A vendor with two partner companies whose records are opened in every way; not a test.

    VP Channels (vera)
      Channel Manager East (cy)                   Channel Manager West (wes)
        Zed Acme: Executive (eve)                   Zed Globex: User (bo)
          Manager (max)
            User (ann, abe)
    Sales Rep (sal); Standard User without a role and without deal registrations (stan)

Every record has the word Zed in its name, so that a search finds all that somebody may see.
"""

import base64
from dataclasses import dataclass, field
from typing import Any

OBJECTS = ("Account", "Contact", "Lead", "Opportunity", "Case", "Deal_Registration__c")
PORTAL = {"eve": "Executive", "max": "Manager", "ann": "Worker", "abe": "Worker"}


@dataclass
class Vendor:
    """The org, its people's callers, and the ids of its records by name."""

    world: Any
    ids: dict[str, str] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def admin(self):
        return self.world.admin

    def add(self, key, sobject, owner=None, **values):
        """A record of the administrator's making, of that owner."""
        own = {"OwnerId": self.people[owner].user_id} if owner in self.people else {}
        self.ids[key] = self.admin.create(sobject, **own, **values)
        return self.ids[key]

    def opportunity(self, key, owner, account, **values):
        common = {"Name": f"Zed {key}", "StageName": "Prospecting", "CloseDate": "2030-01-01"}
        return self.add(key, "Opportunity", owner, AccountId=self.ids[account], **common, **values)

    def lead(self, key, owner=None, **values):
        return self.add(key, "Lead", owner, LastName="Zed", Company=f"Zed {key}", **values)

    def case(self, key, owner, contact, account="acme", **values):
        more = {"AccountId": self.ids[account], "ContactId": self.ids[contact]}
        return self.add(key, "Case", owner, Subject=f"Zed {key}", **more, **values)

    def deal(self, key, owner, account, **values):
        values = {"Deal_Name__c": f"Zed {key}", "Partner_Account__c": self.ids[account]} | values
        return self.add(key, "Deal_Registration__c", owner, **values)

    def share(self, sobject, key, to, level="Read"):
        values = {f"{sobject}Id": self.ids[key], "UserOrGroupId": to, f"{sobject}AccessLevel": level}
        return self.admin.create(f"{sobject}Share", **values)

    def sees(self, who, sobject):
        """The names of the records that a query shows."""
        names = {record_id: key for key, record_id in self.ids.items()}
        return {names.get(row["Id"], row["Id"]) for row in self.people[who].query(f"SELECT Id FROM {sobject}")}

    def read(self, who, sobject, key):
        return self.people[who].get(f"/sobjects/{sobject}/{self.ids[key]}").status_code

    def write(self, who, sobject, key):
        name = {"Lead": "Company", "Case": "Subject", "Contact": "LastName", "Deal_Registration__c": "Deal_Name__c"}
        return self.people[who].update(sobject, self.ids[key], **{name.get(sobject, "Name"): "Zed new"}).status_code


def make_vendor(world):
    """The whole org as the docstring draws it."""
    world.built.configure(world.org.settings.patched({"portal_roles": 3}))
    vendor = Vendor(world)
    _insiders(vendor)
    _partners(vendor)
    _leads(vendor)
    _children(vendor)
    _files(vendor)
    return vendor


def _insiders(vendor):
    roles = {row["DeveloperName"]: row["Id"] for row in vendor.admin.query("SELECT Id, DeveloperName FROM UserRole")}
    for name, profile, role in (
        ("vera", "Channel Manager", "VP_Channels"),
        ("cy", "Channel Manager", "Channel_Manager_East"),
        ("wes", "Channel Manager", "Channel_Manager_West"),
        ("sal", "Sales Rep", "Sales_Rep"),
        ("stan", "Standard User", None),
    ):
        more = {"UserRoleId": roles[role]} if role else {}
        vendor.people[name] = vendor.world.caller(vendor.world.user(name, profile, **more))


def _partners(vendor):
    for key, owner in (("acme", "cy"), ("globex", "wes"), ("beta", "wes")):
        vendor.add(key, "Account", owner, Name=f"Zed {key.title()}")
    for key in ("acme", "globex"):
        assert vendor.admin.update("Account", vendor.ids[key], IsPartner=True).status_code == 204
    for name, account in (*((each, "acme") for each in PORTAL), ("bo", "globex")):
        contact = vendor.add(f"contact {name}", "Contact", LastName=f"Zed {name}", AccountId=vendor.ids[account])
        more = {"ContactId": contact, "PortalRole": PORTAL.get(name, "Worker")}
        vendor.people[name] = vendor.world.caller(vendor.world.user(name, "Channel Partner", **more))
    vendor.add("contact of beta", "Contact", LastName="Zed Beta", AccountId=vendor.ids["beta"])
    vendor.add("contact of nobody", "Contact", "cy", LastName="Zed Nobody")


def _leads(vendor):
    for owner in ("eve", "max", "ann", "abe", "bo", "cy", "wes"):
        vendor.lead(f"lead of {owner}", owner)
    vendor.lead("pool lead", "wes", Share_With_Partners__c=True)
    vendor.share("Lead", "lead of wes", vendor.people["abe"].user_id)
    vendor.lead("lead shared to edit", "wes")
    vendor.share("Lead", "lead shared to edit", vendor.people["ann"].user_id, "Edit")
    desk = vendor.admin.create("Group", Name="Desk", DeveloperName="Desk", Type="Queue")
    vendor.admin.create("QueueSobject", QueueId=desk, SobjectType="Lead")
    vendor.admin.create("GroupMember", GroupId=desk, UserOrGroupId=vendor.people["abe"].user_id)
    vendor.ids["desk"] = desk
    vendor.lead("lead of the desk", OwnerId=desk)


def _children(vendor):
    vendor.opportunity("opportunity of ann", "ann", "acme")
    vendor.opportunity("opportunity of cy", "cy", "acme")
    vendor.opportunity("team opportunity", "wes", "globex")
    member = {"UserId": vendor.people["abe"].user_id, "OpportunityAccessLevel": "Edit"}
    vendor.admin.create("OpportunityTeamMember", OpportunityId=vendor.ids["team opportunity"], **member)
    vendor.opportunity("shared opportunity", "wes", "beta")
    vendor.share("Opportunity", "shared opportunity", vendor.people["ann"].user_id)
    vendor.opportunity("private opportunity", "wes", "globex")
    vendor.share("Opportunity", "private opportunity", vendor.people["bo"].user_id)
    assert vendor.admin.update("Opportunity", vendor.ids["private opportunity"], IsPrivate=True).status_code == 204
    vendor.case("case of ann", "cy", "contact ann")
    vendor.case("case of abe", "cy", "contact abe")
    vendor.case("case of bo", "wes", "contact bo", "globex")
    vendor.deal("deal of acme", "cy", "acme")
    vendor.deal("deal of globex", "wes", "globex", Status__c="Submitted")


def _files(vendor):
    for key in ("lead of ann", "team opportunity", "globex", "case of abe", "deal of acme", "contact of nobody"):
        body = base64.b64encode(key.encode()).decode()
        values = {"Title": key, "PathOnClient": "a.txt", "VersionData": body}
        vendor.files[key] = vendor.admin.create("ContentVersion", FirstPublishLocationId=vendor.ids[key], **values)
        where = f"LinkedEntityId = '{vendor.ids[key]}'"
        [link] = vendor.admin.query(f"SELECT Id FROM ContentDocumentLink WHERE {where}")
        changed = vendor.admin.update("ContentDocumentLink", link["Id"], Visibility="AllUsers")
        assert changed.status_code == 204, changed.json
