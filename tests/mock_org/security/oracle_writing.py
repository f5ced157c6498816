"""A random org of the oracle, written into the tables."""

from collections import defaultdict
from functools import cache
from typing import Any

from sqlalchemy import bindparam, insert, update

from mock_org.schema import Schema
from mock_org.schema.custom import custom_object
from mock_org.schema.fields import new_field
from mock_org.schema.load import load_standard
from mock_org.schema.share import custom_share
from mock_org.security import (
    AccountLevels,
    Principal,
    SetMapping,
    SharingModel,
    SharingRule,
    SharingSet,
)  # fmt: skip
from mock_org.security.model import Filter, RestrictionRule
from mock_org.settings import Settings
from mock_org.soql import Comparison, Literal, Or, Path
from mock_org.storage import Database
from mock_org.storage.snapshot import Image, restore, take
from tests.mock_org.security.conftest import CUSTOMER as CUSTOMER_TYPE
from tests.mock_org.security.conftest import PARTNER, STANDARD, World
from tests.mock_org.security.oracle_orgs import (
    ACCOUNT_OWNERS,
    ACCOUNTS,
    CUSTOMER,
    EMPLOYER,
    GROUPS,
    GUEST,
    INTERNAL,
    INTERNAL_ROLES,
    LEVELS_OF_ACCOUNT,
    MANAGED,
    OBJECTS,
    PARTNER_ACCOUNTS,
    PARTNERS,
    PROGRAMS,
    SYSTEM_GROUPS,
    Org,
    Record,
    Rule,
)  # fmt: skip

WORDS = ("None", "Read", "Edit", "All")
PROFILES = {"internal": "Sales", "partner": "Partner", "customer": "Customer"}
LOOKUPS = {"Account": "AccountId", "Contact": "AccountId", "Case": "AccountId", "Opportunity": "AccountId"}
KINDS = {
    "Role": "role", "RoleAndSubordinates": "roleAndSubordinates", "Organization": "allInternalUsers",
    "RoleAndSubordinatesInternal": "roleAndSubordinatesInternal", "PRMOrganization": "allPartnerUsers",
    "AllCustomerPortal": "allCustomerPortalUsers", "Manager": "managers",
    "ManagerAndSubordinatesInternal": "managerSubordinates",
}  # fmt: skip


def write(org: Org) -> World:
    """A world of that org; it ends the one before."""
    first, image = _template()
    restore(first.database, image)
    world = World(first.schema.copy(), first.database)
    world.ids = dict(first.ids)
    share_groups = {f"set {n}": [_member(org.share_group)] for n in range(len(org.sets)) if org.share_group}
    world.settings = Settings(
        partner_super_user_access=org.super_users_on,
        manager_groups=True,
        account_relationships=True,
        share_groups=share_groups,
    )
    _people(world, org)
    _groups(world, org)
    _records(world, org)
    _grants(world, org)
    for (kind, sobject), flags in org.permissions.items():
        world.permit(f"set of {PROFILES[kind]}", sobject, *sorted(flags))
    for sobject, defaults in org.defaults.items():
        world.default(sobject, *defaults)
    rules = tuple(_rule(rule, f"rule {number}") for number, rule in enumerate(org.rules))
    world.sharing = SharingModel(rules, _sets(org), restrictions=_restrictions(world, org))
    return world


def _people(world: World, org: Org) -> None:
    roles = [{"key": world.ids[role], "up": up and world.ids[up]} for role, up in org.parents.items()]
    _update(world, "UserRole", roles, ParentRoleId="up")
    users = [
        {
            "key": world.ids[name],
            "role": person.role and world.ids[person.role],
            "boss": person.manager and world.ids[person.manager],
            "super": person.super_user,
        }
        for name, person in org.people.items()
    ]
    _update(world, "User", users, UserRoleId="role", ManagerId="boss", IsPrmSuperUser="super")
    for (role, sobject), level in org.child_levels.items():
        world.change("UserRole", role, **{f"{sobject}AccessForAccountOwner": WORDS[level]})


def _groups(world: World, org: Org) -> None:
    for name, group in org.groups.items():
        world.change("Group", name, DoesIncludeBosses=group.bosses)
    pairs = [(name, member) for name, group in org.groups.items() for member in group.members]
    _insert(world, "GroupMember", [{"GroupId": world.ids[g], "UserOrGroupId": world.ids[m]} for g, m in pairs])


