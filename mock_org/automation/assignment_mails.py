"""Mails to the new owners of leads and cases, and to new users, where the call asks for them.

"If you use the API to change record ownership, no email notification is sent"; EmailHeader.triggerUserEmail sends it,
and REST has no such header (Apex Reference, DmlOptions.EmailHeader, and Salesforce help 000384839; confidence A). That
users hear nothing of what they give themselves is confidence C; the wording is that of the sample templates' purpose.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mock_org import mail
from mock_org.auth.password_links import new_link
from mock_org.automation.queue_members import queue_members
from mock_org.dml import Trigger, TriggerContext

_TEMPLATES: Mapping[str, str] = MappingProxyType({"Lead": mail.LEAD_ASSIGNED, "Case": mail.CASE_ASSIGNED})


def _assigned(context: TriggerContext) -> None:
    if not context.changed("OwnerId") or not _is_wanted(context):
        return
    for receiver, address in _receivers(context, str(context.new["OwnerId"])):
        mail.send_template(
            context,
            _TEMPLATES[context.sobject.name],
            receiver,
            records={context.sobject.name: context.new},
            sender=context.system.get("User", context.user.id),
            to=address,
        )


def _is_wanted(context: TriggerContext) -> bool:
    setting = context.settings.mail.assigned
    return setting == "always" or (setting == "asked" and context.trigger_user_email)


def _receivers(context: TriggerContext, owner_id: str) -> list[tuple[Mapping[str, Any], str | None]]:
    """Who is told, and where: a queue has an address, members, or both.

    Salesforce help, "Create Queues": its email address alone if it has one, its members too if they are to get mails,
    the members alone if there is no address (confidence B).
    """
    if owner_id.startswith("005"):
        owner = context.system.get("User", owner_id)
        return [(owner, None)] if owner and owner["IsActive"] and owner_id != context.user.id else []
    queue = context.system.get("Group", owner_id) or {}
    found: list[tuple[Mapping[str, Any], str | None]] = []
    if queue.get("Email"):
        found.append(({"Name": queue["Name"], "LocaleSidKey": None}, queue["Email"]))
    if not found or queue["DoesSendEmailToMembers"]:
        found += [(context.system.get("User", each) or {}, None) for each in queue_members(context.system, owner_id)]
    return found


def _user_created(context: TriggerContext) -> None:
    """The mail "generate new password and notify user" of internal users; members of sites are welcomed there.

    SOAP API Developer Guide, EmailHeader (confidence A; that site members get no second mail: D).
    """
    if context.trigger_user_email and context.new["UserType"] == "Standard" and context.new["IsActive"]:
        link = new_link(context.database, context.clock, context.new["Id"], context.base_url)
        mail.send_template(context, mail.WELCOME, context.new, {"Community_Url": link})


TRIGGERS = (
    Trigger("Lead", "after", "insert", _assigned),
    Trigger("Lead", "after", "update", _assigned),
    Trigger("Case", "after", "insert", _assigned),
    Trigger("Case", "after", "update", _assigned),
    Trigger("User", "after", "insert", _user_created),
)
