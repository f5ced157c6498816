"""Names of a scenario are unique where others use the org as well, and are read back as the scenario says them."""

from factories import AccountFactory, LeadFactory, using
from factories.data import TestData
from factories.names import Names, TaggedNames


def test_where_the_org_forgets_names_stay_as_they_are():
    names = Names()
    assert (names.unique("Acme"), names.real("Acme Partner User"), names.plain("Acme")) == (
        "Acme",
        "Acme Partner User",
        "Acme",
    )


def test_a_name_gets_the_tag_once():
    names = TaggedNames("4f2a-7")
    assert names.unique("Initech") == "Initech 4f2a-7"
    assert names.unique("Initech 4f2a-7") == "Initech 4f2a-7"
    assert (names.unique(None), names.unique("")) == (None, "")


def test_names_in_a_text_are_written_as_the_org_has_them_and_back():
    names = TaggedNames("4f2a-7")
    names.unique("Acme")
    names.unique("Acme rollout")
    assert names.real("Acme Partner User") == "Acme 4f2a-7 Partner User"
    assert names.real("Acme rollout") == "Acme rollout 4f2a-7"
    assert names.real("Acmeville, and Acme 4f2a-7") == "Acmeville, and Acme 4f2a-7"
    assert names.plain("associated with: Acme rollout 4f2a-7, Acme 4f2a-7") == "associated with: Acme rollout, Acme"


def test_names_of_another_scenario_stay_foreign():
    assert TaggedNames("4f2a-7").plain("Initech 4f2a-8") == "Initech 4f2a-8"


def test_records_of_factories_carry_the_tag_whoever_chose_their_names(connect):
    with using(connect(run="4f2a-7")):
        lead, company = LeadFactory(Company="Initech"), AccountFactory()
    assert (lead.Company, lead.LastName.endswith(" 4f2a-7")) == ("Initech 4f2a-7", True)
    assert company.Name.endswith(" 4f2a-7")


def test_a_username_carries_the_tag_once():
    data = TestData(run="4f2a-7")
    assert data.username("Ann", data.unique("Lee")) == "ann.lee.1.4f2a-7@mock-org.example"
