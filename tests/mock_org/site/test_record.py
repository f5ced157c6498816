import re

import pytest

from tests.mock_org.site.portal import heading_of, text_of

PRIVATE = {"LastName": "Lee", "FirstName": "Ann", "Company": "Initech", "Email": "ann@initech.example", "City": "Oslo"}


def values(page):
    items = re.findall(
        r'<records-record-layout-item[^>]*field-label="([^"]*)".*?'
        r'test-id__field-value">(.*?)</span>\s*<(?:/records-|a class="test-id__inline)',
        page,
        re.DOTALL,
    )
    return {label: re.sub(r"<[^>]*>", "", value).strip() for label, value in items}


@pytest.fixture
def lead(world, acme):
    return world.admin.create("Lead", **PRIVATE, AnnualRevenue=1234567, OwnerId=acme.partner.user_id)


def test_a_record_page_shows_the_fields_under_their_labels(acme, lead):
    page = acme.visitor.get(f"/s/detail/{lead}").text
    assert heading_of(page) == "Ann Lee"
    assert "<title>Lead: Ann Lee</title>" in page
    shown = values(page)
    assert shown["Company"] == "Initech"
    assert shown["Annual Revenue"] == "$1,234,567"
    assert shown["Website"] == ""
    assert re.fullmatch(r"\d+/\d+/\d{4}, \d+:\d\d [AP]M", shown["Created Date"])


@pytest.mark.parametrize("address", ["/s/detail/{0}", "/s/lead/{0}", "/s/lead/{0}/ann-lee", "/s/lead/{1}/ann-lee"])
def test_a_record_has_several_addresses(acme, lead, address):
    assert heading_of(acme.visitor.get(address.format(lead, lead[:15])).text) == "Ann Lee"


def test_a_record_out_of_reach_and_one_that_does_not_exist_look_the_same(world, globex, lead):
    other = world.admin.create("Lead", LastName="Gone", Company="Gone")
    assert world.admin.call("DELETE", f"/sobjects/Lead/{other}").status_code == 204
    pages = set()
    for missing in (lead, other, "00Q000000000999AAA"):
        for address in ("/s/detail/{}", "/s/lead/{}", "/s/lead/{}/x", "/s/lead/{}/edit"):
            answer = globex.visitor.get(address.format(missing))
            assert answer.status_code == 404
            assert not [value for value in PRIVATE.values() if value in answer.text]
            pages.add(answer.text)
    assert len(pages) == 1
    assert "You don't have access to this record." in text_of(pages.pop())


@pytest.mark.parametrize(
    "odd", ["x", "00Q", "00Q!", "a" * 18, "../..", "%00", "00Q'%20OR%20Id%20!=%20'", "é" * 15, "005000000000001"]
)
def test_an_address_without_a_record_id_is_an_invalid_page(acme, odd):
    for address in (f"/s/detail/{odd}", f"/s/lead/{odd}", f"/s/lead/{odd}/edit"):
        answer = acme.visitor.get(address)
        assert answer.status_code == 404
        assert heading_of(answer.text) == "Invalid Page"


def test_a_record_under_another_objects_address_is_an_invalid_page(acme, lead):
    assert acme.visitor.get(f"/s/account/{lead}").status_code == 404


def test_a_field_that_the_profile_hides_is_not_on_the_page(world, acme, lead):
    world.admin.update("Lead", lead, Share_With_Partners__c=True)
    page = acme.visitor.get(f"/s/detail/{lead}").text
    assert "Share With Partners" not in page
    assert "Partner Tier" in values(page)


def test_the_name_behind_a_lookup_that_the_user_may_not_see_is_not_shown(world, acme, globex, lead):
    for account, name in ((acme.partner.account_id, "Acme"), (globex.partner.account_id, "")):
        assert world.admin.update("Lead", lead, Partner_Account__c=account).status_code == 204
        page = acme.visitor.get(f"/s/detail/{lead}").text
        assert values(page)["Partner Account"] == name
        assert "Globex" not in page


def test_edit_is_offered_only_to_who_may_edit(world, acme, lead):
    assert 'name="Lead.Edit"' in acme.visitor.get(f"/s/detail/{lead}").text
    assert "Account.Edit" not in acme.visitor.get(f"/s/detail/{acme.partner.account_id}").text


def test_the_related_tab_lists_children_that_the_user_may_see(acme):
    page = acme.visitor.get(f"/s/detail/{acme.partner.account_id}?tab=related").text
    assert "Contacts (1)" in text_of(page)
    assert "Acme Contact" in page


def test_a_link_field_leads_to_the_web_only(world, acme, lead):
    for website, linked in (
        ("javascript:alert(1)", False),
        ("javascript://x%0aalert(1)", False),
        ("initech.example", True),
        ("http://[", False),
    ):
        assert world.admin.update("Lead", lead, Website=website).status_code == 204
        page = acme.visitor.get(f"/s/detail/{lead}").text
        assert 'href="javascript' not in page
        assert ('href="https://initech.example"' in page) == linked
