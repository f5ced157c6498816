"""Who gains and loses between two orgs, by which entry, and how a pull request is told."""

import pytest

from mock_org.audit.diff import AccessDiff, compare
from mock_org.audit.diff.report import as_html, as_json, as_markdown

POOL = "sharing rule:Lead.Partner_Pool_Leads:"


def told(diff: AccessDiff) -> set[tuple[object, ...]]:
    return {(each.groups, each.belongs, each.was, each.now, each.by) for each in diff.changes}


def test_without_a_change_the_comment_is_one_line(changed):
    diff = compare(*changed())
    assert (diff.gains, diff.losses) == (False, False)
    assert as_markdown(diff).startswith("**Access: nobody gains or loses anything.** 4 people and ")
    assert len(as_markdown(diff).splitlines()) == 1


def test_a_rule_that_gives_more_is_named_with_those_who_gain_and_whose_records_they_are(changed):
    diff = compare(*changed(f"{POOL}edit"))
    partner, by = ("Channel Partner",), ("sharing rule Lead.Partner_Pool_Leads",)
    assert told(diff) == {
        (partner, belongs, "read", "edit", by)
        for belongs in ("of the vendor", "of another company", "of the own company")
    }
    assert (diff.gains, diff.losses) == (True, False)
    text = as_markdown(diff)
    assert text.startswith("**Access: 2 people gain on ")
    assert "| Channel Partner | Lead of the vendor | read | **edit** | sharing rule Lead.Partner_Pool_Leads |" in text
    assert "User of Channel Partner One on Lead of Channel Manager in role" in text
    assert as_json(diff)["changes"][0]["pairs"]
    assert "level-edit" in as_html(diff)


def test_a_rule_that_is_gone_is_a_loss(changed):
    diff = compare(*changed(f"{POOL}removed"))
    assert (diff.gains, diff.losses) == (False, True)
    assert {(each.was, each.now) for each in diff.changes} == {("read", "none")}


def test_permissions_that_change_are_told_and_what_they_cut_off_is_theirs(changed):
    diff = compare(*changed("object permission:Channel Partner: Lead.Edit:taken"))
    assert [(each.holder, each.what, each.gain) for each in diff.permissions] == [
        ("profile Channel Partner", "Edit on Lead", False)
    ]
    assert {each.by for each in diff.changes} == {("object permissions of profile and permission sets",)}
    assert "| profile Channel Partner | Edit on Lead |" in as_markdown(diff)


@pytest.mark.parametrize(
    "mutant", ["object permission:Channel Partner: Lead.ViewAll:given", "default:Lead.external:Read"]
)
def test_what_opens_every_record_is_named(changed, mutant):
    diff = compare(*changed(mutant))
    partners = {each.by for each in diff.changes if each.groups == ("Channel Partner",)}
    assert partners == {("permission ViewAll on Lead",)} if "ViewAll" in mutant else {("default Lead.external",)}
