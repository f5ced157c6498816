"""Several list views, and rows that are loaded step by step."""

import html
import re

import pytest

from tests.mock_org.site.portal import heading_of, text_of
from tests.mock_org.site.test_list import names

NUMBERS = re.compile(r'data-row-number="(\d+)"')


@pytest.fixture
def many(world, acme, globex):
    rows = [(f"L{number:02}", acme) for number in range(53)] + [("Secret", globex)]
    leads = [
        {"attributes": {"type": "Lead"}, "LastName": name, "Company": "X", "OwnerId": member.partner.user_id}
        for name, member in rows
    ]
    made = world.admin.call("POST", "/composite/sobjects", json={"records": leads}).json
    assert {each["success"] for each in made} == {True}


def test_the_next_step_has_the_next_rows_alone(acme, many):
    page = acme.visitor.get("/s/lead/Lead/Default?rows=100&from=50").text
    assert names(page) == ["L50", "L51", "L52"]
    assert NUMBERS.findall(page) == ["51", "52", "53"]
    assert "53 items" in text_of(page)
    assert "data-more" not in page
    assert "Secret" not in page


def test_a_step_beyond_the_end_is_empty(acme, many):
    for odd in ("60", "5000", "-1", "x"):
        answer = acme.visitor.get(f"/s/lead/Lead/Default?from={odd}")
        assert answer.status_code == 200
        assert len(names(answer.text)) == (50 if odd in ("-1", "x") else 0)


def views(page):
    picker = page.partition("Select a List View: Leads")[2].partition("</details>")[0]
    return {html.unescape(label): path for path, label in re.findall(r'href="([^"]*)"[^>]*><bdi>([^<]*)', picker)}


def test_each_list_view_shows_what_it_says_of_what_the_user_sees(world, acme, many):
    offered = views(acme.visitor.get("/s/lead/Lead/Default").text)
    assert next(iter(offered)) == "All Leads"
    assert len(offered) > 1
    for label, path in list(offered.items())[1:]:
        page = acme.visitor.client.get(path).text
        assert heading_of(page) == label
        assert "Secret" not in page
        identity = path.rpartition("/")[2]
        filtered = acme.visitor.get(f"/s/lead/Lead/Default?Lead-filterId={identity}").text
        assert names(filtered) == names(page)


def test_a_list_view_is_searched_and_loaded_in_steps(acme, many):
    offered = views(acme.visitor.get("/s/lead/Lead/Default").text)
    paths = [path for path in offered.values() if names(acme.visitor.client.get(path).text)[:1] == ["L00"]]
    assert len(paths) > 1
    second = acme.visitor.client.get(f"{paths[1]}?rows=100&from=50").text
    assert names(second) == ["L50", "L51", "L52"]
    assert names(acme.visitor.client.get(f"{paths[1]}?q=L5").text) == ["L50", "L51", "L52"]


@pytest.mark.parametrize("name", ["00BMo0000009999AAA", "AllLeads", "x", "'"])
def test_a_list_view_that_is_not_there_is_an_invalid_page(acme, name):
    answer = acme.visitor.get(f"/s/recordlist/Lead/{name}")
    assert answer.status_code == 404
    assert heading_of(answer.text) == "Invalid Page"


def test_refreshing_and_its_controls_are_there(acme, many):
    page = acme.visitor.get("/s/lead/Lead/Default?q=L0").text
    assert 'name="refreshButton"' in page
    assert '<input type="hidden" name="q" value="L0">' in page
    assert 'aria-label="List View Controls"' in page
