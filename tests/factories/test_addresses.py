"""Addresses are read strictly: what two programs would read differently is none."""

import pytest

from factories.addresses import origin


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("https://Acme.my.salesforce.com", "https://acme.my.salesforce.com:443"),
        ("https://acme.my.salesforce.com:443/services/data?q=@", "https://acme.my.salesforce.com:443"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("http://[::1]:8080/partners", "http://[::1]:8080"),
        ("https://acme.my.salesforce.com.", "https://acme.my.salesforce.com.:443"),
    ],
)
def test_an_address_is_scheme_host_and_port(url, read):
    assert origin(url) == read


@pytest.mark.parametrize(
    "url",
    [
        "https://acme--uat.sandbox.my.salesforce.com@evil.example",
        "https://evil.example\\@acme--uat.sandbox.my.salesforce.com",
        "https://evil.example\t.my.salesforce.com",
        "https://acme.my.salesforce.com\\.evil.example",
        "//acme.my.salesforce.com",
        "ftp://acme.my.salesforce.com",
        "acme.my.salesforce.com",
        "",
    ],
)
def test_what_could_be_read_in_two_ways_is_none(url):
    assert origin(url) == ""
