"""Which records the words of a search find."""

import pytest

ACME, UMBRELLA, DIRK, SEAN = "Acme Import Company", "Umbrella Trading", "Dirk Birk", "Sean Forbes"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("acme", [ACME, DIRK]),
        ("ACME", [ACME, DIRK]),
        ("zürich", [ACME]),
        ("ZÜRICH", [ACME]),
        ("acm", []),
        ("acm*", [ACME, DIRK]),
        ("A*", [ACME, DIRK]),
        ("*acme", [ACME, DIRK]),
        ("a*e", [ACME, DIRK]),
        ("ac?e", [ACME, DIRK]),
        ("ac?", []),
        ("i*m*t", [ACME]),
        ("acme company", [ACME]),
        ("company acme", [ACME]),
        ("harbour zürich", [ACME]),
        ("acme AND import", [ACME]),
        ("acme AND trading", []),
        ("acme or trading", [ACME, UMBRELLA, DIRK]),
        ("acme AND NOT dirk", [ACME]),
        ("acme and  not dirk OR trading", [ACME, UMBRELLA]),
        ("(acme OR trading) AND NOT dirk", [ACME, UMBRELLA]),
        ('"acme import"', [ACME]),
        ('"import acme"', []),
        ('"harbour finest"', []),
        ('"goods zürich"', [ACME]),
        ('"acme imp*"', [ACME]),
        (r"acme\-import", [ACME]),
        (r"dirk\.birk", [DIRK]),
        ("dirk.birk@acme.example", [DIRK]),
        ("birk.dirk@acme.example", []),
        ("415", [ACME]),
        ("4155551212", [ACME]),
        ("5551212", [ACME]),
        ("4155551", []),
        ("2000000", []),
    ],
)
def test_words_find_records(names, words, found):
    assert names(words) == found


@pytest.mark.parametrize(
    ("group", "words", "found"),
    [
        ("NAME", "acme", [ACME]),
        ("NAME", "harbour", [ACME]),
        ("NAME", "finest", []),
        ("EMAIL", "acme", [DIRK]),
        ("PHONE", "1212", [ACME]),
        ("PHONE", "acme", []),
        ("SIDEBAR", "acme", [ACME, DIRK]),
        ("all", "acme", [ACME, DIRK]),
    ],
)
def test_groups_of_fields_are_searched(names, group, words, found):
    assert names(words, group) == found


def test_a_deleted_record_is_not_found(names, admin):
    admin.call("DELETE", f"/sobjects/Account/{admin.query('SELECT Id FROM Account')[0]['Id']}")
    assert ACME not in names("acme")


def test_a_text_full_of_near_hits_is_looked_through_quickly(names, admin):
    admin.create("Account", Name="Long", Description="a" * 30_000)
    assert names("a*a*a*a*a*a*a*a*b") == []


def test_a_partner_finds_what_he_sees_and_nothing_else(world, names):
    partner = world.partner("Acme")
    assert names("acme", caller=partner.caller) == ["Acme", "Acme Contact"]


def test_a_field_that_the_user_may_not_read_is_not_searched(world, names, admin):
    partner = world.partner("Plain")
    admin.update("Account", partner.account_id, Site="hidden treasure")
    assert names("treasure", caller=partner.caller) == ["Plain"]
    for row in admin.query(
        "SELECT Id FROM FieldPermissions WHERE Field = 'Account.Site' AND Parent.Profile.Name = 'Channel Partner'"
    ):
        assert admin.call("DELETE", f"/sobjects/FieldPermissions/{row['Id']}").status_code == 204
    assert names("treasure") == ["Plain"]
    assert names("treasure", caller=partner.caller) == []
    assert names("treasure", "NAME", caller=partner.caller) == []


def test_a_user_without_access_to_an_object_cannot_name_it(world, search, admin):
    partner = world.partner("Plain")
    answer = partner.caller.get("/search", query_string={"q": "FIND {plain} RETURNING UserRole(Id)"})
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_TYPE")
