import pytest

from e2e.labels import label_plural


@pytest.mark.parametrize(
    ("sobject", "plural"),
    [("Lead", "Leads"), ("Opportunity", "Opportunities"), ("Deal_Registration__c", "Deal Registrations")],
)
def test_the_menu_calls_an_object_by_its_plural_label(sobject, plural):
    assert label_plural(sobject) == plural
