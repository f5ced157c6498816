"""Random orgs: SQL visibility, levels and explanations agree with a naive evaluator; a rule never takes away."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mock_org.security import Principal, SharingModel, SharingRule, explain
from mock_org.security.groups import Viewer
from mock_org.security.sharing import levels, visible
from mock_org.security.sharing.grant import RANK
from mock_org.settings import Settings
from mock_org.soql import Comparison, Literal, Path
from tests.mock_org.security.oracle import ACCOUNT_OWNER, ROLES, USERS, Group, Org, Record, Rule

LEVELS = ("none", "read", "edit", "all")
TIER = {"Lead": "Tier__c", "Opportunity": "NextStep", "Case": "SuppliedName"}  # where the tests write Gold or Tin
OBJECTS = ("Lead", "Opportunity", "Case")
GROUPS = ("g1", "g2", "q1")
ROLE_GROUPS = [
    f"{kind} {role}"
    for role in ROLES
    for kind in ("Role", "RoleAndSubordinates", "RoleAndSubordinatesInternal")
    if not (kind.endswith("Internal") and "Partner" in role)
]
SYSTEM = ("Organization", "PRMOrganization", "AllCustomerPortal")
KINDS = {
    "Role": "role",
    "RoleAndSubordinates": "roleAndSubordinates",
    "RoleAndSubordinatesInternal": "roleAndSubordinatesInternal",
    "Organization": "allInternalUsers",
    "PRMOrganization": "allPartnerUsers",
    "AllCustomerPortal": "allCustomerPortalUsers",
}

users, role_groups = st.sampled_from(USERS), st.sampled_from(ROLE_GROUPS)
groups = st.fixed_dictionaries(
    {
        name: st.builds(
            Group,
            queue=st.just(name == "q1"),
            bosses=st.booleans() if name != "q1" else st.just(False),
            members=st.lists(users | role_groups | st.sampled_from((*GROUPS, *SYSTEM)), max_size=3).map(tuple),
        )
        for name in GROUPS
    }
)
records = st.dictionaries(
    st.sampled_from([f"r{n}" for n in range(6)]),
    st.builds(
        Record,
        sobject=st.sampled_from(OBJECTS),
        owner=users | st.just("q1"),
        account=st.none() | st.sampled_from(list(ACCOUNT_OWNER)),
        contact_of=st.none() | st.sampled_from(["ann", "abe", "max", "bo", "cus"]),
        gold=st.booleans(),
        private=st.booleans(),
    ),
    min_size=1,
)
targets = role_groups | st.sampled_from((*GROUPS, *SYSTEM))
rules = st.builds(
    Rule, sobject=st.sampled_from(OBJECTS), to=targets, level=st.integers(1, 2), source=st.none() | targets
)
wider = st.sampled_from([("Private", "Private"), ("Read", "Private"), ("ReadWrite", "Read"), ("Private", "Private")])


@st.composite
def orgs(draw):
    made = draw(records)
    shares = st.tuples(st.sampled_from(sorted(made)), users | targets, st.integers(1, 2))
    return Org(
        groups=draw(groups),
        records=made,
        shares=tuple(draw(st.lists(shares, max_size=4))),
        rules=tuple(draw(st.lists(rules, max_size=3))),
        defaults={name: draw(wider) for name in (*OBJECTS, "Account") if draw(st.booleans())},
        super_users=draw(st.frozensets(users, max_size=3)),
        child_levels=draw(
            st.dictionaries(
                st.sampled_from(["CEO", "Channel East", "Channel West"]),
                st.dictionaries(st.sampled_from(["Case", "Opportunity"]), st.integers(0, 2)),
            )
        ),
    )


def principal(name):
    kind, _, role = name.partition(" ")
    if name in GROUPS:
        return Principal("queue" if name == "q1" else "group", name)
    return Principal(KINDS[kind], role.replace(" ", "_") or None)


def gold(sobject):
    return Comparison(Path((TIER[sobject],)), "=", Literal("Gold", "string"))


def sharing_rule(rule, name):
    source = principal(rule.source) if rule.source else None
    kind, condition = ("owner", None) if source else ("criteria", gold(rule.sobject))
    level = "Read" if rule.level == 1 else "Edit"
    return SharingRule(name, name, rule.sobject, kind, level, principal(rule.to), source, condition)


def write(world, org):
    world.settings = Settings(partner_super_user_access=True)
    for name, group in org.groups.items():
        kind = "Queue" if group.queue else "Regular"
        world.add("Group", name, Name=name, DeveloperName=name, Type=kind, DoesIncludeBosses=group.bosses)
    for name, group in org.groups.items():
        for member in group.members:
            world.add("GroupMember", GroupId=world.ids[name], UserOrGroupId=world.ids[member])
    for name, record in org.records.items():
        write_record(world, name, record)
    for record, to, level in org.shares:
        world.share(org.records[record].sobject, record, to, "Read" if level == 1 else "Edit")
    for sobject, defaults in org.defaults.items():
        world.default(sobject, *defaults)
    for user in org.super_users:
        world.change("User", user, IsPrmSuperUser=True)
    for role, found in org.child_levels.items():
        for sobject, level in found.items():
            world.change("UserRole", role, **{f"{sobject}AccessForAccountOwner": ("None", "Read", "Edit")[level]})
    world.sharing = SharingModel(tuple(sharing_rule(rule, f"rule {n}") for n, rule in enumerate(org.rules)))


def write_record(world, name, record):
    values = {"OwnerId": world.ids[record.owner], TIER[record.sobject]: "Gold" if record.gold else "Tin"}
    if record.sobject != "Lead" and record.account:
        values["AccountId"] = world.ids[record.account]
    if record.sobject == "Case" and record.contact_of:
        values["ContactId"] = world.ids[f"contact {record.contact_of}"]
    if record.sobject == "Opportunity":
        values["IsPrivate"] = record.private
    world.add(record.sobject, name, **values)


def as_stored(org):
    """Only cases have a contact, and only cases and opportunities an account; only users own opportunities."""
    made = {}
    for name, record in org.records.items():
        owner = "wes" if record.sobject == "Opportunity" and record.owner == "q1" else record.owner
        account = None if record.sobject == "Lead" else record.account
        contact = record.contact_of if record.sobject == "Case" else None
        made[name] = replace(record, owner=owner, account=account, contact_of=contact)
    return replace(org, records=made)


def seen(world, viewer, sobject):
    table = world.database.tables.get(sobject).alias()
    where = visible(world.context, viewer.user, world.schema[sobject], table, viewer)
    statement = select(table.c.Id) if where is None else select(table.c.Id).where(where)
    return {row["Id"] for row in world.database.rows(statement)}


def kinds_of(org):
    by_object = {sobject: [n for n, r in org.records.items() if r.sobject == sobject] for sobject in OBJECTS}
    return by_object | {"Account": list(ACCOUNT_OWNER)}


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=orgs(), some=st.sets(users, min_size=3, max_size=3))
def test_sql_agrees_with_the_naive_evaluator(new_world, drawn, some):
    world, org = new_world(), as_stored(drawn)
    write(world, org)
    for user in sorted(some):
        viewer = Viewer(world.context, world.load(user))
        for sobject, names in kinds_of(org).items():
            expected = {name: LEVELS[org.level(user, name)] for name in names}
            ids = [world.ids[name] for name in names]
            found = levels(viewer, world.schema[sobject], ids)
            assert {name: found[world.ids[name]] for name in names} == expected, (user, sobject)
            rows = seen(world, viewer, sobject) & set(ids)
            assert rows == {world.ids[n] for n, level in expected.items() if level != "none"}, (user, sobject)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=orgs())
def test_explanation_is_empty_exactly_when_nothing_is_seen(new_world, drawn):
    world, org = new_world(), as_stored(drawn)
    write(world, org)
    for user in ("cy", "ann", "abe"):
        running = world.load(user)
        for name, record in org.records.items():
            told = explain(world.context, running, world.schema[record.sobject], world.ids[name])
            assert bool(told.grants) == (org.level(user, name) > 0)
            assert told.access == LEVELS[org.level(user, name)]
            assert all(grant.because.startswith(f"{running.name} sees ") for grant in told.grants)
            assert told.grants or told.misses, "what is hidden has something that nearly opened it"
            assert all(RANK[miss.access] > LEVELS.index(told.access) and miss.missing for miss in told.misses)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=orgs(), extra=rules, some=st.sets(users, min_size=4, max_size=4))
def test_one_more_rule_never_takes_away(new_world, drawn, extra, some):
    world, org = new_world(), as_stored(drawn)
    write(world, org)
    before = {user: seen(world, Viewer(world.context, world.load(user)), extra.sobject) for user in sorted(some)}
    world.rules(sharing_rule(extra, "one more"))
    for user in sorted(some):
        assert before[user] <= seen(world, Viewer(world.context, world.load(user)), extra.sobject)
