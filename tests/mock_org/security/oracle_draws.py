"""How random orgs are drawn."""

from dataclasses import replace

from hypothesis import strategies as st

from tests.mock_org.security.oracle_orgs import (
    ACCOUNT_OWNERS,
    ACCOUNTS,
    CUSTOMER,
    EDIT,
    EMPLOYER,
    EVERYTHING,
    GROUPS,
    GUEST,
    INTERNAL,
    INTERNAL_ROLES,
    LEVELS_OF_ACCOUNT,
    MANAGED,
    OBJECTS,
    OWNED,
    PARTNER_ACCOUNTS,
    PARTNERS,
    PEOPLE,
    PROGRAMS,
    QUEUED,
    READ,
    SYSTEM_GROUPS,
    TEAMS,
    Group,
    Member,
    Org,
    Person,
    Record,
    Relation,
    Rule,
    SetEntry,
    Share,
)  # fmt: skip

principals = st.sampled_from(
    [*PEOPLE, *GROUPS, *SYSTEM_GROUPS]
    + [f"{kind} {role}" for role in INTERNAL_ROLES for kind in ("Role", "RoleAndSubordinates")]
    + [f"RoleAndSubordinatesInternal {role}" for role in INTERNAL_ROLES]
    + [f"{kind} {name}" for name in MANAGED for kind in ("Manager", "ManagerAndSubordinatesInternal")]
    + [*PROGRAMS]
)
levels = st.sampled_from([READ, EDIT])
_CHILDREN = ("Case", "Contact", "Opportunity")
child_levels = st.dictionaries(st.sampled_from(_CHILDREN), levels, max_size=2)
WIDTHS = ("Private", "Read", "ReadWrite")
PERMISSION_CHOICES = (
    EVERYTHING, EVERYTHING, EVERYTHING, frozenset({"Read"}), frozenset({"Read", "Edit"}), frozenset(),
    frozenset({"Read", "Create", "Edit", "ViewAllRecords"}), EVERYTHING | {"ViewAllRecords", "ModifyAllRecords"},
)  # fmt: skip


@st.composite
def orgs(draw, least_sets=0):
    """Everything at once; at least so many lines of sharing sets."""
    parents, people, portal_roles = draw(companies())
    roles = list(portal_roles)
    anyone = principals | st.sampled_from([f"{kind} {r}" for r in roles for kind in ("Role", "RoleAndSubordinates")])
    records = draw(all_records())
    owners = st.sampled_from([record.name for record in records if record.sobject in (*OWNED, "Account")])
    named = {record.name: record for record in records}

    def with_children(made, of):
        return made if named[of].sobject == "Account" else replace(made, children={})

    shares = [with_children(share, share.record) for share in draw(st.lists(_shares(owners, anyone), max_size=4))]
    teams = [t for t in draw(st.lists(_members(owners), max_size=3)) if named[t.of].sobject in TEAMS]
    return Org(
        parents=parents,
        people=people,
        portal_roles=portal_roles,
        groups=draw(_groups(anyone)),
        records=tuple(records),
        shares=tuple({(share.record, share.to): share for share in shares}.values()),
        rules=tuple(draw(st.lists(_rules(anyone), max_size=4))),
        sets=tuple({(s.kind, s.sobject): s for s in draw(st.lists(_sets, min_size=least_sets, max_size=3))}.values()),
        teams=tuple({(t.of, t.who): with_children(t, t.of) for t in teams}.values()),
        defaults={name: draw(_defaults(name)) for name in OBJECTS[:-1] if draw(st.integers(0, 3)) == 0},
        super_users_on=draw(st.booleans()),
        child_levels=draw(
            st.dictionaries(st.tuples(st.sampled_from(INTERNAL_ROLES), st.sampled_from(_CHILDREN)), levels, max_size=3)
        ),
        programs=draw(
            st.dictionaries(st.sampled_from(PARTNER_ACCOUNTS), st.sampled_from([PROGRAMS[:1], PROGRAMS]), max_size=2)
        ),
        relations=tuple({(r.gains, r.of, r.sobject): r for r in draw(st.lists(_relations, max_size=2))}.values()),
        share_group=draw(st.none() | st.sampled_from(["Organization", "g1", "Role East", "RoleAndSubordinates CEO"])),
        restricted=draw(st.sampled_from([None, None, None, "internal", "partner"])),
        permissions=draw(
            st.dictionaries(
                st.tuples(st.sampled_from(["internal", "partner", "customer"]), st.sampled_from(OBJECTS[:-1])),
                st.sampled_from(PERMISSION_CHOICES),
                max_size=3,
            )
        ),
    )


def _defaults(sobject):
    wide = st.tuples(st.integers(0, 2), st.integers(0, 2)).map(lambda pair: (WIDTHS[max(pair)], WIDTHS[min(pair)]))
    both = st.just(("ControlledByParent", "ControlledByParent"))
    return wide | both if sobject == "Contact" else wide


