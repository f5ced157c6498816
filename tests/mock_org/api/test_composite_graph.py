"""/composite/graph: each graph all or none, its limits."""

import pytest

V = "/services/data/v62.0"


def node(name, method="POST", url="/sobjects/Account", body=None):
    given = {"referenceId": name, "method": method, "url": V + url}
    return given | ({"body": {"Name": name} if body is None else body} if method in ("POST", "PATCH") else {})


def graph(graph_id, *nodes):
    return {"graphId": graph_id, "compositeRequest": list(nodes)}


def send(caller, *graphs, path="/composite/graph"):
    return caller.call("POST", path, json={"graphs": list(graphs)})


def names_of(caller):
    return {record["Name"] for record in caller.query("SELECT Name FROM Account")}


def test_a_graph_is_carried_out_with_its_references(admin):
    contact = node("contact", url="/sobjects/Contact", body={"LastName": "L", "AccountId": "@{account.id}"})
    answer = send(admin, graph("test1", node("account"), contact))
    assert answer.status_code == 200
    record_id = admin.query("SELECT Id FROM Account WHERE Name = 'account'")[0]["Id"]
    first = answer.json["graphs"][0]
    assert list(first) == ["graphId", "graphResponse", "isSuccessful"]
    assert (first["graphId"], first["isSuccessful"]) == ("test1", True)
    assert first["graphResponse"]["compositeResponse"][0] == {
        "body": {"id": record_id, "success": True, "errors": []},
        "httpHeaders": {"Location": f"{V}/sobjects/Account/{record_id}"},
        "httpStatusCode": 201,
        "referenceId": "account",
    }
    assert admin.query("SELECT AccountId FROM Contact")[0]["AccountId"] == record_id


def test_a_failed_graph_is_undone_and_the_others_are_kept(admin):
    answer = send(
        admin,
        graph("good", node("a1")),
        graph("bad", node("a2"), node("broken", body={}), node("a3")),
        graph("last", node("a4")),
    ).json["graphs"]
    assert [each["isSuccessful"] for each in answer] == [True, False, True]
    entries = answer[1]["graphResponse"]["compositeResponse"]
    assert [each["httpStatusCode"] for each in entries] == [400, 400, 400]
    assert [each["body"][0]["errorCode"] for each in entries] == [
        "PROCESSING_HALTED",
        "REQUIRED_FIELD_MISSING",
        "PROCESSING_HALTED",
    ]
    message = "The transaction was rolled back since another operation in the same transaction failed."
    assert entries[0]["body"] == [{"errorCode": "PROCESSING_HALTED", "message": message}]
    assert names_of(admin) & {"a1", "a2", "a3", "a4"} == {"a1", "a4"}


def test_a_circle_of_references_leaves_nothing(admin):
    before = names_of(admin)
    circle = [node("x", body={"Name": "@{y.id}"}), node("y", body={"Name": "@{x.id}"})]
    assert send(admin, graph("g", node("a"), *circle)).json["graphs"][0]["isSuccessful"] is False
    assert names_of(admin) == before


def test_graphs_do_not_share_references(admin):
    use = node("use", body={"Name": "@{a.id}"})
    answer = send(admin, graph("g1", node("a")), graph("g2", use)).json["graphs"]
    assert [each["isSuccessful"] for each in answer] == [True, False]


def test_after_more_than_14_failures_the_rest_is_halted(admin):
    graphs = [graph(f"g{i}", node("bad", body={})) for i in range(15)]
    answer = send(admin, *graphs, graph("last", node("late"))).json["graphs"]
    assert not any(each["isSuccessful"] for each in answer)
    assert answer[-1]["graphResponse"]["compositeResponse"][0]["body"][0]["errorCode"] == "PROCESSING_HALTED"
    assert "late" not in names_of(admin)


@pytest.mark.parametrize(
    "wrong",
    [
        node("n", "GET", "/query?q=SELECT+Id+FROM+Account"),
        node("n", "GET", "/sobjects/Account"),
        node("n", "POST", "/composite/sobjects"),
        node("n") | {"url": "/services/data/v49.0/sobjects/Account"},
    ],
)
def test_a_node_asks_for_rows_only(admin, wrong):
    answer = send(admin, graph("g", node("a"), wrong)).json["graphs"][0]
    assert answer["isSuccessful"] is False
    assert answer["graphResponse"]["compositeResponse"][1]["body"][0]["errorCode"] == "PROCESSING_HALTED"
    assert "a" not in names_of(admin)


@pytest.mark.parametrize(
    ("graphs", "code"),
    [
        ([], "JSON_PARSER_ERROR"),
        ([graph("g")], "JSON_PARSER_ERROR"),
        ([{"compositeRequest": [node("a")]}], "JSON_PARSER_ERROR"),
        ([graph("-", node("a"))], "JSON_PARSER_ERROR"),
        ([graph("g.1", node("a"))], "JSON_PARSER_ERROR"),
        ([graph("g" * 40, node("a"))], "JSON_PARSER_ERROR"),
        ([graph("g", node("a")), graph("g", node("b"))], "JSON_PARSER_ERROR"),
        ([graph("g", node("a"), node("a"))], "JSON_PARSER_ERROR"),
        ([graph("g", *[node(f"n{i}") for i in range(501)])], "LIMIT_EXCEEDED"),
        ([graph(f"g{i}", node("a")) for i in range(76)], "LIMIT_EXCEEDED"),
        ([graph("g", *[node(f"n{i}", url=f"/sobjects/T{i}") for i in range(16)])], "LIMIT_EXCEEDED"),
        (
            [graph("g", node("n0"), *[node(f"n{i}", body={"Name": f"@{{n{i - 1}.id}}"}) for i in range(1, 16)])],
            "LIMIT_EXCEEDED",
        ),
    ],
)
def test_graphs_that_are_malformed_or_too_large_are_refused_as_a_whole(admin, graphs, code):
    before = names_of(admin)
    answer = send(admin, *graphs)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, code)
    assert names_of(admin) == before


def test_graphs_came_with_version_50(admin):
    assert send(admin, graph("g", node("a")), path="/services/data/v50.0/composite/graph").status_code == 200
    assert send(admin, graph("g", node("a")), path="/services/data/v49.0/composite/graph").status_code == 404
