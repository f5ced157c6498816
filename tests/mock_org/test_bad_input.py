"""Bad input at every resource that there is: a refusal in Salesforce's own shape, never a fault, nothing changed."""

import gzip
import json
import re
from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule

from tests.mock_org.conftest import DATA

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")
NO_ID = "003000000000001AAA"
# What stands in the place of each path parameter; the record is nobody's, so that good input changes nothing either.
GOOD = {
    "version": "62.0",
    "sobject": "Account",
    "record_id": "001000000000001AAA",
    "prefix": "partners",
    "ext_field": "Id",
    "first": "Id",
    "rest": "001000000000001AAA",
    "org_id": "00D000000000001AAA",
    "user_id": "005000000000001AAA",
    "object_slug": "lead",
    "action": "lead",
}
SEGMENTS = (
    "a%00b",
    "..%2F..%2F..%2Fetc%2Fpasswd",
    "x" * 10_000,
    "'%22%60--;",
    "%F0%9F%98%80",
    "%FF%FE",
    "9" * 5000,
    "a%0D%0Ab",
)
JSON = "application/json"
DEEP = 10_000
BODIES = {
    "nothing": (b"", JSON),
    "no JSON": (b"request%5B", JSON),
    "a list": (b"[]", JSON),
    "a list of anything": (b"[1,null,[],{}]", JSON),
    "a string": (b'"x"', JSON),
    "null": (b"null", JSON),
    "a number": (b"5", JSON),
    "nested lists": (b"[" * DEEP + b"]" * DEEP, JSON),
    "nested objects": (b'{"a":' * DEEP + b"1" + b"}" * DEEP, JSON),
    "lists nested as deep as the parser goes": (b'{"Name":' + b"[" * 900 + b"]" * 900 + b"}", JSON),
    "a number of 5,000 digits": (b'{"Name":' + b"1" * 5000 + b"}", JSON),
    "a number that is none": (b'{"Name":NaN}', JSON),
    "a number beyond all": (b'{"NumberOfEmployees":1e999,"Name":"x"}', JSON),
    "a name twice": (b'{"Name":"a","Name":"b"}', JSON),
    "half a character": (b'{"Nope":"a\\ud800b\\u0000"}', JSON),
    "no UTF-8": (b'{"Name":"\xff\xfe"}', JSON),
    "another type": (b'{"Name":"a"}', "text/plain"),
    "a form": (b"a=%00&b=\xff", "application/x-www-form-urlencoded"),
    "parts without an end": (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
    "parts without a boundary": (b"--x\r\n\r\n", "multipart/form-data"),
    "an entity": (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "application/xml"),
    "an XML bomb": (
        b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>',
        "text/xml",
    ),
    "nested XML": (b"<a>" * DEEP + b"</a>" * DEEP, "text/xml"),
    "an encoding that is none": (b'<?xml version="1.0" encoding="foo"?><a/>', "text/xml"),
    "50,000 columns": (b"a," * 50_000 + b"\n" + b"1," * 50_000, "text/csv"),
    "an open quote": (b'Name\n"abc', "text/csv"),
}


def of_api(world) -> list[Rule]:
    """Every resource; those below a site's URL are the same ones once more."""
    return [
        rule
        for rule in world.app.url_map.iter_rules()
        if rule.rule.startswith(("/services", "/id", "/.well-known")) and "<prefix>" not in rule.rule
    ]


def path_of(rule: Rule, **others: str) -> str:
    return re.sub(r"<(?:[^<>:]+:)?([^<>]+)>", lambda found: (GOOD | others).get(found[1], NO_ID), rule.rule)


def parameters(rule: Rule) -> list[str]:
    return re.findall(r"<(?:[^<>:]+:)?([^<>]+)>", rule.rule)


def rows(world) -> int:
    """All rows that the org has, of what is no log of log-ins."""
    connection = world.org.database.raw
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [f'SELECT count(*) FROM "{name}"' for name in tables if name not in ("LoginHistory", "_sequence")]
    chunks = (kept[start : start + 400] for start in range(0, len(kept), 400))
    return sum(number for chunk in chunks for (number,) in connection.execute(" UNION ALL ".join(chunk)))


def is_refusal(answer) -> bool:
    """Whether a refusal has one of Salesforce's shapes: REST, Bulk API 1.0, OAuth, identity URLs, SOAP, a page."""
    text = answer.text
    if answer.status_code == 406 or answer.request.method == "HEAD":
        return not text
    if answer.mimetype == JSON:
        body = answer.json
        if isinstance(body, list):
            return bool(body) and all(each["errorCode"] and "message" in each for each in body)
        return bool({"error", "exceptionCode", "hasErrors"} & set(body))
    if answer.mimetype == "text/plain":
        return re.fullmatch(r"\w+", text) is not None
    return any(mark in text for mark in ("<exceptionCode>", "faultcode>", "<!doctype html>"))


def faults_of(world, requests: Iterator[tuple[str, str, dict]]) -> list[str]:
    """Ask, and tell what was not answered as it must be."""
    faults, client = [], world.app.test_client()
    for method, path, options in requests:
        answer = client.open(path, method=method, buffered=True, **options)
        asked = f"{method} {path[:90]} {str(options.get('data', ''))[:40]}: {answer.status_code} {answer.text[:120]}"
        soap_fault = "/Soap/" in path and answer.status_code == 500 and "faultcode>" in answer.text
        if answer.status_code >= 500 and answer.status_code != 501 and not soap_fault:
            faults.append(asked)
        elif answer.status_code >= 400 and not is_refusal(answer):
            faults.append(f"shape of {asked}")
        if "Traceback" in answer.text or "root:x:0" in answer.text or "UNKNOWN_EXCEPTION" in answer.text:
            faults.append(f"text of {asked}")
    return faults


def token(world) -> dict[str, str]:
    return {"Authorization": f"Bearer {world.admin.session_id}"}


def test_every_resource_refuses_who_is_nobody_and_methods_that_it_has_not(world):
    def requests():
        for rule in of_api(world):
            for method in METHODS:
                if method not in rule.methods:
                    yield method, path_of(rule), {"headers": token(world)}
                for said in ({}, {"Authorization": "Bearer " + "x" * 9000}, {"Authorization": "Basic %%%"}):
                    if method in rule.methods:
                        yield method, path_of(rule), {"headers": said}

    before = rows(world)
    assert faults_of(world, requests()) == []
    assert rows(world) == before


def test_every_resource_stands_any_path_and_any_parameter(world):
    def requests():
        for rule in of_api(world):
            for method in set(rule.methods) - {"HEAD", "OPTIONS"}:
                options = {"headers": token(world)}
                yield method, path_of(rule) + "?fields=%00&q=%FF&limit=" + "9" * 5000 + "&explain=%00&x=1", options
                for place, name in enumerate(reversed(parameters(rule))):
                    for segment in SEGMENTS if place == 0 else SEGMENTS[:2]:
                        yield method, path_of(rule, **{name: segment}), options

    before = rows(world)
    assert faults_of(world, requests()) == []
    assert rows(world) == before


def test_every_resource_stands_any_body_and_a_refused_one_changes_nothing(world):
    faults = []
    for rule in of_api(world):
        for method in set(rule.methods) & {"POST", "PUT", "PATCH", "DELETE"}:
            for name, (data, kind) in BODIES.items():
                options = {"data": data, "content_type": kind, "headers": token(world)}
                found = faults_of(world, iter([(method, path_of(rule), options)]))
                faults += [f"{name}: {fault}" for fault in found]
    assert faults == []
    assert world.admin.query("SELECT Id FROM Account") == []
    assert world.admin.query("SELECT Id FROM Contact") == []


def test_a_body_that_unpacks_to_more_than_is_taken_is_refused(world):
    bomb = gzip.compress(b"[" * 60_000_000)
    options = {"content_type": JSON, "headers": {"Content-Encoding": "gzip"}}
    assert world.admin.call("POST", "/sobjects/Account", data=bomb, **options).status_code == 413
    answer = world.admin.call("POST", "/composite", data=b"no gzip", **options)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_REQUEST")


class Endless:
    """A body that goes on and on."""

    def read(self, size: int = -1) -> bytes:
        return b"x" * (size if size > 0 else 1_000_000)

    def readline(self, size: int = -1) -> bytes:
        return self.read(size)


@pytest.mark.parametrize(
    "path", ["/sobjects/Account", "/composite", "/jobs/ingest", "/services/async/62.0/job", "/services/Soap/u/62.0"]
)
def test_a_hundred_megabytes_are_refused_before_they_are_read(world, path):
    headers, announced = {"X-SFDC-Session": world.admin.session_id}, {"CONTENT_LENGTH": "100000000"}
    answer = world.admin.call("POST", path, content_type=JSON, headers=headers, environ_overrides=announced)
    assert answer.status_code == 413
    assert "Traceback" not in answer.text


def test_a_body_without_a_length_is_refused_where_it_gets_too_long(world):
    answer = world.admin.call(
        "POST",
        "/sobjects/Account",
        content_type=JSON,
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input": Endless(), "wsgi.input_terminated": True},
    )
    assert answer.status_code == 413


def test_a_subrequest_that_no_request_can_be_is_refused_alone(admin):
    bad = [
        {"url": f"{DATA}/sobjects/Account/\ud800"},
        {"url": "http://[::1"},
        {"url": f"{DATA}/../../_mock/reset"},
        {"url": f"{DATA}/sobjects/Account", "httpHeaders": {"X": "a\r\nSforce-Auto-Assign: false"}},
    ]
    good = {"method": "POST", "url": f"{DATA}/sobjects/Account", "body": {"Name": "Kept"}, "referenceId": "good"}
    body = {
        "compositeRequest": [good, *({"method": "GET", "referenceId": f"r{n}"} | each for n, each in enumerate(bad))]
    }
    answer = admin.call("POST", "/composite", data=json.dumps(body), content_type=JSON)
    assert [each["httpStatusCode"] for each in answer.json["compositeResponse"]] == [201, 400, 400, 400, 400]
    deep = '{"compositeRequest":[{"method":"POST","url":"x","referenceId":"r","body":{"Name":%s}}]}'
    answer = admin.call("POST", "/composite", data=deep % ("[" * 800 + "]" * 800), content_type=JSON)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "JSON_PARSER_ERROR")


