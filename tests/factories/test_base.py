import random

import pytest

from factories import AccountFactory, LeadFactory, OpportunityFactory, Record, using


def test_a_factory_inserts_into_the_org_in_use(org, fake):
    with using(org):
        lead = LeadFactory(Company="Initech")
    assert fake.sent("POST", "sobjects/Lead")[0]["Company"] == "Initech"
    assert (lead.sobject, lead.Id, lead.Company) == ("Lead", "id1", "Initech")


def test_a_factory_without_an_org_says_what_to_do():
    with pytest.raises(LookupError, match=r"using\(org\)"):
        LeadFactory()


def test_two_orgs_in_one_process_keep_apart(connect, fake):
    other = type(fake)()
    first, second = connect(), connect(to=other)
    with using(first):
        LeadFactory(Company="Here")
        with using(second):
            LeadFactory(Company="There")
        LeadFactory(Company="Here again", org=second)
        LeadFactory(Company="Here still")
    assert [row["Company"] for row in fake.sent("POST", "sobjects/Lead")] == ["Here", "Here still"]
    assert [row["Company"] for row in other.sent("POST", "sobjects/Lead")] == ["There", "Here again"]


def test_the_same_seed_gives_the_same_data_and_another_seed_other_data(connect):
    drawn = [[str(LeadFactory.build(org=connect(seed))) for _ in range(2)] for seed in (7, 7, 8)]
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


def test_random_numbers_drawn_elsewhere_do_not_change_the_data(connect):

    first = LeadFactory.build(org=connect(7))
    random.seed(99)
    assert LeadFactory.build(org=connect(7)) == first


def test_a_custom_field_is_written_with_one_underscore(org, fake):
    LeadFactory(org=org, Partner_Account_c="001xx", Share_With_Partners_c=True)
    [sent] = fake.sent("POST", "sobjects/Lead")
    assert (sent["Partner_Account__c"], sent["Share_With_Partners__c"]) == ("001xx", True)


def test_two_underscores_stay_factory_boys_own_syntax(org):
    with using(org), pytest.raises(Exception, match="Partner_Account"):
        LeadFactory(Partner_Account__c="001xx")


def test_a_field_without_a_value_is_not_sent(org, fake):
    LeadFactory(org=org, FirstName=None)
    assert "FirstName" not in fake.sent("POST", "sobjects/Lead")[0]


def test_build_inserts_nothing(org, fake):
    assert AccountFactory.build(org=org, Name="Acme")["Name"] == "Acme"
    assert fake.received == []


def test_owner_and_account_are_given_as_records(org, fake):
    ann, acme = Record("User", {"Id": "005ann"}), Record("Account", {"Id": "001acme"})
    OpportunityFactory(org=org, owner=ann, account=acme)
    [sent] = fake.sent("POST", "sobjects/Opportunity")
    assert (sent["OwnerId"], sent["AccountId"]) == ("005ann", "001acme")
    assert "owner" not in sent


def test_a_batch_goes_in_one_request(org, fake):
    leads = LeadFactory.create_batch(3, org=org, Company="Initech")
    [sent] = fake.sent("POST", "composite/sobjects")
    assert [row["attributes"] for row in sent["records"]] == [{"type": "Lead"}] * 3
    assert len({lead.Id for lead in leads}) == 3


def test_a_record_tells_which_fields_it_has():
    with pytest.raises(AttributeError, match="this Lead has no Phone; it has Id, Company"):
        Record("Lead", {"Id": "00Q", "Company": "Initech"}).Phone  # noqa: B018
