"""Hostile values on every page: nothing of a record becomes markup, nothing gets lost, nothing breaks a page."""

import html
import re

import pytest

from tests.mock_org.site.portal import text_of

HOSTILE = [
    '<script>alert(1)</script> O\'Brien "quoted" & sons',
    "</textarea></title></a><img src=x onerror=alert(1)>",
    "nul\0inside {{ 7*7 }} {% raw %} %s ${x} &lt;b&gt;",
    (
        "\U0001f984 \U0001f468\u200d\U0001f469"
        " \u202egnp.exe \u2066isolate \u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd"
    ),
    "line\r\nSet-Cookie: a=b",
    "x" * 80,
]
OWN_SCRIPT = ' type="module" blocking="render" src="/sfsites/site'
TAGS = re.compile(rf"<(script(?!{OWN_SCRIPT})|(?:img|iframe|object|svg)\b)", re.IGNORECASE)


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def value(request):
    return request.param


@pytest.fixture
def records(world, acme, value):
    """Records of every object on the menu that carry the value wherever a text goes."""
    make, owner = world.admin.create, {"OwnerId": acme.partner.user_id}
    account = acme.partner.account_id
    assert world.admin.update("Account", account, Name=value, Description=value).status_code == 204
    lead = make("Lead", LastName=value, Company=value, Description=value, City=value[:40], **owner)
    contact = make("Contact", LastName=value, Title=value, AccountId=account)
    opportunity = make(
        "Opportunity", Name=value, StageName="Prospecting", CloseDate="2026-12-31", AccountId=account, **owner
    )
    case = make("Case", Subject=value, Description=value, ContactId=contact, **owner)
    deal = make("Deal_Registration__c", Deal_Name__c=value, Partner_Account__c=account, **owner)
    task = make("Task", Subject=value, Description=value, WhoId=contact, WhatId=account, **owner)
    return [account, lead, contact, opportunity, case, deal, task]


def pages(acme, records, value):
    yield "/s/"
    for sobject in (
        "account/Account",
        "lead/Lead",
        "contact/Contact",
        "opportunity/Opportunity",
        "case/Case",
        "deal-registration/Deal_Registration__c",
        "task/Task",
    ):
        yield f"/s/{sobject}/Default"
        yield f"/s/{sobject}/Default?q=e"
    for record in records:
        yield f"/s/detail/{record}"
        yield f"/s/detail/{record}?tab=related"
    for slug, record in (("lead", records[1]), ("opportunity", records[3]), ("case", records[4])):
        yield f"/s/{slug}/{record}/edit"
    yield "/s/createrecord/NewOpportunity"
    yield "/s/createrecord/NewCase"


def test_a_value_is_text_on_every_page(acme, records, value):
    for path in pages(acme, records, value):
        answer = acme.visitor.get(path)
        assert answer.status_code == 200, path
        assert not TAGS.search(answer.text), path
        assert "\0" not in answer.text
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "a" not in {cookie.partition("=")[0] for cookie in answer.headers.getlist("Set-Cookie")}


def test_a_value_is_read_as_it_is_stored(world, acme, records):
    stored = world.admin.get(f"/sobjects/Lead/{records[1]}").json["LastName"].replace("\0", "\ufffd")
    page = acme.visitor.get(f"/s/detail/{records[1]}").text
    shown = {html.unescape(text) for text in re.findall(r"<bdi>(.*?)</bdi>", page, re.DOTALL)}
    assert stored in shown


def test_a_page_that_was_asked_for_with_a_hostile_address_is_text_too(acme, value):
    answer = acme.visitor.get("/s/lead/Lead/Default", query_string={"q": value})
    assert answer.status_code == 200
    assert not TAGS.search(answer.text)
    assert "\0" not in answer.text
    refused = acme.visitor.submit("/s/createrecord/NewLead", firstName=value, Description=value)
    assert refused.status_code == 400
    assert not TAGS.search(refused.text)
    assert text_of(refused.text)