def _records(world: World, org: Org) -> None:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in org.records:
        if record.name in world.ids:
            world.change(record.sobject, record.name, Tier__c="Gold" if record.gold else "Tin")
        else:
            rows[record.sobject].append({"key": record.name, **_values(world, record)})
    for sobject in ("Lead", "Contact", "Opportunity", "Case", "Deal__c", "Deal_Line__c"):
        made = [row | {"Deal__c": world.ids[row["Deal__c"]]} if "Deal__c" in row else row for row in rows[sobject]]
        _insert(world, sobject, made)


def _values(world: World, record: Record) -> dict[str, Any]:
    if record.parent:
        return {"Deal__c": record.parent}
    values: dict[str, Any] = {
        "OwnerId": world.ids[record.owner or ""],
        "Tier__c": "Gold" if record.gold else "Tin",
        "Colour__c": "Red" if record.red else "Blue",
    }
    account = world.ids[record.account] if record.account else None
    if record.sobject != "Lead":
        values["Partner_Account__c" if record.sobject == "Deal__c" else "AccountId"] = account
    if record.sobject == "Case":
        values["ContactId"] = world.ids[f"contact {record.contact_of}"] if record.contact_of else None
    if record.sobject == "Opportunity":
        values["IsPrivate"] = record.private
    return values


def _grants(world: World, org: Org) -> None:
    for share in org.shares:
        sobject = org.record(share.record).sobject
        share_object = world.schema[f"{sobject[:-3]}__Share" if sobject.endswith("__c") else f"{sobject}Share"]
        values = {
            share_object.shared_id_field: world.ids[share.record],
            share_object.access_level_field: WORDS[share.level],
            "UserOrGroupId": world.ids[share.to],
            "RowCause": "Manual",
        }
        world.add(share_object.name, **values, **_child_levels(share.children, sobject == "Account"))
    for member in org.teams:
        sobject, of = org.record(member.of).sobject, world.ids[member.of]
        if sobject == "Case":
            role = world.ids[f"case team {WORDS[member.level]}"]
            world.add("CaseTeamMember", ParentId=of, MemberId=world.ids[member.who], TeamRoleId=role)
        else:
            values = {f"{sobject}Id": of, "UserId": world.ids[member.who]}
            values[f"{sobject}AccessLevel"] = WORDS[member.level]
            world.add(f"{sobject}TeamMember", **values, **_child_levels(member.children, sobject == "Account"))

    for account, programs in org.programs.items():
        level = world.ids["level"] if len(programs) > 1 else None
        world.add("ChannelProgramMember", PartnerId=world.ids[account], ProgramId=world.ids["program"], LevelId=level)
    for number, relation in enumerate(org.relations):
        of = {"AccountFromId": world.ids[relation.gains], "AccountToId": world.ids[relation.of]}
        world.add("AccountRelationship", Type=f"type {number}", **of)
        world.add(
            "AccountRelationshipShareRule",
            DeveloperName=f"rule_{number}",
            Type=f"type {number}",
            EntityType=relation.sobject,
            AccountToCriteriaField=f"{relation.sobject}.AccountId",
            AccessLevel=WORDS[relation.level],
        )


def _restrictions(world: World, org: Org) -> tuple[RestrictionRule, ...]:
    if org.restricted is None:
        return ()
    users = Filter("ProfileId", (Literal(world.ids[PROFILES[org.restricted]], "string"),))
    return (RestrictionRule("r", "r", "Deal__c", "Restrict", users, Filter("Tier__c", (Literal("Gold", "string"),))),)


def _child_levels(children, of_account: bool) -> dict[str, str]:
    if not of_account:
        return {}
    return {f"{name}AccessLevel": WORDS[children.get(name, 0)] for name in ("Case", "Contact", "Opportunity")}


def _rule(rule: Rule, name: str) -> SharingRule:
    gold = Comparison(Path(("Tier__c",)), "=", Literal("Gold", "string"))
    red = Comparison(Path(("Colour__c",)), "=", Literal("Red", "string"))
    levels = [WORDS[rule.child_level(sobject)] for sobject in ("Case", "Contact", "Opportunity")]
    return SharingRule(
        name,
        name,
        rule.sobject,
        "guest" if rule.to == GUEST else "owner" if rule.source else "criteria",
        WORDS[rule.level],
        _principal(rule.to),
        _principal(rule.source) if rule.source else None,
        None if rule.source else Or((gold, red)) if rule.either else gold,
        account_levels=AccountLevels(*levels),
    )


def _principal(name: str) -> Principal:
    if name == GUEST:
        return Principal("guestUser", name)
    if name in GROUPS:
        return Principal("queue" if name == "q1" else "group", name)
    kind, _, role = name.partition(" ")
    if kind == "Channel":
        return Principal("channelProgramGroup", role)
    if kind.startswith("Manager"):
        return Principal(KINDS[kind], f"{role}@x.example")
    return Principal(KINDS[kind], role.replace(" ", "_") or None)


