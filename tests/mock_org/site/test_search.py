"""Global search: by words, through the org's own search and sharing."""

import pytest

from tests.mock_org.site.portal import SITE, heading_of, text_of


@pytest.fixture
def leads(world, acme, globex):
    make = world.admin.create
    make("Lead", LastName="Lee", FirstName="Ann", Company="Initech", OwnerId=acme.partner.user_id)
    make("Lead", LastName="Lee", FirstName="Secret", Company="Hooli", OwnerId=globex.partner.user_id)
    make("Case", Subject="Lee called", OwnerId=acme.partner.user_id)


def test_results_stand_by_object_and_are_the_users_own(acme, leads):
    page = acme.visitor.get("/s/global-search/Lee").text
    assert heading_of(page) == "Search Results"
    assert 'aria-label="Leads"' in page
    assert "Ann Lee" in page
    assert 'aria-label="Cases"' in page
    assert "Lee called" in page
    assert not [hidden for hidden in ("Secret", "Hooli") if hidden in page]


@pytest.mark.parametrize("term", ["Hooli", "Secret"])
def test_what_is_out_of_reach_is_not_found(acme, leads, term):
    page = acme.visitor.get(f"/s/global-search/{term}").text
    assert f'No results for " {term} "' in text_of(page)
    assert "data-row-key-value" not in page


def test_the_box_at_the_head_leads_there_without_a_script(acme, leads):
    answer = acme.visitor.get("/s/global-search/", query_string={"term": "a/b c?"})
    assert answer.location == f"{SITE}/s/global-search/a%2Fb%20c%3F"
    assert acme.visitor.client.get(answer.location).status_code == 200
    assert heading_of(acme.visitor.get("/s/global-search/?term=+").text) == "Search Results"


@pytest.mark.parametrize("term", ["x", "'", "*", '"', "((", "AND", "{Lee}", "\\", "<script>", "a" * 300])
def test_odd_words_are_answered_with_a_page(acme, leads, term):
    answer = acme.visitor.get("/s/global-search/", query_string={"term": term}, follow_redirects=True)
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    assert "data-row-key-value" not in answer.text or term == "{Lee}"


def test_a_guest_does_not_search(guest):
    assert guest.get("/s/global-search/Lee").status_code == 302
