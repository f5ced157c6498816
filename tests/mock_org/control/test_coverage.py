"""The doors of sharing coverage."""


def test_coverage_is_collected_from_start_to_stop_and_a_reset_does_not_end_it(world):
    client = world.admin.client
    assert client.get("/_mock/coverage").json == {
        "error": "coverage is not collected; POST /_mock/coverage/start begins"
    }
    assert client.post("/_mock/coverage/start", json={"internal": 1}).status_code == 400
    client.post("/_mock/coverage/start")
    acme = world.partner("Acme")
    acme.caller.query("SELECT Id FROM Lead")
    client.post("/_mock/reset")
    found = client.get("/_mock/coverage").json
    [read] = [each for each in found["entries"] if each["name"] == "Channel Partner: Lead.Read"]
    assert read["ways"] == {"granted": {"alone": 1}}
    assert read["file"].endswith("Channel Partner.profile-meta.xml")
    assert "<h1>Sharing coverage: " in client.get("/_mock/coverage?format=html").text
    assert "never refused" in client.get("/_mock/coverage?format=text").text
    assert client.get("/_mock/coverage?format=pdf").status_code == 400
    assert client.delete("/_mock/coverage").json == {"collecting": False}
    assert client.delete("/_mock/coverage").status_code == 400
