import re

import pytest

from tests.mock_org.site.portal import heading_of, text_of


def names(page):
    return re.findall(r'<th role="rowheader".*?<bdi>(.*?)</bdi>', page)


@pytest.fixture
def leads(world, acme):
    for name in ("Ann", "Bo", "Cy"):
        world.admin.create("Lead", LastName=name, Company=f"{name} 100% Ltd", OwnerId=acme.partner.user_id)


def test_a_list_has_the_records_that_the_user_may_see(world, acme, globex, leads):
    world.admin.create("Lead", LastName="Secret", Company="Hooli", OwnerId=globex.partner.user_id)
    page = acme.visitor.get("/s/lead/Lead/Default").text
    assert heading_of(page) == "All Leads"
    assert names(page) == ["Ann", "Bo", "Cy"]
    assert "3 items" in text_of(page)
    assert "Secret" not in page
    assert "Hooli" not in page


def test_both_addresses_of_a_list_show_the_same(acme, leads):
    assert names(acme.visitor.get("/s/recordlist/Lead/Default").text) == ["Ann", "Bo", "Cy"]


def test_the_list_is_a_grid_with_labelled_cells(acme, leads):
    page = acme.visitor.get("/s/lead/Lead/Default").text
    assert 'role="grid" aria-label="All Leads"' in page
    assert 'role="columnheader" scope="col" aria-label="Company"' in page
    assert 'role="gridcell" data-label="Company"' in page
    assert 'data-row-key-value="00Q' in page
    assert 'title="New"' in page


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("bo", ["Bo"]),
        ("100%", ["Ann", "Bo", "Cy"]),
        ("100_", []),
        ("'", []),
        ("\\", []),
        ("nobody", []),
        ("\0", ["Ann", "Bo", "Cy"]),
        ("' OR Name != '", []),
    ],
)
def test_search_takes_its_term_literally(acme, leads, term, found):
    page = acme.visitor.get("/s/lead/Lead/Default", query_string={"q": term})
    assert page.status_code == 200
    assert names(page.text) == found


def test_a_long_list_is_loaded_step_by_step(world, acme):
    for number in range(53):
        world.admin.create("Lead", LastName=f"L{number:02}", Company="X", OwnerId=acme.partner.user_id)
    first = acme.visitor.get("/s/lead/Lead/Default").text
    assert len(names(first)) == 50
    assert "50+ items •" in text_of(first)
    assert 'href="?rows=100"' in first
    assert len(names(acme.visitor.get("/s/lead/Lead/Default?rows=100").text)) == 53
    for odd in ("-1", "x", "1e9", "99999999999999999999"):
        assert acme.visitor.get(f"/s/lead/Lead/Default?rows={odd}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/s/user/User/Default",
        "/s/profile/Profile/Default",
        "/s/nothing/Nothing__c/Default",
        "/s/account/Lead/Default",
        "/s/recordlist/PermissionSet/Default",
    ],
)
def test_an_object_that_the_menu_does_not_have_has_no_list(acme, path):
    answer = acme.visitor.get(path)
    assert answer.status_code == 404
    assert heading_of(answer.text) == "Invalid Page"


def test_new_is_offered_only_where_the_profile_creates(acme):
    assert 'title="New"' in acme.visitor.get("/s/lead/Lead/Default").text
    assert 'title="New"' not in acme.visitor.get("/s/account/Account/Default").text
