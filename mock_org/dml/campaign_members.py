"""Campaign members: each lead and contact once in a campaign, one of both in a member (Object Reference)."""

from mock_org.dml.triggers import Trigger, TriggerContext
from mock_org.errors import SalesforceError


def _once(context: TriggerContext) -> None:
    """Refuse a second membership (recorded, without the key "fields")."""
    for name in ("LeadId", "ContactId"):
        person = context.new.get(name)
        key = {"CampaignId": context.new.get("CampaignId"), name: person}
        if person and context.system.count("CampaignMember", **key):
            raise SalesforceError("DUPLICATE_VALUE", "Already a campaign member.")


TRIGGERS = (Trigger("CampaignMember", "before", "insert", _once),)
