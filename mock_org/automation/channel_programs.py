"""What an account shows of channel programs: the oldest enrolment (Object Reference, Account.ChannelProgramName)."""

from collections.abc import Iterable
from typing import Any

from mock_org.dml import Records, Trigger, TriggerContext

PROGRAM, LEVEL, MEMBER = "ChannelProgram", "ChannelProgramLevel", "ChannelProgramMember"


def enrolments(records: Records, account_id: str | None) -> list[dict[str, Any]]:
    """The memberships of an account, the oldest first; those of one instant in the order of their ids."""
    found = records.find(MEMBER, PartnerId=account_id) if account_id else []
    return sorted(found, key=lambda row: (str(row["CreatedDate"]), str(row["Id"])))


def level_in(records: Records, account_id: str | None, program: str | None = None) -> str | None:
    """The name of an account's level: in the program of this name, or in that which the account shows."""
    for member in enrolments(records, account_id):
        named = (records.get(PROGRAM, member["ProgramId"]) or {}).get("Name")
        if program in (None, named):
            return (records.get(LEVEL, member.get("LevelId")) or {}).get("Name")
    return None


def _show(records: Records, account_ids: Iterable[str]) -> None:
    """Write the names that an account shows (of several enrolments the oldest; confidence A)."""
    for account_id in sorted(set(account_ids)):
        oldest = next(iter(enrolments(records, account_id)), {})
        shown = {
            "ChannelProgramName": (records.get(PROGRAM, oldest.get("ProgramId")) or {}).get("Name"),
            "ChannelProgramLevelName": (records.get(LEVEL, oldest.get("LevelId")) or {}).get("Name"),
        }
        records.write("Account", [account_id], shown)


def _enrolled(context: TriggerContext) -> None:
    _show(context.system, [(context.new or context.old or {})["PartnerId"]])


def _renamed(context: TriggerContext) -> None:
    if context.changed("Name"):
        lookup = "ProgramId" if context.sobject.name == PROGRAM else "LevelId"
        members = context.system.find(MEMBER, **{lookup: context.new["Id"]})
        _show(context.system, [row["PartnerId"] for row in members])


def _gone(context: TriggerContext) -> None:
    shown = "ChannelProgramName" if context.sobject.name == PROGRAM else "ChannelProgramLevelName"
    accounts = context.system.find("Account", **{shown: (context.old or {})["Name"]})
    _show(context.system, [row["Id"] for row in accounts])


TRIGGERS = (
    *(Trigger(MEMBER, "after", event, _enrolled) for event in ("insert", "update", "delete", "undelete")),
    *(Trigger(name, "after", "update", _renamed) for name in (PROGRAM, LEVEL)),
    *(Trigger(name, "after", "delete", _gone) for name in (PROGRAM, LEVEL)),
)
