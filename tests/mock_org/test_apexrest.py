"""A project's Apex REST paths: the example of the docs, and what becomes of faults."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from mock_org.apexrest import ApexRest, Response, load_apex_rest
from mock_org.app import create_app
from mock_org.errors import SalesforceError, SetupError

DOC = Path(__file__).parents[2] / "docs" / "how-to" / "apex-rest.md"


@pytest.fixture
def served(world):
    """A function that gives the callers of the org these handlers."""

    def serve(rest):
        app = create_app(world.built, apex_rest=rest)
        return lambda caller, method, path, **more: type(caller)(app.test_client(), caller.session_id).call(
            method, f"/services/apexrest{path}", **more
        )

    return serve


@pytest.fixture
def example(served):
    names = {}
    exec(re.search(r"```python\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)[1], names)
    return served(names["rest"])


def test_the_example_of_the_docs_does_what_it_says(world, example):
    account = world.admin.create("Account", Name="Acme")
    made = example(world.admin, "POST", f"/Deals/{account}", json={"Name": "Big"})
    assert (made.status_code, made.json["id"][:3]) == (201, "006")
    assert example(world.admin, "GET", f"/Deals/{account}").json == ["Big"]


def test_a_handler_sees_what_its_caller_sees(world, example):
    acme = world.partner("Acme")
    example(world.admin, "POST", f"/Deals/{acme.account_id}", json={"Name": "Hidden"})
    assert example(acme.caller, "GET", f"/Deals/{acme.account_id}").json == []


def test_without_a_session_nothing_is_run(world, example):
    answer = example(world.nobody, "GET", "/Deals/1")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (401, "INVALID_SESSION_ID")


def test_what_has_no_handler_is_told(world, example):
    answer = example(world.admin, "GET", "/deals/1")
    assert answer.status_code == 404
    assert answer.json == [{"message": "Could not find a match for URL", "errorCode": "NOT_FOUND"}]
    answer = example(world.admin, "DELETE", "/Deals/1")
    assert answer.status_code == 405
    assert answer.json[0]["message"] == "HTTP Method 'DELETE' not allowed. Allowed are GET, POST"


def failing(fault):
    rest = ApexRest()

    @rest.post("/Fail")
    def fail(session, _request):
        session.insert("Account", {"Name": "Half"})
        raise fault

    return rest


@pytest.mark.parametrize(
    ("fault", "status", "body"),
    [
        (KeyError("Name"), 500, {"message": "KeyError: 'Name'", "errorCode": "APEX_ERROR"}),
        (SalesforceError("NOT_FOUND", "gone"), 404, {"message": "gone", "errorCode": "NOT_FOUND"}),
    ],
)
def test_a_fault_takes_back_what_was_written(world, served, fault, status, body):
    answer = served(failing(fault))(world.admin, "POST", "/Fail")
    assert (answer.status_code, answer.json) == (status, [body])
    assert world.admin.query("SELECT Id FROM Account") == []


def returning(value):
    rest = ApexRest()
    rest.get("/It")(lambda _session, _request: value)
    return rest


@pytest.mark.parametrize(
    ("value", "status", "data"),
    [
        ("text", 200, b'"text"'),
        ({"a": None}, 200, b'{"a":null}'),
        (None, 200, b""),
        (Response(b"a,b", content_type="text/csv"), 200, b"a,b"),
        (Response(status=204), 204, b""),
        (object, 500, None),
    ],
    ids=["text", "object", "nothing", "bytes", "status", "no json"],
)
def test_what_a_handler_returns_is_the_answer(world, served, value, status, data):
    answer = served(returning(value))(world.admin, "GET", "/It")
    assert answer.status_code == status
    assert data is None or answer.data == data


def test_a_body_that_is_no_json_is_the_callers_fault(world, example):
    answer = example(world.admin, "POST", "/Deals/1", data="{")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "JSON_PARSER_ERROR")


def test_an_exact_mapping_comes_before_a_wildcard_and_a_longer_one_before_a_shorter():
    rest = ApexRest()
    for mapping in ("/A/*", "/A/B/*", "/A/B/C"):
        rest.get(mapping)(lambda _session, _request, mapping=mapping: mapping)
    found = [rest.find("GET", path) for path in ("/A/B/C", "/A/B/D", "/A/X")]
    assert [each.handler(None, None) for each in found] == ["/A/B/C", "/A/B/*", "/A/*"]
    assert [each.wildcards for each in found] == [(), ("D",), ("X",)]


def test_two_handlers_of_one_method_are_refused():
    rest = returning(1)
    with pytest.raises(SetupError, match="GET /It"):
        rest.get("/It")
    with pytest.raises(SetupError, match="begins with /"):
        rest.get("It")


def test_handlers_are_found_by_module_and_name(monkeypatch):
    module = ModuleType("my_project_rest")
    module.mine, module.other = ApexRest(), 1
    monkeypatch.setitem(sys.modules, "my_project_rest", module)
    assert load_apex_rest("my_project_rest:mine") is module.mine
    for wrong in ("my_project_rest:other", "my_project_rest:none", "no_such_module:rest"):
        with pytest.raises(SetupError, match="apexrest"):
            load_apex_rest(wrong)
