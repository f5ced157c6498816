"""The mails of an access review: to its reviewer while there is one, else and later to the account's owner."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from mock_org import mail
from mock_org.auth.networks import site_for, site_url
from mock_org.dml import Records
from mock_org.org import Org

PORTAL_PAGE = "/s/access-review"
SETUP_PAGE = "/lightning/setup/AccessReviews/home"
TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        "request": mail.ACCESS_REVIEW_REQUEST,
        "reminder": mail.ACCESS_REVIEW_REMINDER,
        "escalation": mail.ACCESS_REVIEW_ESCALATION,
        "report": mail.ACCESS_REVIEW_REPORT,
    }
)
_TO_OWNER = ("escalation", "report")
Row = dict[str, Any]


def ask(org: Org, records: Records, review_id: str, kind: str) -> None:
    """Send one of the mails of a review: a request, reminder, escalation or report. A user who is gone gets none."""
    review = records.get("Access_Review__c", review_id) or {}
    account = records.get("Account", review["Partner_Account__c"]) or {}
    to = _addressee(records, review, account, kind)
    if to is None:
        return
    site = site_for(org, to)
    items = records.find("Access_Review_Item__c", Access_Review__c=review_id)
    words: dict[str, Any] = {
        "Review_Name": f"Access review {review['Quarter__c']}",
        "Review_Company": str(account.get("Name") or ""),
        "Review_Due": date.fromisoformat(review["Due__c"]),
        "Review_List": "\n".join(_line(item) for item in items if kind == "request" or not item["Answer__c"]),
        "Review_Summary": "\n".join(f"{_line(item)}: {item['Outcome__c'] or 'open'}" for item in items),
        "Review_Url": site_url(org.base_url, site) + PORTAL_PAGE if site else _setup_page(org, review_id),
    }
    mail.send_template(org.mail_desk(), TEMPLATES[kind], to, words, network=site)


def _addressee(records: Records, review: Row, account: Row, kind: str) -> Row | None:
    reviewer = None if kind in _TO_OWNER else records.get("User", review["Reviewer__c"])
    for user in (reviewer, records.get("User", account.get("OwnerId"))):
        if user is not None and user["IsActive"]:
            return user
    return None


def _line(item: Row) -> str:
    return f"{item['Full_Name__c']} ({item['Username__c']})"


def _setup_page(org: Org, review_id: str) -> str:
    return f"{org.base_url}{SETUP_PAGE}?review={review_id}"
