"""SOAP: convertLead."""

from typing import Any
from xml.etree.ElementTree import Element

from mock_org.api.caller import session
from mock_org.api.soap_call import Call, Result, check_number, errors_of
from mock_org.api.soap_envelope import boolean_of, children, refuse_others, text_of
from mock_org.automation.lead_conversion import LeadConvert, convert
from mock_org.dml.results import ROLLED_BACK
from mock_org.errors import SalesforceError

# SOAP API Developer Guide, convertLead(): up to 100 leads (confidence A).
MOST_LEADS = 100
# Duplicate rules do not see what a conversion makes, so these say nothing here.
_NO_EFFECT = ("bypassAccountDedupeCheck", "bypassContactDedupeCheck")
_TEXTS = {
    "convertedStatus": "converted_status",
    "accountId": "account_id",
    "contactId": "contact_id",
    "opportunityId": "opportunity_id",
    "opportunityName": "opportunity_name",
    "ownerId": "owner_id",
}
_FLAGS = {
    "doNotCreateOpportunity": "do_not_create_opportunity",
    "overwriteLeadSource": "overwrite_lead_source",
    "sendNotificationEmail": "send_notification_email",
}
_RESULT_IDS = ("accountId", "contactId", "leadId", "opportunityId")


class _RolledBackError(Exception):
    """Ends the transaction of an all-or-none call in which a lead was refused."""


def convert_lead(call: Call) -> Result:
    """Convert leads: a LeadConvertResult each."""
    wanted = [_wanted(each) for each in children(call.body, "leadConverts")]
    check_number(len(wanted), MOST_LEADS)
    results: list[dict[str, Any]] = []
    try:
        with session().org.database.transaction():
            results = [_converted(each) for each in wanted]
            if call.options.all_or_none and not all(each["success"] for each in results):
                raise _RolledBackError
    except _RolledBackError:
        undone = SalesforceError(*ROLLED_BACK)
        return [_refused(each, undone) if each["success"] else each for each in results]
    return results


def _wanted(sent: Element) -> LeadConvert:
    refuse_others(sent, ("leadId", *_TEXTS, *_FLAGS, *_NO_EFFECT))
    texts = {ours: text_of(sent, name) or None for name, ours in _TEXTS.items()}
    flags = {ours: boolean_of(sent, name) for name, ours in _FLAGS.items()}
    return LeadConvert(text_of(sent, "leadId") or "", **texts, **flags)  # type: ignore[arg-type]


def _converted(wanted: LeadConvert) -> dict[str, Any]:
    try:
        done = convert(session(), wanted)
    except SalesforceError as refused:
        return _refused({"leadId": wanted.lead_id or None}, refused)
    ids = (done.account_id, done.contact_id, done.lead_id, done.opportunity_id)
    return dict(zip(_RESULT_IDS, ids, strict=True)) | {"success": True}


def _refused(result: dict[str, Any], error: SalesforceError) -> dict[str, Any]:
    return {
        "accountId": None,
        "contactId": None,
        "errors": errors_of((error, *error.also)),
        "leadId": result["leadId"],
        "opportunityId": None,
        "success": False,
    }
