"""Answers as JSON or XML, indented, compressed."""

import gzip
import json
from xml.etree import ElementTree

import pytest

from mock_org.api.xml_answer import xml_answer

XML = {"Accept": "application/xml"}
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def xml(answer):
    assert answer.content_type == "application/xml;charset=UTF-8"
    assert answer.data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    return ElementTree.fromstring(answer.data)


def test_versions(world):
    root = xml(world.nobody.get("/services/data", headers=XML))
    assert (root.tag, root[0].tag) == ("Versions", "Version")
    assert [part.tag for part in root[0]] == ["label", "url", "version"]


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("", "urls"),
        ("/sobjects", "DescribeGlobal"),
        ("/sobjects/Account", "ObjectBasicInfo"),
        ("/sobjects/Account/describe", "DescribeSObjectResult"),
        ("/limits", "LimitsSnapshot"),
    ],
)
def test_each_resource_has_its_root(admin, path, root):
    assert xml(admin.get(path, headers=XML)).tag == root


def test_a_record_has_its_type_and_url_as_attributes_and_nil_for_nothing(admin):
    account = admin.create("Account", Name="Acme & <Sons>")
    root = xml(admin.get(f"/sobjects/Account/{account}", headers=XML))
    assert (root.tag, root.get("type"), root.findtext("Name")) == ("Account", "Account", "Acme & <Sons>")
    assert root.get("url").endswith(account)
    assert root.find("Phone").get(NIL) == "true"
    assert root.findtext("IsDeleted") == "false"


def test_a_query_has_its_records_side_by_side(admin):
    for name in ("Acme", "Globex"):
        admin.create("Account", Name=name)
    soql = "SELECT Name, Owner.Name FROM Account ORDER BY Name"
    root = xml(admin.get("/query", query_string={"q": soql}, headers=XML))
    assert root.tag == "QueryResult"
    assert (root.findtext("totalSize"), root.findtext("done")) == ("2", "true")
    assert [each.findtext("Name") for each in root.findall("records")] == ["Acme", "Globex"]
    assert root.find("records/Owner").get("type") == "User"


def test_a_create_answers_a_result(admin):
    root = xml(admin.call("POST", "/sobjects/Account", json={"Name": "Acme"}, headers=XML))
    assert (root.tag, root.findtext("success")) == ("Result", "true")
    assert root.findtext("id").startswith("001")


def test_an_error_is_told_in_xml_too(admin):
    root = xml(admin.get("/query", query_string={"q": "SELECT Nope FROM Account"}, headers=XML))
    assert root.findtext("Error/errorCode") == "INVALID_FIELD"
    assert "No such column 'Nope'" in root.findtext("Error/message")


def test_a_suffix_says_the_format_and_wins(admin):
    assert xml(admin.get("/limits.xml", headers={"Accept": "application/json"})).tag == "LimitsSnapshot"
    assert admin.get("/limits.json", headers=XML).json["DailyApiRequests"]
    assert xml(admin.get("/services/data.xml")).tag == "Versions"


def test_a_browser_gets_xml_and_a_client_that_takes_anything_json(admin):
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert xml(admin.get("/limits", headers=browser)).tag == "LimitsSnapshot"
    for accept in ("*/*", "application/json, text/plain, */*", ""):
        assert admin.get("/limits", headers={"Accept": accept}).is_json


@pytest.mark.parametrize("accept", ["text/csv", "image/png"])
def test_another_format_is_not_acceptable_and_nothing_is_done(admin, accept):
    answer = admin.call("POST", "/sobjects/Account", json={"Name": "Acme"}, headers={"Accept": accept})
    assert (answer.status_code, answer.data) == (406, b"")
    assert answer.headers["X-Mock-Org-Reason"] == "this resource has JSON and XML"
    assert admin.query("SELECT Id FROM Account") == []


def test_a_resource_without_xml_says_so(admin):
    answer = admin.call("POST", "/composite", json={"compositeRequest": []}, headers=XML)
    assert answer.status_code == 406
    assert answer.headers["X-Mock-Org-Reason"] == "this resource has JSON"


def test_what_xml_cannot_hold_is_replaced():
    document = xml_answer({"a b": "x\x01y", "1": None}, "/services/data/v62.0/limits", 200)
    root = ElementTree.fromstring(document)
    assert (root.findtext("a_b"), root.find("_1").get(NIL)) == ("x\ufffdy", "true")


def test_pretty_print_indents(admin):
    answer = admin.get("/limits", headers={"X-PrettyPrint": "1"})
    assert answer.text.startswith('{\n  "')


def test_a_client_that_takes_gzip_gets_it(admin):
    answer = admin.get("/sobjects/Account/describe", headers={"Accept-Encoding": "gzip, deflate"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.data))["name"] == "Account"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_client_that_does_not_take_gzip_does_not_get_it(admin):
    assert "Content-Encoding" not in admin.get("/sobjects/Account/describe").headers
