"""Members of groups and manual shares: they point to what is there (Object Reference, GroupMember, AccountShare)."""

from collections.abc import Iterator

from mock_org.audit.doctor.facts import Facts, Finding

_SHARED = ("Account", "Contact", "Lead", "Opportunity", "Case")


def group_members(facts: Facts) -> Iterator[Finding]:
    """Members of groups are users and groups that exist."""
    for row in facts.ask("SELECT Id, GroupId, UserOrGroupId FROM GroupMember"):
        member, group = row["UserOrGroupId"], facts.groups.get(row["GroupId"])
        if group is None:
            says = f"Group member {row['Id']} is in the group {row['GroupId']}, which does not exist."
        elif member not in facts.users and member not in facts.groups:
            says = f"Group {group['Name'] or group['Id']} has the member {member}, which does not exist."
        else:
            continue
        yield Finding("group members", row["Id"], says, "Delete the member.")


def shares(facts: Facts) -> Iterator[Finding]:
    """Manual shares are of records that exist, with users and groups that exist."""
    for name in _SHARED:
        rows = facts.ask(f"SELECT Id, {name}Id, UserOrGroupId FROM {name}Share WHERE RowCause = 'Manual'")
        there = facts.rows(f"SELECT Id FROM {name}", (row[f"{name}Id"] for row in rows))
        for row in rows:
            who, what = row["UserOrGroupId"], row[f"{name}Id"]
            if what not in there:
                says = f"{name}Share {row['Id']} shares {what}, which does not exist."
            elif who not in facts.users and who not in facts.groups:
                says = f"{name}Share {row['Id']} shares {what} with {who}, who does not exist."
            else:
                continue
            yield Finding("shares", row["Id"], says, "Delete the share.")
