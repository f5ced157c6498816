"""Mails to approvers: one for each approval request that comes into being, whoever makes it."""

from typing import Any

from mock_org import mail
from mock_org.automation.queue_members import queue_members
from mock_org.dml import Trigger, TriggerContext

_SITE_PAGE, _PAGE = "/s/detail/", "/"


def _requested(context: TriggerContext) -> None:
    """A workitem waits for somebody: a user, or the members of a queue."""
    send_approval_request(context, context.new)


def send_approval_request(source: mail.MailSource, workitem: dict[str, Any], comments: str = "") -> None:
    """Ask the actor of a ProcessInstanceWorkitem for approval.

    Salesforce help, "Merge Fields for Approvals": the comments are the submitter's, the links lead to the request for
    internal users and for those of sites (confidence B; the wording is our own). comments: what the submitter wrote.
    """
    system = source.system
    instance = system.get("ProcessInstance", workitem["ProcessInstanceId"]) or {}
    process = system.get("ProcessDefinition", instance.get("ProcessDefinitionId")) or {}
    submitter = system.get("User", instance.get("SubmittedById")) or {}
    target = _target(source, instance.get("TargetObjectId"))
    actor = workitem["ActorId"]
    for user_id in queue_members(system, actor) if actor.startswith("00G") else [actor]:
        user = system.get("User", user_id)
        if user is None or not user["IsActive"]:
            continue
        words = {
            "ApprovalRequest.Process_Name": process.get("Name") or "",
            "ApprovalRequest.Comments": comments,
            "ApprovalRequest.Internal_URL": f"{source.base_url}{_PAGE}{workitem['Id']}",
            "ApprovalRequest.External_URL": f"{_site(source, user_id)}{_SITE_PAGE}{workitem['Id']}",
        }
        records = target | {"Approval_Requesting_User": submitter}
        mail.send_template(source, mail.APPROVAL_REQUEST, user, words, records=records, sender=submitter)


def _target(source: mail.MailSource, record_id: str | None) -> dict[str, dict[str, Any]]:
    """The record that is to be approved, by its object."""
    sobject = source.system.schema.by_key_prefix(record_id[:3]) if record_id else None
    found = source.system.get(sobject.name, record_id) if sobject else None
    return {sobject.name: found} if sobject and found else {}


def _site(source: mail.MailSource, user_id: str) -> str:
    member = source.system.one("NetworkMember", MemberId=user_id)
    network = source.system.get("Network", member["NetworkId"]) if member else None
    return mail.site_address(source.base_url, network or {})


TRIGGERS = (Trigger("ProcessInstanceWorkitem", "after", "insert", _requested),)
