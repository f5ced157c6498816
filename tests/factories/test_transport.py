import pytest
import requests

from factories.transport import LoopbackAdapter, http_session, is_loopback


def test_https_becomes_http_on_the_loopback_address_only():
    session = http_session("http://127.0.0.1:8080")
    assert isinstance(session.get_adapter("https://127.0.0.1:8080/services/data"), LoopbackAdapter)
    assert not isinstance(session.get_adapter("https://127.0.0.1:9090/"), LoopbackAdapter)
    assert not isinstance(session.get_adapter("https://login.salesforce.com/"), LoopbackAdapter)


def test_the_scheme_is_changed_on_the_way_out(monkeypatch):
    seen = []
    monkeypatch.setattr("requests.adapters.HTTPAdapter.send", lambda _self, request, **_: seen.append(request.url))
    LoopbackAdapter().send(requests.Request("GET", "https://127.0.0.1:8080/a?b=https://c").prepare())
    assert seen == ["http://127.0.0.1:8080/a?b=https://c"]


def test_an_org_with_a_certificate_of_its_own_is_verified_by_its_ca():
    session = http_session("https://127.0.0.1:8443", "ca.pem")
    assert session.verify == "ca.pem"
    assert not isinstance(session.get_adapter("https://127.0.0.1:8443/"), LoopbackAdapter)


@pytest.mark.parametrize(
    ("host", "expected"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("acme.com", False), (None, False)]
)
def test_only_this_machine_is_loopback(host, expected):
    assert is_loopback(host) is expected
