"""Who sees what, for a whole org: the same words as the engine and the features use."""

import csv
import io

import pytest
from sqlalchemy import update

from features.visibility import parse_table
from mock_org.audit.matrix import MOST_CELLS, matrix
from mock_org.audit.matrix_forms import as_csv, as_data, as_gherkin, as_html
from mock_org.errors import SetupError
from mock_org.security import access_level


@pytest.fixture
def org(world):
    """Two partners with a lead each."""
    for name in ("Acme", "Globex"):
        partner = world.partner(name)
        world.org.system_session().records().update("User", partner.user_id, {"FirstName": "Ann", "LastName": name})
        world.org.system_session().records().insert(
            "Lead", {"LastName": "Lee", "Company": f"Lead | of {name}", "OwnerId": partner.user_id}
        )
    return world.org


def test_every_cell_is_what_the_engine_says_of_it(org):
    found = matrix(org)
    assert {"Account", "Contact", "Lead"} <= set(found.objects)
    assert [each.account for each in found.personas if each.type == "PowerPartner"] == ["Acme", "Globex"]
    for line in found.lines:
        sobject = org.schema[line.object]
        expected = [access_level(org.security, org.running_user(p.id), sobject, line.id) for p in found.personas]
        assert list(line.levels) == expected, line
    assert sum(found.counts["Lead"][0].values()) == 2
    assert all(org.admin_id != each.id for each in found.personas)


def test_a_feature_can_be_pasted_together_from_it(org):
    table = as_gherkin(as_data(matrix(org, ["Lead"], ["acmeuser@example.com", "globexuser@example.com"])))
    first, *lines = table.splitlines()
    assert first == "Then the visibility is"
    rows = [[cell.strip() for cell in line.replace(r"\|", "¦").strip(" |").split("|")] for line in lines]
    cells = parse_table([[cell.replace("¦", "|") for cell in row] for row in rows])
    said = {(str(cell.noun), cell.column.title): cell.expected for cell in cells}
    assert said[('lead "Lead | of Acme"', "Ann (Acme)")] == "edit"
    assert said[('lead "Lead | of Acme"', "Ann (Globex)")] == "none"


def test_a_spreadsheet_gets_a_column_for_each_persona(org):
    rows = list(csv.DictReader(io.StringIO(as_csv(as_data(matrix(org, ["Account"]))))))
    acme = next(row for row in rows if row["record"] == "Acme")
    assert acme["Ann Acme (Acme)"] == "read"
    assert acme["Ann Globex (Globex)"] == "none"
    rows = list(csv.DictReader(io.StringIO(as_csv(as_data(matrix(org, ["Account"], counts=True))))))
    assert {row["account"]: row["read"] for row in rows if row["account"]} == {"Acme": "1", "Globex": "1"}


def test_a_large_org_is_counted(org, monkeypatch):
    monkeypatch.setattr("mock_org.audit.matrix.MOST_CELLS", 3)
    found = matrix(org, ["Lead"])
    assert found.lines is None
    assert MOST_CELLS > 3
    with pytest.raises(SetupError, match="counts them"):
        as_gherkin(as_data(found))
    assert '"records"' not in as_html(as_data(found)).split("const data = ")[1].split("\n")[0]


def test_users_alike_in_profile_role_and_account_are_one_persona(org):
    table = org.database.tables.get("User")
    before = len(matrix(org, ["Lead"]).personas)
    found = matrix(org, ["Lead"], by="profile-role-account")
    assert sum(each.users for each in found.personas) == before
    person = org.system_session().find("User", Username="acmeuser@example.com")[0]
    other = org.system_session().find("User", Username="globexuser@example.com")[0]
    same = {name: person[name] for name in ("ProfileId", "UserRoleId", "AccountId")}
    org.database.execute(update(table).where(table.c.Id == other["Id"]).values(**same))
    titles = [each.title for each in matrix(org, ["Lead"], by="profile-role-account").personas]
    assert "Ann Acme +1 (Acme)" in titles


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ((["Nope"], []), "no object Nope"),
        ((["LeadShare"], []), "no object"),
        ((["Lead"], ["nobody"]), "no active user nobody"),
    ],
)
def test_what_is_not_there_is_refused(org, asked, sentence):
    with pytest.raises(SetupError, match=sentence):
        matrix(org, *asked)


def test_a_page_holds_no_text_of_a_record_as_markup(org):
    org.system_session().records().insert("Account", {"Name": "</script><b>Evil"})
    page = as_html(as_data(matrix(org, ["Account"])))
    assert "</script><b>" not in page
    assert "Evil" in page
