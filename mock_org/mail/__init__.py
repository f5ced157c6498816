"""Mails: from templates with merge fields to rows of the outbox, MIME messages and an SMTP server."""

from mock_org.mail.merging import MergeFault
from mock_org.mail.sending import Desk, MailSource, check_template, post, send_template, site_address
from mock_org.mail.templates import (
    ACCESS_REVIEW_ESCALATION,
    ACCESS_REVIEW_REMINDER,
    ACCESS_REVIEW_REPORT,
    ACCESS_REVIEW_REQUEST,
    APPROVAL_REQUEST,
    CASE_ASSIGNED,
    CHANGE_PASSWORD,
    DEVICE_ACTIVATION,
    DORMANT_USER_WARNING,
    FORGOT_PASSWORD,
    LEAD_ASSIGNED,
    LEAD_CONVERTED,
    LOCKOUT,
    NETWORK_FIELDS,
    VERIFICATION,
    WELCOME,
)

__all__ = [
    "ACCESS_REVIEW_ESCALATION",
    "ACCESS_REVIEW_REMINDER",
    "ACCESS_REVIEW_REPORT",
    "ACCESS_REVIEW_REQUEST",
    "APPROVAL_REQUEST",
    "CASE_ASSIGNED",
    "CHANGE_PASSWORD",
    "DEVICE_ACTIVATION",
    "DORMANT_USER_WARNING",
    "FORGOT_PASSWORD",
    "LEAD_ASSIGNED",
    "LEAD_CONVERTED",
    "LOCKOUT",
    "NETWORK_FIELDS",
    "VERIFICATION",
    "WELCOME",
    "Desk",
    "MailSource",
    "MergeFault",
    "check_template",
    "post",
    "send_template",
    "site_address",
]
