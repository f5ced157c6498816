"""Which hosts can only be those of orgs for tests, and which site belongs to which org."""

import pytest

from factories.sandbox.hosts import has_site, is_for_tests, is_of_own_org, is_of_sandbox

SANDBOX = "acme--uat.sandbox.my.salesforce.com"


@pytest.mark.parametrize("host", [SANDBOX, "127.0.0.1", "localhost", "::1"])
def test_sandboxes_and_this_machine_are_for_tests(host):
    assert is_of_sandbox(host)
    assert is_for_tests(host)


@pytest.mark.parametrize("host", ["page-1234.scratch.my.salesforce.com", "acme-dev-ed.develop.my.salesforce.com"])
def test_scratch_and_developer_orgs_are_for_tests_too(host):
    assert (is_of_own_org(host), is_of_sandbox(host), is_for_tests(host)) == (True, False, True)


@pytest.mark.parametrize(
    "host",
    [
        "acme.my.salesforce.com", "login.salesforce.com", "test.salesforce.com", f"{SANDBOX}.", f"{SANDBOX}.evil.org",
        f"x.{SANDBOX}", "acme--uat.my.salesforce.com", "acme-uat.sandbox.my.salesforce.com",
        "acme--uat.sandbox.my.site.com", "localhost.evil.example", "127.0.0.1.nip.io", "2130706433", "0.0.0.0", "",
    ],
)  # fmt: skip
def test_nothing_else_is(host):
    assert not is_for_tests(host)


@pytest.mark.parametrize(
    ("org", "site"),
    [
        (f"https://{SANDBOX}", "https://acme--uat.sandbox.my.site.com/partners"),
        ("https://acme-dev-ed.my.salesforce.com", "https://acme-dev-ed.develop.my.site.com"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/partners"),
    ],
)
def test_a_site_of_the_org_has_the_orgs_name(org, site):
    assert has_site(org, site)


@pytest.mark.parametrize(
    "site",
    [
        "https://acme.my.site.com/partners",
        "https://acme--prod.sandbox.my.site.com",
        "http://acme--uat.sandbox.my.site.com",
        "https://acme--uat.sandbox.my.site.com.evil.example",
        "https://partners.acme.com",
        "http://127.0.0.1:8080",
        "https://acme--uat.sandbox.my.site.com@evil.example",
    ],
)
def test_a_site_of_production_or_of_anybody_else_is_not_the_sandboxs(site):
    assert not has_site(f"https://{SANDBOX}", site)


def test_a_site_of_production_is_not_that_of_a_developer_org_of_the_same_name():
    assert not has_site("https://acme.develop.my.salesforce.com", "https://acme.my.site.com")
