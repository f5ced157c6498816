"""The page of a related list, which "View All" opens."""

import pytest

from tests.mock_org.site.portal import heading_of
from tests.mock_org.site.test_list import names


@pytest.fixture
def contacts(world, acme):
    for number in range(9):
        world.admin.create("Contact", LastName=f"C{number}", AccountId=acme.partner.account_id)


def test_view_all_leads_to_all_of_them(acme, contacts):
    account = acme.partner.account_id
    page = acme.visitor.get(f"/s/detail/{account}?tab=related").text
    assert len([name for name in names(page) if name.startswith("C")]) == 5
    assert f'href="/partners/s/relatedlist/{account}/Contacts"' in page
    whole = acme.visitor.get(f"/s/relatedlist/{account}/Contacts").text
    assert heading_of(whole) == "Contacts"
    assert len(names(whole)) == 10


def test_a_list_of_what_is_out_of_reach_does_not_exist(acme, globex, contacts):
    account = acme.partner.account_id
    for path in (
        f"/s/relatedlist/{account}/Nothing__r",
        f"/s/relatedlist/{account}/Users",
        f"/s/relatedlist/{account}/contacts",
        "/s/relatedlist/001000000000999AAA/Contacts",
        "/s/relatedlist/x/Contacts",
    ):
        assert acme.visitor.get(path).status_code == 404, path
    answer = globex.visitor.get(f"/s/relatedlist/{account}/Contacts")
    assert answer.status_code == 404
    assert not [name for name in ("Acme", "C1") if name in answer.text.partition("<main")[2]]
