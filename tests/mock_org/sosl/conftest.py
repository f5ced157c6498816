"""An org with a few records whose words are looked for."""

import pytest


@pytest.fixture
def search(admin):
    """Fills the org; search(sosl) answers the records of a search by the administrator."""
    acme = admin.create(
        "Account",
        Name="Acme Import Company",
        Phone="(415) 555-1212",
        Website="www.acme.example",
        Description="Finest goods, Zürich",
        Site="Harbour",
    )
    admin.create("Account", Name="Umbrella Trading", AnnualRevenue=2_000_000)
    admin.create("Contact", LastName="Birk", FirstName="Dirk", Email="dirk.birk@acme.example", AccountId=acme)
    admin.create("Contact", LastName="Forbes", FirstName="Sean")
    admin.create("Case", Subject="Broken umbrella", Status="New")

    def found(sosl, caller=admin):
        answer = caller.get("/search", query_string={"q": sosl})
        assert answer.status_code == 200, answer.json
        return answer.json["searchRecords"]

    return found


@pytest.fixture
def names(search):
    """The accounts' and contacts' names that some words find."""

    def found(words, group="ALL", caller=None):
        sosl = f"FIND {{{words}}} IN {group} FIELDS RETURNING Account(Name), Contact(Name)"
        return [record["Name"] for record in (search(sosl, caller) if caller else search(sosl))]

    return found


@pytest.fixture
def refused(admin):
    """Code and text with which a search is refused."""

    def answer(sosl):
        given = admin.get("/search", query_string={"q": sosl})
        assert given.status_code == 400, given.json
        return given.json[0]["errorCode"], given.json[0]["message"]

    return answer
