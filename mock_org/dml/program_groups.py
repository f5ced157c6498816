"""The system group of each channel program and of each of its levels (Metadata API, SharedTo.channelProgramGroup).

What they are called is assumed: the program's name, and that of the level behind it (confidence D).
"""

from typing import Any

from mock_org.dml.roles import developer_name
from mock_org.dml.triggers import Trigger, TriggerContext

TYPE = "ChannelProgramGroup"
_LONGEST = 40


def _name(context: TriggerContext) -> str:
    program = context.system.get("ChannelProgram", context.new.get("ProgramId")) or {}
    names = (program.get("Name"), context.new.get("Name"))
    return " ".join(str(name) for name in names if name)


def _free(context: TriggerContext, wanted: str, own: str | None) -> str:
    number, free = 1, wanted
    while any(row["Id"] != own for row in context.system.find("Group", Type=TYPE, DeveloperName=free)):
        number += 1
        free = f"{wanted}{number}"
    return free


def _values(context: TriggerContext, own: str | None) -> dict[str, Any]:
    name = _name(context)
    return {"Name": name[:_LONGEST], "DeveloperName": _free(context, developer_name(name), own)}


def _made(context: TriggerContext) -> None:
    context.system.load("Group", [_values(context, None) | {"Type": TYPE, "RelatedId": context.new["Id"]}])


def _removed(context: TriggerContext) -> None:
    assert context.old is not None
    for group in context.system.find("Group", Type=TYPE, RelatedId=context.old["Id"]):
        context.system.delete("Group", group["Id"])


TRIGGERS = tuple(
    trigger
    for sobject in ("ChannelProgram", "ChannelProgramLevel")
    for trigger in (
        Trigger(sobject, "after", "insert", _made),
        Trigger(sobject, "after", "undelete", _made),
        Trigger(sobject, "before", "delete", _removed),
    )
)
