"""Refusals that several triggers share."""

from mock_org.dml import TriggerContext
from mock_org.errors import SalesforceError


def insufficient_access(context: TriggerContext) -> SalesforceError:
    """The refusal of a write; its HTTP status is a setting since sources disagree (403 or 400, confidence D)."""
    message, status = "insufficient access rights on object id", context.settings.readonly_status
    return SalesforceError("INSUFFICIENT_ACCESS_OR_READONLY", message, [], status=status)
