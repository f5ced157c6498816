"""The reasons of one record: where a grant speaks of all queues, rows or parents, the explanation names the one."""

from collections.abc import Callable

from sqlalchemy import select

from mock_org.security.sharing.grant import Grant
from mock_org.security.sharing.implicit import CHILDREN
from mock_org.security.sharing.near.subject import Subject
from mock_org.security.sharing.rules import groups_of
from mock_org.security.sharing.shares import share_object, stored
from mock_org.security.sharing.teams import TEAMS

MOST_NAMED = 3
SHARED = "it is shared"
# The lookup of a team object to its member, where it is not UserId.
MEMBER = {"Case": "MemberId"}


def refined(subject: Subject, grant: Grant) -> str:
    """The grant's reason with names, as far as there are some to tell."""
    rule = REFINED.get(f"{grant.source.kind} {grant.source.name}") or REFINED.get(grant.source.kind)
    return (rule(subject, grant) if rule else None) or grant.because


def _queue(subject: Subject, grant: Grant) -> str | None:
    owner = subject.get("OwnerId")
    if not owner:
        return None
    return f"{subject.user.name} is a member of the {subject.tell.principal(owner)} that owns it" + (
        subject.tell.membership(owner)
    )


def _below(subject: Subject, grant: Grant) -> str | None:
    owner, user = subject.tell.row("User", subject.get("OwnerId")), subject.user
    role = subject.tell.row("UserRole", owner.get("UserRoleId")).get("Name")
    if not role:
        return None
    whose = f"{subject.tell.person(owner['Id'])} owns it, whose role {role}"
    return f"{whose} is below {user.name}'s role {user.role_name} in the role hierarchy"


def _queue_below(subject: Subject, grant: Grant) -> str | None:
    owner = subject.get("OwnerId")
    queue = subject.tell.principal(owner) if owner else "the queue"
    return grant.because.replace("the queue that owns it", f"the {queue} that owns it")


def _shared(subject: Subject, grant: Grant) -> str | None:
    """With whom the rows of that level share it."""
    share = share_object(subject.context.schema, subject.sobject)
    if share is None or not grant.because.startswith(SHARED):
        return None
    table = subject.context.database.tables.get(share.name)
    rows = select(table.c.UserOrGroupId).where(
        stored(table), table.c[share.shared_id_field] == subject.row["Id"],
        table.c[share.access_level_field] == grant.access,
    )  # fmt: skip
    found = [row["UserOrGroupId"] for row in subject.context.database.rows(rows)]
    own = [to for to in found if subject.tell.is_direct(to)]
    lifted = "below" in grant.because or not own
    named = " and ".join(_principal(subject, to) for to in (found if lifted else own)[:MOST_NAMED])
    how = grant.because.partition(" with ")[0]
    if not named:
        return None
    above = f", and {subject.user.name}'s role {subject.user.role_name} is above" if lifted else ""
    return f"{how} with {named}{above}"


def _principal(subject: Subject, to: str) -> str:
    name = subject.tell.principal(to)
    if to.startswith("005") or not subject.tell.is_direct(to):
        return name
    return f"{name}, of which {subject.user.name} is a member{subject.tell.membership(to)}"


def _children(subject: Subject, grant: Grant) -> str | None:
    """The records of the account that the user sees."""
    asked = subject.asked
    names: list[str] = []
    for child in CHILDREN:
        sobject = subject.context.schema.get(child)
        if sobject is None or sobject.label.lower() not in grant.because:
            continue
        table, seen = asked.viewer.table(child), asked.reach(sobject, "Read", False)
        rows = select(table.c.Id).where(table.c.AccountId == subject.row["Id"]).limit(MOST_NAMED)
        if "IsDeleted" in table.c:
            rows = rows.where(table.c.IsDeleted.is_not(True))
        found = subject.context.database.rows(rows if seen is None else rows.where(table.c.Id.in_(seen)))
        names.extend(subject.tell.kind(row["Id"]) for row in found)
    return f"{subject.user.name} has access to {' and '.join(names)} of the account" if names else None


def _parent(subject: Subject, grant: Grant) -> str | None:
    field = subject.sobject.field(grant.parent) if grant.parent else None
    value = subject.get(field.name) if field else None
    if field is None or not value:
        return None
    label = field.label.removesuffix(" ID")
    return grant.because.replace(f"its {label}", f"its {label} {subject.tell.record(value)}", 1)


def _set(subject: Subject, grant: Grant) -> str | None:
    """Whose account or contact that is."""
    path = grant.because.rpartition("'s ")[2].lower()
    own = {"account": subject.user.account_id, "contact": subject.user.contact_id}.get(path)
    return f"{grant.because} ({subject.tell.record(own)})" if own else None


def _rule(subject: Subject, grant: Grant) -> str | None:
    """Through which groups the user belongs to the group that the rule shares to."""
    sobject, _, name = grant.source.name.partition(".")
    for rule in subject.context.sharing.rules_of(sobject):
        if rule.name == name and rule.shared_to.kind == "group":
            rows = subject.context.database.rows(groups_of(subject.asked.viewer, rule.shared_to))
            ways = [subject.tell.membership(row["Id"]) for row in rows if subject.tell.is_direct(row["Id"])]
            return grant.because + ways[0] if ways else None
    return None


def _account_owner(subject: Subject, grant: Grant) -> str | None:
    """Who owns the account of the record."""
    account = subject.tell.row("Account", subject.get("AccountId"))
    if not account or not grant.because.endswith("owns its account"):
        return None
    owner = subject.tell.person(account["OwnerId"])
    below = "" if account["OwnerId"] == subject.user.id else f", and {subject.user.name}'s role is above"
    return f"{owner} owns its account {account['Name']}{below}"


def _colleague(subject: Subject, grant: Grant) -> str | None:
    owner = subject.get("OwnerId")
    named = subject.tell.principal(owner) if owner else "nobody"
    return grant.because.replace("a user of that role or below owns it", f"{named} of that role or below owns it")


def _team(subject: Subject, grant: Grant) -> str | None:
    """As what the user is on the team."""
    if subject.sobject.name not in TEAMS or not grant.because.startswith(f"{subject.user.name} is on its "):
        return None
    lookup = TEAMS[subject.sobject.name][1]
    where = {lookup: subject.row["Id"], MEMBER.get(subject.sobject.name, "UserId"): subject.user.id}
    found = subject.context.database.find(subject.context.database.tables.get(grant.source.name), where)
    role = found[0].get("TeamMemberRole") if found else None
    return f"{grant.because} as {role}" if role else None


# By kind and name of the source, or by kind alone.
REFINED: dict[str, Callable[[Subject, Grant], str | None]] = {
    "ownership queue": _queue,
    "role hierarchy owner": _below,
    "role hierarchy queue": _queue_below,
    "share row": _shared,
    "implicit ImplicitParent": _children,
    "implicit ImplicitChild": _account_owner,
    "super user owner": _colleague,
    "team": _team,
    "parent": _parent,
    "sharing set": _set,
    "sharing rule": _rule,
}