def _member(name: str) -> str:
    """As settings name a member of a share group."""
    found = _principal(name)
    return f"{found.kind} {found.name}" if found.name else found.kind


def _sets(org: Org) -> tuple[SharingSet, ...]:
    fields = {"Account": "Account", "Contact": "Contact"}
    return tuple(
        SharingSet(
            f"set {number}",
            (PROFILES[entry.kind],),
            (
                SetMapping(
                    entry.sobject,
                    "Partner_Account__c" if entry.sobject == "Deal__c" else fields[entry.field],
                    entry.user_field,
                    WORDS[entry.level],
                ),
            ),
        )
        for number, entry in enumerate(org.sets)
    )


# -- what every org has


@cache
def _template() -> tuple[World, Image]:
    schema = Schema(load_standard(), {"partner", "experiences", "account_relationships"})
    deal, share, line = _custom()
    schema.add(deal, share, line)
    for name in ("Lead", "Opportunity", "Case", "Account", "Contact", "Deal__c"):
        texts = [new_field(f"{word}__c", "string", word, length=80, custom=True) for word in ("Tier", "Colour")]
        schema.add(schema[name].with_fields(*texts))
    world = World(schema, Database())
    for name in OBJECTS[:-1]:
        world.default(name, "Private")
    world.database.build(schema)
    for name in SYSTEM_GROUPS:
        world.add("Group", name, Type=name)
    for profile, kind in (
        ("Sales", STANDARD),
        ("Partner", PARTNER),
        ("Customer", CUSTOMER_TYPE),
        ("Guest", "Guest"),
    ):
        world.profile(profile, kind, "ApiEnabled")
    _everybody(world)
    world.add("ChannelProgram", "program", Name="program")
    world.add("ChannelProgramLevel", "level", Name="level", ProgramId=world.ids["program"])
    for name in PROGRAMS:
        dev = name.removeprefix("Channel ")
        world.add("Group", name, Type="ChannelProgramGroup", RelatedId=world.ids[dev], DeveloperName=dev)
    for name in MANAGED:
        for kind in ("Manager", "ManagerAndSubordinatesInternal"):
            world.add("Group", f"{kind} {name}", Type=kind, RelatedId=world.ids[name])
    for name in GROUPS:
        world.add("Group", name, Name=name, DeveloperName=name, Type="Queue" if name == "q1" else "Regular")
    for word in WORDS[1:3]:
        world.add("CaseTeamRole", f"case team {word}", Name=word, AccessLevel=word)
    return world, take(world.database)


def _everybody(world: World) -> None:
    for role in INTERNAL_ROLES:
        world.role(role)
    for name in INTERNAL:
        world.user(name, "Sales")
    for name in ACCOUNTS:
        world.add("Account", name, Name=name, OwnerId=world.ids[ACCOUNT_OWNERS[name]])
    world.user(GUEST, "Guest")
    world.change("User", GUEST, UserType="Guest", CommunityNickname=GUEST)
    for account in PARTNER_ACCOUNTS:
        for level in LEVELS_OF_ACCOUNT:
            portal = "Worker" if level == "User" else level
            world.role(f"{account} Partner {level}", None, account, portal)
    for name in (*PARTNERS, CUSTOMER):
        world.user(name, "Customer" if name == CUSTOMER else "Partner", None, EMPLOYER[name])
        world.change("Contact", f"contact {name}", OwnerId=world.ids["cleo"])


def _custom():
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
    return deal, custom_share(deal), custom_object("Deal_Line__c", "Deal Line", "Deal Lines", "a01", fields=[master])


def _insert(world: World, sobject_name: str, rows: list[dict[str, Any]]) -> None:
    """Rows at once; `key` is the name that a row is known by."""
    sobject = world.schema[sobject_name]
    flags = {f.name: False for f in sobject.fields.values() if f.type == "boolean" and f.has_column}
    made = []
    for row in rows:
        record_id = world.database.next_id(sobject)
        key = row.pop("key", None)
        if key:
            world.ids[key] = record_id
        made.append(flags | {"Id": record_id} | row)
    if made:
        world.database.execute(insert(world.database.tables.get(sobject_name)), made)


def _update(world: World, sobject_name: str, rows: list[dict[str, Any]], **columns: str) -> None:
    table = world.database.tables.get(sobject_name)
    values = {name: bindparam(parameter) for name, parameter in columns.items()}
    world.database.execute(update(table).where(table.c.Id == bindparam("key")).values(**values), rows)
