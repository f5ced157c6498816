"""The templates that the platform's own mails are made from, by DeveloperName, and which of them a site may replace."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mock_org.dml import Records

# Names of Salesforce's own templates of sites (seen in networks and exports of real orgs; confidence B).
WELCOME = "CommunityWelcomeEmailTemplate"
FORGOT_PASSWORD = "CommunityForgotPasswordEmailTemplate"
CHANGE_PASSWORD = "CommunityChangePasswordEmailTemplate"
LOCKOUT = "CommunityLockoutEmailTemplate"
VERIFICATION = "CommunityVerificationEmailTemplate"
DEVICE_ACTIVATION = "CommunityDeviceActEmailTemplate"
CHANGED_EMAIL_OLD = "CommunityChgEmailVerOldTemplate"
CHANGED_EMAIL_NEW = "CommunityChgEmailVerNewTemplate"
LEAD_ASSIGNED = "LeadsNewassignmentnotificationSAMPLE"
CASE_ASSIGNED = "SUPPORTNewassignmentnotificationSAMPLE"
# Names of our own: Salesforce has no template row for these mails, or no such mail (confidence D).
LEAD_CONVERTED = "LeadConverted"
APPROVAL_REQUEST = "ApprovalRequest"
ACCESS_REVIEW_REQUEST = "AccessReviewRequest"
ACCESS_REVIEW_REMINDER = "AccessReviewReminder"
ACCESS_REVIEW_ESCALATION = "AccessReviewEscalation"
ACCESS_REVIEW_REPORT = "AccessReviewReport"
DORMANT_USER_WARNING = "DormantUserWarning"

# The field of Network that names another template than the standard one (Object Reference, Network; confidence A).
NETWORK_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        WELCOME: "WelcomeEmailTemplateId",
        FORGOT_PASSWORD: "ForgotPasswordEmailTemplateId",
        CHANGE_PASSWORD: "ChangePasswordEmailTemplateId",
        LOCKOUT: "LockoutEmailTemplateId",
        VERIFICATION: "VerificationEmailTemplateId",
        DEVICE_ACTIVATION: "DeviceActEmailTemplateId",
        CHANGED_EMAIL_OLD: "ChgEmailVerOldEmailTemplateId",
        CHANGED_EMAIL_NEW: "ChgEmailVerNewEmailTemplateId",
    }
)


def template_for(records: Records, name: str, network: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The template of that DeveloperName, or the one that the site has in its place; None if it is gone."""
    chosen = (network or {}).get(NETWORK_FIELDS.get(name, ""))
    own = records.get("EmailTemplate", chosen) if chosen else None
    return own or records.one("EmailTemplate", DeveloperName=name)
