"""Lead conversion: a lead becomes an account, a contact and an opportunity (SOAP API Developer Guide, convertLead).

Confidence A for the rules; the texts of refusals are those that Apex shows (C).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mock_org.automation.email import send_converted_mail
from mock_org.automation.lead_mapping import mapped, missing
from mock_org.dml import NoSuchRecord, SystemRecords, Trigger, TriggerContext
from mock_org.dml.access import check_create, check_edit, insufficient_access, may_read_record
from mock_org.errors import SalesforceError
from mock_org.org import Session
from mock_org.schema import to_18

Row = Mapping[str, Any]
_SEE_CONVERTED = "AllowViewEditConvertedLeads"
_NOT_OWNED_BY_A_USER = (
    "Converted objects can only be owned by users.  If the lead is not owned by a user, you must specify a user for "
    "the Owner field."
)


@dataclass(frozen=True, slots=True)
class LeadConvert:
    """One lead to convert. account_id, contact_id, opportunity_id: records to convert it into, else new ones."""

    lead_id: str
    converted_status: str | None = None
    account_id: str | None = None
    contact_id: str | None = None
    opportunity_id: str | None = None
    opportunity_name: str | None = None
    do_not_create_opportunity: bool = False
    owner_id: str | None = None
    overwrite_lead_source: bool = False
    send_notification_email: bool = False


@dataclass(frozen=True, slots=True)
class LeadConvertResult:
    """What a lead became."""

    lead_id: str
    account_id: str
    contact_id: str
    opportunity_id: str | None


def convert(session: Session, wanted: LeadConvert) -> LeadConvertResult:
    """Convert one lead, all or nothing.

    Raises SalesforceError when the user may not, and for a lead, status, owner or target that cannot be.
    """
    with session.org.database.transaction():
        conversion = _Conversion(session, wanted)
        return conversion.run()


class _Conversion:
    """One conversion on its way."""

    def __init__(self, session: Session, wanted: LeadConvert) -> None:
        self.session, self.wanted = session, wanted
        self.schema = session.org.schema
        self.ctx = session.save_context()
        self.records: SystemRecords = session.system().records()
        if not session.user.has("ConvertLeads"):
            raise insufficient_access(self.ctx)
        self.lead = self._existing("Lead", wanted.lead_id)
        check_edit(self.ctx, self.schema["Lead"], self.lead["Id"])
        if self.lead["IsConverted"]:
            raise _converted()
        self._check()
        self.owner = self._owner()

    def run(self) -> LeadConvertResult:
        account_id = self._account()
        contact_id = self._contact(account_id)
        opportunity_id = self._opportunity(account_id, contact_id)
        self._mark(account_id, contact_id, opportunity_id)
        self._move(contact_id, opportunity_id or account_id)
        if self.wanted.send_notification_email:
            owner = self.records.get("User", self.owner) or {}
            sender = self.records.get("User", self.session.user.id) or {}
            send_converted_mail(self.session.mail_desk(), owner, self.lead, sender)
        return LeadConvertResult(self.lead["Id"], account_id, contact_id, opportunity_id)

    def _check(self) -> None:
        wanted = self.wanted
        status = self.records.one("LeadStatus", ApiName=wanted.converted_status, IsConverted=True)
        if not wanted.converted_status or status is None:
            raise SalesforceError("INVALID_STATUS", f"invalid convertedStatus: {wanted.converted_status}", [])
        if wanted.contact_id and not wanted.account_id:
            message = "accountId must be specified when contactId is specified"
            raise SalesforceError("REQUIRED_FIELD_MISSING", message, ["AccountId"])
        if wanted.do_not_create_opportunity and wanted.opportunity_name:
            message = "opportunityName must be blank when doNotCreateOpportunity is true"
            raise SalesforceError("INVALID_ARGUMENT_TYPE", message, [])

    def _owner(self) -> str:
        owner = to_18(self.wanted.owner_id) if self.wanted.owner_id else str(self.lead["OwnerId"])
        user = self.records.get("User", owner)
        if user is None:
            raise SalesforceError("UNKNOWN_EXCEPTION", _NOT_OWNED_BY_A_USER, [])
        return str(user["Id"])

    def _existing(self, sobject: str, sent: str) -> dict[str, Any]:
        record_id = to_18(sent)
        if record_id is None or not record_id.startswith(str(self.schema[sobject].key_prefix)):
            raise SalesforceError("MALFORMED_ID", f"malformed id {sent}", [])
        row = self.records.get(sobject, record_id)
        if row is None or not may_read_record(self.ctx, self.schema[sobject], record_id):
            raise NoSuchRecord
        return row

    def _made(self, sobject: str, values: Mapping[str, Any]) -> str:
        check_create(self.ctx, self.schema[sobject])
        return self.records.insert(sobject, self._mapped(sobject) | dict(values) | {"OwnerId": self.owner})

    def _filled(self, sobject: str, row: Row, also: Mapping[str, Any]) -> str:
        check_edit(self.ctx, self.schema[sobject], row["Id"])
        changes = missing(self._mapped(sobject), row) | dict(also)
        if changes:
            self.records.update(sobject, row["Id"], changes)
        return str(row["Id"])

    def _mapped(self, sobject: str) -> dict[str, Any]:
        return mapped(self.lead, self.schema[sobject], self.session.org.settings.lead_field_mapping)

    def _account(self) -> str:
        if self.wanted.account_id:
            return self._filled("Account", self._existing("Account", self.wanted.account_id), {})
        return self._made("Account", {})

    def _contact(self, account_id: str) -> str:
        if not self.wanted.contact_id:
            return self._made("Contact", {"AccountId": account_id})
        contact = self._existing("Contact", self.wanted.contact_id)
        if contact["AccountId"] != account_id:
            message = "the contact must belong to the account of the conversion"
            raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", message, ["ContactId"])
        source = self.lead.get("LeadSource")
        also = {"LeadSource": source} if self.wanted.overwrite_lead_source and source else {}
        return self._filled("Contact", contact, also)

    def _opportunity(self, account_id: str, contact_id: str) -> str | None:
        if self.wanted.opportunity_id:
            row = self._existing("Opportunity", self.wanted.opportunity_id)
            return self._filled("Opportunity", row, {} if row["AccountId"] else {"AccountId": account_id})
        if self.wanted.do_not_create_opportunity:
            return None
        stages = sorted(self.records.find("OpportunityStage", IsClosed=False), key=lambda row: row["SortOrder"] or 0)
        values = {
            "Name": (self.wanted.opportunity_name or self.lead.get("Company") or self.lead["Name"])[:120],
            "AccountId": account_id,
            "StageName": stages[0]["ApiName"] if stages else None,
            "CloseDate": _quarter_end(self._today()).isoformat(),
        }
        opportunity_id = self._made("Opportunity", values)
        role = {"OpportunityId": opportunity_id, "ContactId": contact_id, "IsPrimary": True}
        self.records.insert("OpportunityContactRole", role)
        return opportunity_id

    def _today(self) -> date:
        return self.session.org.clock.now().astimezone(ZoneInfo(self.session.user.time_zone)).date()

    def _mark(self, account_id: str, contact_id: str, opportunity_id: str | None) -> None:
        changes = {
            "Status": self.wanted.converted_status,
            "IsConverted": True,
            "ConvertedDate": self._today().isoformat(),
            "ConvertedAccountId": account_id,
            "ConvertedContactId": contact_id,
            "ConvertedOpportunityId": opportunity_id,
            "IsUnreadByOwner": False,
        }
        lead = self.schema["Lead"]
        self.records.update("Lead", self.lead["Id"], {n: v for n, v in changes.items() if lead.field(n)})

    def _move(self, contact_id: str, what_id: str) -> None:
        """Activities go to the contact, campaigns know it too."""
        for sobject in ("Task", "Event"):
            for row in self.records.find(sobject, WhoId=self.lead["Id"]):
                about = {"WhatId": row["WhatId"] or what_id}
                self.records.write(sobject, [row["Id"]], {"WhoId": contact_id} | about)
        members = [row["Id"] for row in self.records.find("CampaignMember", LeadId=self.lead["Id"])]
        self.records.write("CampaignMember", members, {"ContactId": contact_id})


def _quarter_end(day: date) -> date:
    """A new opportunity closes with the quarter (Salesforce help, "Convert Qualified Leads"; confidence B)."""
    month = (day.month - 1) // 3 * 3 + 4
    return date(day.year + month // 13, (month - 1) % 12 + 1, 1) - timedelta(days=1)


def _converted() -> SalesforceError:
    """Code A, text B (quoted in clients' logs)."""
    return SalesforceError("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead", [])


def _keep_converted(context: TriggerContext) -> None:
    """A converted lead is read-only without View and Edit Converted Leads (Salesforce help; confidence A)."""
    if (context.old or {}).get("IsConverted") and not context.user.has(_SEE_CONVERTED):
        raise _converted()


def _no_activity(context: TriggerContext) -> None:
    """Nothing is scheduled with a converted lead (the same answer, quoted in clients' logs; confidence B)."""
    who = context.new.get("WhoId")
    if who and context.changed("WhoId"):
        lead = context.system.get("Lead", who) if str(who).startswith("00Q") else None
        if lead and lead["IsConverted"]:
            raise _converted()


TRIGGERS = (
    Trigger("Lead", "before", "update", _keep_converted),
    *(Trigger(name, "before", event, _no_activity) for name in ("Task", "Event") for event in ("insert", "update")),
)
