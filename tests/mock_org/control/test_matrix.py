"""GET /_mock/matrix."""


def test_the_door_answers_in_each_form(world):
    world.partner("Acme")
    client = world.app.test_client()
    data = client.get("/_mock/matrix?object=Account").json
    assert [each["account"] for each in data["personas"] if each["account"]] == ["Acme"]
    assert [line["name"] for line in data["records"]] == ["Acme"]
    page = client.get("/_mock/matrix?object=Account", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert client.get("/_mock/matrix?object=Account&format=csv").text.startswith("object,id,record,")
    assert 'account "Acme"' in client.get("/_mock/matrix?object=Account&format=gherkin").text
    assert "records" not in client.get("/_mock/matrix?object=Account&counts=true").json


def test_the_door_refuses_what_it_does_not_know(world):
    client = world.app.test_client()
    for query, word in (
        ("by=hair", "by"),
        ("format=pdf", "format"),
        ("counts=maybe", "counts"),
        ("colour=red", "unknown"),
    ):
        answer = client.get(f"/_mock/matrix?{query}")
        assert answer.status_code == 400
        assert word in answer.json["error"]