@st.composite
def companies(draw):
    """Roles and their parents, people, and which portal role is of which account."""
    parents: dict[str, str | None] = {"CEO": None}
    for number, role in enumerate(INTERNAL_ROLES[1:], 1):
        parents[role] = draw(st.sampled_from([*INTERNAL_ROLES[:number], None]))
    boss = st.none() | st.sampled_from(PEOPLE)
    people = {
        name: Person("internal", role, manager=draw(boss))
        for name, role in zip(INTERNAL, ("CEO", "East", "West", "Rep", None), strict=True)
    }
    portal_roles: dict[str, str] = {}
    below_acme = draw(st.integers(0, 4)) == 0  # as an external account hierarchy hangs it
    for account in PARTNER_ACCOUNTS:
        up: str | None = people[ACCOUNT_OWNERS[account]].role
        if below_acme and account == "Globex":
            up = next(iter(portal_roles))
        for level in LEVELS_OF_ACCOUNT[-draw(st.integers(1, 3)) :]:
            role = f"{account} Partner {level}"
            portal_roles[role], parents[role], up = account, up, role
    for name in PARTNERS:
        own = [role for role, account in portal_roles.items() if account == EMPLOYER[name]]
        role = draw(st.sampled_from(own))
        people[name] = Person("partner", role, EMPLOYER[name], draw(boss), draw(st.booleans()))
    people[CUSTOMER] = Person("customer", None, EMPLOYER[CUSTOMER])
    people[GUEST] = Person("guest")
    return parents, people, portal_roles


@st.composite
def all_records(draw):
    """The accounts, the contacts behind external users, and some more."""
    made = [Record(name, "Account", ACCOUNT_OWNERS[name], gold=draw(st.booleans())) for name in ACCOUNTS]
    made += [Record(f"contact {name}", "Contact", "cleo", account) for name, account in EMPLOYER.items()]
    for number in range(draw(st.integers(2, 6))):
        sobject = draw(st.sampled_from(OWNED))
        owner = draw(st.sampled_from([*PEOPLE, "q1"] if sobject in QUEUED else PEOPLE))
        record = Record(f"r{number}", sobject, owner, gold=draw(st.booleans()), red=draw(st.booleans()))
        if sobject != "Lead":
            record = replace(record, account=draw(st.none() | st.sampled_from(ACCOUNTS)))
        if sobject == "Case":
            record = replace(record, contact_of=draw(st.none() | st.sampled_from(list(EMPLOYER))))
        made.append(replace(record, private=sobject == "Opportunity" and draw(st.booleans())))
    masters = [record.name for record in made if record.sobject == "Deal__c"]
    return made + [Record(f"line of {name}", "Deal_Line__c", parent=name) for name in masters]


def _groups(anyone):
    return st.fixed_dictionaries(
        {
            name: st.builds(
                Group,
                queue=st.just(name == "q1"),
                bosses=st.booleans() if name != "q1" else st.just(False),
                members=st.lists(anyone, max_size=3, unique=True).map(tuple),
            )
            for name in GROUPS
        }
    )


def _shares(owners, anyone):
    return st.builds(Share, record=owners, to=anyone, level=levels, children=child_levels)


def _members(owners):
    return st.builds(Member, of=owners, who=st.sampled_from(PEOPLE[:-1]), level=levels, children=child_levels)


@st.composite
def _rules(draw, anyone):
    sobject = draw(st.sampled_from(("Account", *OWNED)))
    targets = anyone.filter(lambda name: name not in PEOPLE)
    either = draw(st.booleans())
    if draw(st.integers(0, 4)) == 0:
        return Rule(sobject, GUEST, READ, either=either)
    source = draw(st.none() | targets)
    children = draw(child_levels) if sobject == "Account" else {}
    either = source is None and either
    return Rule(sobject, draw(targets), draw(levels), source, either, children=children)


_sets = st.one_of(
    st.builds(
        SetEntry,
        kind=st.sampled_from(["partner", "customer"]),
        sobject=st.sampled_from(["Case", "Opportunity", "Deal__c", "Contact"]),
        field=st.just("Account"),
        user_field=st.just("Account"),
        level=levels,
    ),
    st.builds(
        SetEntry,
        kind=st.sampled_from(["partner", "customer"]),
        sobject=st.just("Case"),
        field=st.just("Contact"),
        user_field=st.just("Contact"),
        level=levels,
    ),
)
_relations = st.tuples(
    st.permutations(PARTNER_ACCOUNTS), st.sampled_from(["Case", "Contact", "Opportunity"]), levels
).map(lambda drawn: Relation(*drawn[0], *drawn[1:]))
