"""Organization tells the org-wide defaults."""

from dataclasses import replace

import pytest

from mock_org.schema import Schema, load_standard
from mock_org.schema.organization_defaults import organization_defaults


@pytest.mark.parametrize(
    ("field", "model", "told"),
    [
        ("DefaultLeadAccess", "ReadWriteTransfer", "ReadEditTransfer"),
        ("DefaultCaseAccess", "Private", "None"),
        ("DefaultAccountAccess", "Read", "Read"),
        ("DefaultOpportunityAccess", "ReadWrite", "Edit"),
        ("DefaultContactAccess", "ControlledByParent", "ControlledByParent"),
        ("DefaultCampaignAccess", "FullAccess", "All"),
        ("DefaultPricebookAccess", "ReadWrite", "ReadSelect"),
        ("DefaultPricebookAccess", "ReadSelect", "ReadSelect"),
    ],
)
def test_each_default_has_its_word(field, model, told):
    schema = Schema(load_standard(), {"partner", "experiences"})
    name = field.removeprefix("Default").removesuffix("Access").replace("Pricebook", "Pricebook2")
    schema.add(replace(schema[name], sharing_model=model))
    assert organization_defaults(schema)[field] == told