@pytest.mark.parametrize(
    "like", ["%a" * 1000, "%" * 1000 + "b", "%a" * 100 + "%b", "_" * 1000, "%_a" * 300 + "b", "\\%a" * 300]
)
def test_no_pattern_takes_long(admin, like):
    admin.create("Account", Name="a" * 255)
    assert admin.query(f"SELECT Id FROM Account WHERE Name LIKE '{like}'".replace("\\", "\\\\")) == []


def test_patterns_find_what_they_found_before(admin):
    for name in ("abcabd", "ab%d", "Xabc\nabd"):
        admin.create("Account", Name=name)
    for like, found in (("ab%abd", 1), ("%ab%d", 3), ("%ABC%", 2), ("ab\\%d", 1), ("%", 3), ("ab_abd", 1), ("ab", 0)):
        assert len(admin.query(f"SELECT Id FROM Account WHERE Name LIKE '{like}'")) == found, like


@pytest.mark.parametrize("operator", [" OR ", " AND ", " "])
def test_a_search_of_as_many_words_as_fit_is_answered(admin, operator):
    wanted = admin.create("Account", Name="ab Initech")
    text = operator.join(["ab"] * (3900 // (2 + len(operator))))
    answer = admin.get("/search", query_string={"q": f"FIND {{{text}}} RETURNING Account(Id)"})
    assert [each["Id"] for each in answer.json["searchRecords"]] == [wanted]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/recent?limit=" + "9" * 5000, {}),
        ("/search/suggestions?q=abc&sobject=Account&limit=000000001" + "9" * 5000, {}),
        ("/query/0r8x-" + "9" * 5000, {}),
        ("/query?q=SELECT+Id+FROM+Account", {"Sforce-Query-Options": "batchSize=" + "9" * 5000}),
        ("/query?q=SELECT+Id+FROM+Account", {"Sforce-Query-Options": "batchSize=\xb2"}),
        ("/composite/sobjects/Account?fields=Name&ids=" + ",".join(["001000000000001AAA"] * 2001), {}),
        ("/query?q=SELECT+Id+FROM+Account+WHERE+Name='" + "x" * 100_001 + "'", {}),
    ],
)
def test_numbers_and_lists_beyond_all_limits_are_refused(admin, path, headers):
    answer = admin.get(path, headers=headers)
    assert answer.status_code in (400, 414)
    assert answer.json[0]["errorCode"]


def test_an_event_beyond_the_calendar_is_refused(admin):
    values = {"Subject": "x", "DurationInMinutes": 30, "ActivityDateTime": "9999-12-31T23:59:59.000Z"}
    answer = admin.call("POST", "/sobjects/Event", json=values)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "FIELD_INTEGRITY_EXCEPTION")
    assert admin.query("SELECT Id FROM Event") == []


def test_ten_thousand_values_are_looked_up_and_20_megabytes_of_json_are_taken(admin):
    listed = ",".join(f"'{number:05}'" for number in range(10_000))
    assert admin.query(f"SELECT Id FROM Account WHERE Name IN ({listed})") == []
    answer = admin.call("POST", "/sobjects/Account", json={"Name": "x", "Description": "a" * 20_000_000})
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "STRING_TOO_LONG")
