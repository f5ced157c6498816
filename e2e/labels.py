"""The labels of objects on the site, by API name."""

_LABELS = {"PartnerFundRequest": "Partner Fund Request"}
_PLURALS = {"Opportunity": "Opportunities"}


def label(sobject: str) -> str:
    """Deal_Registration__c is "Deal Registration"."""
    return _LABELS.get(sobject) or sobject.removesuffix("__c").replace("_", " ")


def label_plural(sobject: str) -> str:
    """Deal_Registration__c is "Deal Registrations" in the menu."""
    return _PLURALS.get(sobject, f"{label(sobject)}s")
