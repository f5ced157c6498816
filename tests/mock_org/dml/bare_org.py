"""An org without metadata: standard objects, licences, profiles, one custom object with fields of many kinds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from mock_org.automation import TRIGGERS
from mock_org.automation.org_seed import seed_org
from mock_org.automation.profiles import ADMINISTRATOR, all_fields, make_profile
from mock_org.clock import Clock
from mock_org.dml import SystemRecords
from mock_org.dml.rows import Rows
from mock_org.errors import SalesforceError
from mock_org.org import Org, OrgImage, Session
from mock_org.schema import PicklistEntry, Schema
from mock_org.schema.custom import auto_number_name, custom_object
from mock_org.schema.fields import new_field
from mock_org.schema.load import load_standard
from mock_org.schema.share import custom_share
from mock_org.settings import Settings
from mock_org.storage import Database

PARTNER_PROFILE, CUSTOMER_PROFILE = "Our Partner", "Our Customer"
ALL_OBJECTS = ("Account", "Contact", "Lead", "Opportunity", "Case", "Thing__c", "Part__c")
CREATE_TO_DELETE = ("Create", "Read", "Edit", "Delete")
NEW_USER = {
    "TimeZoneSidKey": "Europe/Berlin",
    "LocaleSidKey": "en_US",
    "EmailEncodingKey": "UTF-8",
    "LanguageLocaleKey": "en_US",
}


@dataclass
class BareOrg:
    """The org, its administrator, and short ways to fill it."""

    org: Org
    counter: Iterator[int] = field(default_factory=lambda: iter(range(1, 100_000)))

    @property
    def admin(self) -> Session:
        return self.org.session(self.org.admin_id)

    @property
    def records(self) -> SystemRecords:
        return self.org.system_session().records()

    def as_user(self, user_id: str) -> Session:
        return self.org.session(user_id)

    def configure(self, **changes: Any) -> None:
        self.org.configure(self.org.settings.patched(changes))

    def row(self, sobject: str, record_id: str) -> dict[str, Any]:
        found = self.records.get(sobject, record_id)
        assert found is not None
        return found

    def is_deleted(self, sobject: str, record_id: str) -> bool | None:
        """Whether a record is in the Recycle Bin; None where it is nowhere."""
        return Rows(self.org.database, self.org.schema[sobject]).is_deleted(record_id)

    def profile(self, name: str) -> str:
        found = self.records.one("Profile", Name=name)
        assert found is not None
        return found["Id"]

    def role(self, name: str, parent: str | None = None) -> str:
        return self.admin.insert("UserRole", {"Name": name, "ParentRoleId": parent})

    def new_user(self, profile: str, **values: Any) -> dict[str, Any]:
        """What a client sends to create a user."""
        number = next(self.counter)
        sent = {
            "Username": f"user{number}@example.com",
            "Email": f"user{number}@example.com",
            "LastName": f"User{number}",
        }
        return sent | NEW_USER | {"ProfileId": self.profile(profile)} | values

    def user(self, profile: str = "Standard User", **values: Any) -> str:
        return self.admin.insert("User", self.new_user(profile, **values))

    def account(self, name: str = "Acme", **values: Any) -> str:
        return self.admin.insert("Account", {"Name": name, **values})

    def contact(self, account: str, **values: Any) -> str:
        return self.admin.insert("Contact", {"LastName": "Contact", "AccountId": account, **values})

    def partner(self, account: str, profile: str = PARTNER_PROFILE, **values: Any) -> str:
        """An external user with a contact of its own."""
        if "ContactId" not in values:
            values["ContactId"] = self.contact(account)
        return self.user(profile, **values)

    def partner_session(self) -> Session:
        """A partner user of a new partner account."""
        account = self.account("Partner")
        self.admin.update("Account", account, {"IsPartner": True})
        return self.as_user(self.partner(account))

    def granted(self, *permissions: str) -> Session:
        """The administrator with permissions that nobody has unasked."""
        for holder in self.records.find("PermissionSet", ProfileId=self.profile(ADMINISTRATOR)):
            flags = {f"Permissions{name}": True for name in permissions}
            self.records.write("PermissionSet", [holder["Id"]], flags)
        return self.admin

    def used(self, license_name: str) -> int:
        found = self.records.one("UserLicense", Name=license_name)
        assert found is not None
        return found["UsedLicenses"]

    def counts(self) -> Mapping[str, int]:
        """How many records of everything there are: what a refused save must leave as it was."""
        return {s.name: self.records.count(s.name) for s in self.org.schema if not s.virtual}


def refused(error: pytest.ExceptionInfo[SalesforceError]) -> tuple[str, str]:
    """Code and text of a refusal."""
    return error.value.code, error.value.message


def _custom() -> Iterator[Any]:
    entries = (
        PicklistEntry("Red", "Red"),
        PicklistEntry("Blue", "Blue", default=True),
        PicklistEntry("Old", "Old", False),
    )
    kinds: list[tuple[str, str, dict[str, Any]]] = [
        ("Text__c", "string", {"length": 10}),
        ("Long__c", "textarea", {"length": 1000}),
        ("Amount__c", "currency", {"precision": 8, "scale": 2}),
        ("Number__c", "double", {"precision": 5, "scale": 1}),
        ("Whole__c", "int", {}),
        ("Flag__c", "boolean", {"default_value": True}),
        ("Day__c", "date", {}),
        ("Moment__c", "datetime", {}),
        ("Clock__c", "time", {}),
        ("Mail__c", "email", {}),
        ("Color__c", "picklist", {"restricted_picklist": True, "picklist": entries}),
        ("Free__c", "picklist", {"picklist": entries}),
        ("Many__c", "multipicklist", {"restricted_picklist": True, "picklist": entries}),
        ("Ext__c", "string", {"length": 20, "external_id": True, "unique": True, "id_lookup": True}),
        ("Ref__c", "string", {"length": 20, "external_id": True, "id_lookup": True}),
        ("Must__c", "string", {"length": 20, "nillable": False, "default_value": "must"}),
        ("Closed__c", "string", {"createable": False, "updateable": False}),
        ("Account__c", "reference", {"reference_to": ("Account",), "relationship_name": "Account__r"}),
    ]
    fields = [new_field(name, kind, name[:-3], custom=True, **more) for name, kind, more in kinds]
    number = auto_number_name("Thing Number", "TH-{0000}")
    thing = custom_object(
        "Thing__c", "Thing", "Things", "a00", name_field=number, fields=fields, sharing_model="Private"
    )
    yield thing
    yield custom_share(thing)
    master = new_field(
        "Thing__c", "reference", "Thing", reference_to=("Thing__c",), custom=True, relationship_name="Thing__r",
        relationship_order=0, nillable=False, cascade_delete=True,
    )  # fmt: skip
    yield custom_object("Part__c", "Part", "Parts", "a01", fields=[master])


@cache
def _built() -> tuple[Org, OrgImage]:
    settings = Settings()
    schema = Schema(load_standard())
    database = Database()
    database.build(schema)
    org = Org(database, schema, settings, Clock(), TRIGGERS)
    org.change_schema(_custom())
    records = org.system_session().records()
    seed_org(records, settings)
    objects = dict.fromkeys(ALL_OBJECTS, CREATE_TO_DELETE)
    fields = all_fields(schema[name] for name in ALL_OBJECTS)
    make_profile(records, PARTNER_PROFILE, "Partner Community", ["ApiEnabled"], objects, fields)
    make_profile(records, CUSTOMER_PROFILE, "Customer Community", ["ApiEnabled"], objects, fields)
    profile = records.one("Profile", Name=ADMINISTRATOR)
    assert profile is not None
    admin = {"Username": "admin@example.com", "Email": "admin@example.com", "LastName": "Admin", "FirstName": "Ada"}
    role = records.insert("UserRole", {"Name": "Chief"})
    org.admin_id = records.insert("User", admin | NEW_USER | {"ProfileId": profile["Id"], "UserRoleId": role})
    return org, org.image()


def fresh() -> BareOrg:
    """The org as it was built."""
    org, image = _built()
    org.restore(image)
    return BareOrg(org)
