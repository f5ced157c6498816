from dataclasses import replace

import pytest

from mock_org.dml.duplicates import DuplicatesDetected
from mock_org.org import SaveOptions
from mock_org.security import SharingModel
from mock_org.security.model import DuplicateRule, MatchingRule, MatchItem

MATCH = MatchingRule(
    "By_Name", "Account", (MatchItem("Name"), MatchItem("Phone"), MatchItem("Fax")), ("1", "2", "3", "OR", "AND")
)
RULE = DuplicateRule("Twice", "Account", "Use one of these records?", "alert", "block", True, (MATCH,))


@pytest.fixture
def rules(bare):
    def put(*rules):
        bare.org.set_sharing(SharingModel(duplicate_rules=rules))

    yield put
    bare.org.set_sharing(SharingModel())


def test_a_record_like_another_one_is_refused_with_what_it_is_like(bare, rules):
    rules(RULE)
    first = bare.account(Phone="1")
    assert bare.account(Phone="2"), "name alone is not enough"
    with pytest.raises(DuplicatesDetected) as error:
        bare.account("ACME", Phone="1")
    assert (error.value.code, error.value.message, error.value.status) == (
        "DUPLICATES_DETECTED", "Use one of these records?", 400,
    )  # fmt: skip
    result = error.value.extra["duplicateResult"]
    assert (result["allowSave"], result["duplicateRule"], result["duplicateRuleEntityType"]) == (
        True,
        "Twice",
        "Account",
    )
    match = result["matchResults"][0]
    assert (match["matchEngine"], match["rule"], match["size"]) == ("ExactMatchEngine", "By_Name", 1)
    assert match["matchRecords"][0]["record"]["Id"] == first
    assert "Name" not in match["matchRecords"][0]["record"]


def test_old_versions_misspell_the_key(bare, rules):
    rules(RULE)
    bare.account(Fax="1")
    with pytest.raises(DuplicatesDetected) as error:
        replace(bare.admin, api_version=51.0).insert("Account", {"Name": "Acme", "Fax": "1"})
    assert list(error.value.extra) == ["duplicateResut"]


def test_an_alert_lets_pass_who_wants_to_save_and_a_block_nobody(bare, rules):
    rules(RULE)
    bare.account(Phone="1")
    bold = replace(bare.admin, options=SaveOptions(allow_save=True, include_record_details=True))
    again = bold.insert("Account", {"Name": "Acme", "Phone": "1"})
    bold.update("Account", again, {"Website": "x.example"})
    other = bare.account("Other")
    with pytest.raises(DuplicatesDetected) as error:
        bold.update("Account", other, {"Name": "Acme", "Phone": "1"})
    result = error.value.extra["duplicateResult"]
    assert result["allowSave"] is False
    assert result["matchResults"][0]["matchRecords"][0]["record"]["Name"] == "Acme"


def test_blanks_are_alike_only_where_the_rule_says_so(bare, rules):
    bare.account()
    rules(RULE)
    assert bare.account()
    items = (MatchItem("Name"), MatchItem("Phone", match_blanks=True))
    rules(replace(RULE, matching=(replace(MATCH, items=items, logic=("1", "2", "AND")),)))
    with pytest.raises(DuplicatesDetected):
        bare.account()


def test_a_lead_is_compared_with_contacts_by_a_mapping(bare, rules):
    matching = MatchingRule("C", "Contact", (MatchItem("Email"), MatchItem("LastName")), ("1", "2", "AND"))
    rules(replace(RULE, sobject="Lead", matching=(replace(matching, mapping=(("lastname", "Company"),)),)))
    bare.contact(bare.account(), LastName="Doe", Email="a@example.com")
    with pytest.raises(DuplicatesDetected):
        bare.admin.insert("Lead", {"LastName": "x", "Company": "Doe", "Email": "a@example.com"})


def test_records_that_the_user_does_not_see_count_only_past_sharing(bare, rules):
    partner = bare.partner_session()
    bare.account(Phone="1")
    rules(RULE)
    assert partner.insert("Account", {"Name": "Acme", "Phone": "1"})
    rules(replace(RULE, enforce_sharing=False))
    bare.account("Beta", Phone="1")
    with pytest.raises(DuplicatesDetected):
        partner.insert("Account", {"Name": "Beta", "Phone": "1"})
    seen = replace(partner, options=SaveOptions(run_as_current_user=True))
    assert seen.insert("Account", {"Name": "Beta", "Phone": "1"})
