"""Requests that depend on whether the caller's copy is as new."""

import pytest


@pytest.fixture
def account(admin):
    return f"/sobjects/Account/{admin.create('Account', Name='Acme')}"


def test_a_copy_that_is_as_new_is_not_sent_again(admin, account):
    first = admin.get(account)
    assert first.headers["Last-Modified"].endswith("GMT")
    again = admin.get(account, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert (again.status_code, again.data) == (304, b"")
    old = admin.get(account, headers={"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"})
    assert old.json == first.json
    some = admin.get(account + "?fields=Name", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert some.status_code == 304


def test_accounts_have_tags(admin, account):
    tag = admin.get(account).headers["ETag"]
    for sent in (tag, tag[:-1] + '-gzip"', f'"x", {tag}'):
        assert admin.get(account, headers={"If-None-Match": sent}).status_code == 304
        assert admin.get(account, headers={"If-Match": sent}).status_code == 200
    assert admin.get(account, headers={"If-None-Match": '"x"'}).status_code == 200
    assert admin.get(account, headers={"If-Match": '"x"'}).status_code == 412
    contact = admin.create("Contact", LastName="Lee")
    assert "ETag" not in admin.get(f"/sobjects/Contact/{contact}").headers


def test_a_record_that_others_changed_is_not_written_over(admin, account):
    tag = admin.get(account).headers["ETag"]
    assert admin.call("PATCH", account, json={"Phone": "1"}, headers={"If-Match": tag}).status_code == 204
    refused = admin.call("PATCH", account, json={"Phone": "2"}, headers={"If-Match": tag})
    assert refused.status_code == 412
    old = {"If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}
    assert admin.call("PATCH", account, json={"Phone": "2"}, headers=old).status_code == 412
    assert admin.get(account).json["Phone"] == "1"


def test_a_condition_that_is_no_date_is_refused_when_writing(admin, account):
    answer = admin.call("PATCH", account, json={"Phone": "1"}, headers={"If-Unmodified-Since": "yesterday"})
    assert answer.status_code == 400
    assert admin.get(account).json["Phone"] is None


@pytest.mark.parametrize("path", ["/sobjects", "/sobjects/Account/describe"])
def test_a_describe_is_sent_again_only_after_a_change(world, admin, path):
    first = admin.get(path)
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert admin.get(path, headers=since).status_code == 304
    world.org.change_schema([])
    assert admin.get(path, headers=since).status_code == 200
