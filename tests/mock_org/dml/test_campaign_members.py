import pytest

from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import refused


def test_a_lead_is_a_member_of_a_campaign_once(bare):
    campaign, other = (bare.records.insert("Campaign", {"Name": name}) for name in "ab")
    lead = bare.admin.insert("Lead", {"LastName": "x", "Company": "x"})
    bare.admin.insert("CampaignMember", {"CampaignId": campaign, "LeadId": lead})
    with pytest.raises(SalesforceError) as error:
        bare.admin.insert("CampaignMember", {"CampaignId": campaign, "LeadId": lead})
    assert refused(error) == ("DUPLICATE_VALUE", "Already a campaign member.")
    assert error.value.fields is None, "recorded without"
    assert bare.admin.insert("CampaignMember", {"CampaignId": other, "LeadId": lead})
