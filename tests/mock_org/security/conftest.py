"""A vendor with a channel team and two partner accounts, written straight into the tables.

    CEO (cleo)
      Channel East (cy, and his colleague carl)      Channel West (wes)
        Acme Partner Executive (eve)                   Globex Partner User (bo)
          Acme Partner Manager (max)
            Acme Partner User (ann, abe)

Everything is Private, inside and outside; tests say otherwise where they mean otherwise.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, update

from mock_org.clock import Clock
from mock_org.schema import Schema
from mock_org.schema.custom import custom_object
from mock_org.schema.fields import new_field
from mock_org.schema.load import load_standard
from mock_org.schema.share import custom_share
from mock_org.security import (
    Explanation,
    RunningUser,
    SecurityContext,
    SharingModel,
    SharingRule,
    UserScope,
    access_level,
    explain,
    load_user,
    virtual_tables,
    visible,
)
from mock_org.security.groups import Viewer
from mock_org.settings import Settings
from mock_org.soql import CompileContext, QueryResult, run
from mock_org.storage import Database
from mock_org.storage.snapshot import Image, restore, take

OBJECTS = ("Account", "Contact", "Lead", "Opportunity", "Case", "Campaign", "Deal__c", "Deal_Line__c")
PARTNER, CUSTOMER, STANDARD = "PowerPartner", "CspLitePortal", "Standard"


class World:
    """An org as the access engine sees it. Records and users are known by name."""

    def __init__(self, schema: Schema, database: Database) -> None:
        self.schema, self.database = schema, database
        self.settings, self.sharing, self.clock = Settings(), SharingModel(), Clock()
        self.ids: dict[str, str] = {}

    @property
    def context(self) -> SecurityContext:
        return SecurityContext(self.database, self.schema, self.settings, self.sharing, self.clock)

    def add(self, sobject_name: str, key: str | None = None, **values: Any) -> str:
        """Write a record; its id, which is also remembered under the key."""
        sobject = self.schema[sobject_name]
        record_id = self.database.next_id(sobject)
        flags = {f.name: False for f in sobject.fields.values() if f.type == "boolean" and f.has_column}
        self.database.execute(
            insert(self.database.tables.get(sobject_name)).values({**flags, "Id": record_id, **values})
        )
        if key:
            self.ids[key] = record_id
        return record_id

    def change(self, sobject_name: str, key: str, **values: Any) -> None:
        table = self.database.tables.get(sobject_name)
        self.database.execute(update(table).where(table.c.Id == self.ids.get(key, key)).values(**values))

    def default(self, sobject_name: str, internal: str, external: str | None = None) -> None:
        """Set the organization-wide defaults."""
        old = self.schema[sobject_name]
        self.schema.add(replace(old, sharing_model=internal, external_sharing_model=external or internal))

    def role(self, name: str, parent: str | None = None, account: str | None = None, portal: str | None = None) -> str:
        """A role with its system groups."""
        values = {"PortalAccountId": self.ids[account], "PortalRole": portal} if account else {}
        values |= {"PortalType": "Partner" if account else "None"}
        values |= {f"{o}AccessForAccountOwner": "None" for o in ("Case", "Contact", "Opportunity")}
        up = self.ids[parent] if parent else None
        dev = name.replace(" ", "_")
        role_id = self.add("UserRole", name, Name=name, DeveloperName=dev, ParentRoleId=up, **values)
        for kind in ("Role", "RoleAndSubordinates", *([] if account else ["RoleAndSubordinatesInternal"])):
            self.add("Group", f"{kind} {name}", Type=kind, RelatedId=role_id, DeveloperName=dev)
        return role_id

    def profile(self, name: str, user_type: str, *permissions: str) -> str:
        """A profile with its own permission set."""
        flags = {f"Permissions{p}": True for p in permissions}
        profile_id = self.add("Profile", name, Name=name, UserType=user_type, **flags)
        self.add("PermissionSet", f"set of {name}", Name=name, ProfileId=profile_id, IsOwnedByProfile=True, **flags)
        for sobject in OBJECTS:
            self.permit(f"set of {name}", sobject, "Read", "Create", "Edit", "Delete")
        return profile_id

    def permit(self, set_name: str, sobject: str, *flags: str) -> None:
        """Replace the object permissions of a permission set on one object."""
        table, parent = self.database.tables.get("ObjectPermissions"), self.ids[set_name]
        self.database.execute(table.delete().where(table.c.ParentId == parent, table.c.SobjectType == sobject))
        self.add("ObjectPermissions", ParentId=parent, SobjectType=sobject, **{f"Permissions{f}": True for f in flags})

    def user(self, name: str, profile: str, role: str | None = None, account: str | None = None) -> str:
        """A user; of an account, with a contact of its own."""
        user_type = {"Partner": PARTNER, "Customer": CUSTOMER}.get(profile, STANDARD)
        values = {}
        if account:
            account_id = self.ids[account]
            contact = self.add("Contact", f"contact {name}", LastName=name, Name=name, AccountId=account_id)
            values = {"AccountId": account_id, "ContactId": contact}
        return self.add(
            "User", name, Name=name.title(), LastName=name, Username=f"{name}@x.example", UserType=user_type,
            ProfileId=self.ids[profile], UserRoleId=self.ids[role] if role else None, IsActive=True, **values,
        )  # fmt: skip

    def lead(self, name: str, owner: str, **values: Any) -> str:
        return self.add("Lead", name, Name=name, LastName=name, OwnerId=self.ids[owner], **values)

    def share(self, sobject: str, record: str, to: str, access: str = "Read", cause: str = "Manual") -> str:
        """A stored share row."""
        name = f"{sobject[:-3]}__Share" if sobject.endswith("__c") else f"{sobject}Share"
        share = self.schema[name]
        values = {share.shared_id_field: self.ids[record], share.access_level_field: access}
        return self.add(name, UserOrGroupId=self.ids[to], RowCause=cause, **values)

    def rules(self, *rules: SharingRule) -> None:
        self.sharing = replace(self.sharing, rules=(*self.sharing.rules, *rules))

    def load(self, user: str) -> RunningUser:
        return load_user(self.context, self.ids[user])

    def sees(self, user: str, sobject_name: str) -> set[str]:
        """The names of the records that the user sees."""
        sobject = self.schema[sobject_name]
        table = self.database.tables.get(sobject_name).alias()
        where = visible(self.context, self.load(user), sobject, table)
        statement = select(table.c.Id) if where is None else select(table.c.Id).where(where)
        names = {v: k for k, v in self.ids.items()}
        return {names.get(row["Id"], row["Id"]) for row in self.database.rows(statement)}

    def query(self, user: str | Viewer, text: str) -> QueryResult:
        """A SOQL statement as that user."""
        viewer = user if isinstance(user, Viewer) else Viewer(self.context, self.load(user))
        running = viewer.user
        context = CompileContext(
            schema=self.schema,
            tables=self.database.tables,
            scope=UserScope(self.context, running, viewer),
            now=self.clock.now(),
            time_zone=ZoneInfo(running.time_zone),
            user_id=running.id,
            virtual=virtual_tables(self.context, running),
        )
        return run(text, context, self.database, "62.0")

    def rows(self, user: str | Viewer, text: str) -> list[dict[str, Any]]:
        return self.query(user, text).records

    def open_fields(self, set_name: str) -> None:
        """Field-level security lets everything be read."""
        table, parent = self.database.tables.get("FieldPermissions"), self.ids[set_name]
        fields = [(s.name, f"{s.name}.{f.name}") for s in self.schema for f in s.fields.values() if f.permissionable]
        values = {"ParentId": parent, "PermissionsRead": True, "PermissionsEdit": False}
        rows = [
            {
                "Id": self.database.next_id(self.schema["FieldPermissions"]),
                "SobjectType": name,
                "Field": field,
                **values,
            }
            for name, field in fields
        ]
        self.database.execute(insert(table), rows)

    def level(self, user: str, sobject: str, key: str) -> str:
        return access_level(self.context, self.load(user), self.schema[sobject], self.ids[key])

    def explain(self, user: str, sobject: str, key: str) -> Explanation:
        return explain(self.context, self.load(user), self.schema[sobject], self.ids[key])

    def because(self, user: str, sobject: str, key: str) -> list[str]:
        return [reason.because for reason in self.explain(user, sobject, key).grants]


def _custom() -> Iterator[Any]:
    account = new_field(
        "Partner_Account__c", "reference", "Partner Account", reference_to=("Account",), custom=True,
        relationship_name="Partner_Account__r",
    )  # fmt: skip
    deal = custom_object(
        "Deal__c", "Deal", "Deals", "a00", fields=[account], sharing_model="Private", external_sharing_model="Private"
    )
    master = new_field(
        "Deal__c", "reference", "Deal", reference_to=("Deal__c",), custom=True, relationship_name="Deal__r",
        relationship_order=0, nillable=False,
    )  # fmt: skip
    yield deal
    yield custom_share(deal)
    yield custom_object("Deal_Line__c", "Deal Line", "Deal Lines", "a01", fields=[master])


@cache
def _template() -> tuple[World, Image]:
    """The world, built once."""
    schema = Schema(load_standard(), {"partner", "experiences"})
    schema.add(*_custom())
    tier = new_field("Tier__c", "string", "Tier", length=80, custom=True)
    schema.add(schema["Lead"].with_fields(tier), schema["Account"].with_fields(tier))
    world = World(schema, Database())
    for name in OBJECTS[:-1]:
        world.default(name, "Private")
    world.database.build(schema)
    _people(world)
    return world, take(world.database)


def _people(world: World) -> None:
    for name in ("Organization", "PRMOrganization", "AllCustomerPortal"):
        world.add("Group", name, Type=name)
    world.profile("Sales", STANDARD, "ApiEnabled")
    world.profile("Admin", STANDARD, "ViewAllData", "ModifyAllData", "ManageUsers", "ManagePartners", "ViewRoles")
    world.profile("Partner", PARTNER, "ApiEnabled")
    world.profile("Customer", CUSTOMER, "ApiEnabled")
    for name, parent in (("CEO", None), ("Channel East", "CEO"), ("Channel West", "CEO")):
        world.role(name, parent)
    for name, role in (("cleo", "CEO"), ("cy", "Channel East"), ("carl", "Channel East"), ("wes", "Channel West")):
        world.user(name, "Sales", role)
    world.user("admin", "Admin")
    for name, owner in (("Acme", "cy"), ("Globex", "wes"), ("Neutral", "cleo")):
        world.add("Account", name, Name=name, OwnerId=world.ids[owner])
    world.role("Acme Partner Executive", "Channel East", "Acme", "Executive")
    world.role("Acme Partner Manager", "Acme Partner Executive", "Acme", "Manager")
    world.role("Acme Partner User", "Acme Partner Manager", "Acme", "Worker")
    world.role("Globex Partner User", "Channel West", "Globex", "Worker")
    for name, role in (("eve", "Executive"), ("max", "Manager"), ("ann", "User"), ("abe", "User")):
        world.user(name, "Partner", f"Acme Partner {role}", "Acme")
    world.user("bo", "Partner", "Globex Partner User", "Globex")
    world.user("cus", "Customer", None, "Neutral")


def make_world() -> World:
    """A fresh copy of the world."""
    first, image = _template()
    restore(first.database, image)
    for sobject in map(first.schema.__getitem__, OBJECTS):  # a test before may have added fields
        if set(first.database.tables.get(sobject.name).c.keys()) != {
            field.name for field in sobject.fields.values() if field.has_column
        }:
            first.database.tables.define(sobject)
    made = World(first.schema.copy(), first.database)
    made.ids = dict(first.ids)
    return made


@pytest.fixture
def world() -> World:
    """The world as the docstring draws it."""
    return make_world()


@pytest.fixture(scope="session")
def new_world() -> Callable[[], World]:
    """Makes one world after the other; each ends the one before."""
    return make_world
