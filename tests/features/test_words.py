import pytest

from features.words import Noun, saying


@pytest.mark.parametrize(
    ("sentence", "text", "expected"),
    [
        ("{who:Name} logs in", "Ann logs in", {"who": "Ann"}),
        ("{who:Names} cannot log in", "Ann, Abe and Al cannot log in", {"who": ["Ann", "Abe", "Al"]}),
        ("the companies {which:Quoteds}", 'the companies "A", "B B" and "C"', {"which": ["A", "B B", "C"]}),
        ("open {noun:Noun}", 'open opportunity "Acme and Co"', {"noun": Noun("opportunity", "Acme and Co")}),
        ("open {noun:Noun}", 'open fund request "Fair"', {"noun": Noun("fund request", "Fair")}),
        ("the password {password:Quoted}", 'the password ""', {"password": ""}),
        ("{days:Number} days", "91 days", {"days": 91}),
    ],
)
def test_the_blanks_of_a_sentence_are_read(sentence, text, expected):
    assert saying(sentence).parse_arguments(text) == expected


def test_sorts_of_records_are_named_in_the_plural():
    [leads, cases, deals] = saying("sees no {kinds:Kinds}").parse_arguments("sees no leads, cases or deals")["kinds"]
    assert [leads.sobject, cases.sobject, deals.sobject] == ["Lead", "Case", "Deal_Registration__c"]


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("{who:Name} logs in", "Ann and Abe logs in"),
        ("{who:Names} log in", "Ann log in"),
        ("open {noun:Noun}", 'open gadget "x"'),
        ("a company {company:Quoted} owned by {owner:Name}", 'a company "Acme" owned by Cy with the user Ann'),
    ],
)
def test_a_blank_takes_only_what_it_is_for(sentence, text):
    assert not saying(sentence).is_matching(text)
