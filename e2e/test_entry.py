# mypy: ignore-errors
"""The ways into the portal: the form without its page, and a link with a session that is kept."""

import stat

import pytest
from playwright.sync_api import expect

from e2e.driver import BrowserDriver
from e2e.entry import FormEntry, StoredEntry
from e2e.landing import Stranded
from factories import PartnerAccountFactory, Refused


@pytest.fixture
def ann(org):
    [user] = PartnerAccountFactory(name="Acme", users=1).users
    return user


@pytest.fixture
def followed():
    """The usernames whose links were followed."""
    return []


@pytest.fixture
def a_run(untraced_context, target, org, tmp_path, followed):
    """What a run knows of ways in: each begins anew, with the same folder."""

    def link(username):
        followed.append(username)
        return target.portal_entry(org, username)

    return lambda: StoredEntry(untraced_context, link, tmp_path / "sessions")


@pytest.fixture
def kept(a_run):
    return a_run()


def driver_of(user, entry, new_context, site_url):
    return BrowserDriver(new_context().new_page(), site_url, user.Username, entry)


def test_the_form_without_its_page_is_a_log_in_like_any_other(ann, org, guest, site_url):
    driver = BrowserDriver(guest, site_url, ann.Username, FormEntry())
    driver.enter(ann.password)
    assert driver.logged_in()
    [row] = org.query(f"SELECT Status, LoginSubType FROM LoginHistory WHERE UserId = '{ann.Id}'")
    assert (row.Status, row.LoginSubType) == ("Success", "UI Username-Password")


def test_the_form_without_its_page_is_refused_in_the_words_of_the_page(ann, guest, site_url):
    with pytest.raises(Refused, match="Your login attempt has failed"):
        BrowserDriver(guest, site_url, ann.Username, FormEntry()).enter("wrong")


@pytest.mark.heavy
def test_the_form_leads_on_to_the_page_for_a_new_password(ann, org, guest, site_url):
    driver = BrowserDriver(guest, site_url, ann.Username, FormEntry())
    driver.enter(org.reset_password(ann.Id))
    expect(driver.password.button).to_be_visible()


def test_a_second_run_does_not_log_in_again_by_the_session_that_is_kept_for_its_owner_only(
    ann, a_run, new_context, site_url, followed, tmp_path, org
):
    sessions = []
    for _ in range(2):
        driver = driver_of(ann, a_run(), new_context, site_url)
        driver.enter("no password is needed")
        assert driver.logged_in()
        sessions.append(len(org.query(f"SELECT Id FROM AuthSession WHERE UsersId = '{ann.Id}'")))
    assert followed == [ann.Username]
    assert sessions == [1, 1]
    [file] = (tmp_path / "sessions").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_session_that_has_ended_is_made_again(ann, kept, org, new_context, site_url, followed):
    driver_of(ann, kept, new_context, site_url).enter("")
    for row in org.query(f"SELECT Id FROM AuthSession WHERE UsersId = '{ann.Id}'"):
        org.delete("AuthSession", row.Id)
    driver = driver_of(ann, kept, new_context, site_url)
    driver.enter("")
    assert driver.logged_in()
    assert len(followed) == 2


def test_who_logs_out_leaves_no_session_behind(ann, kept, new_context, site_url, tmp_path):
    driver = driver_of(ann, kept, new_context, site_url)
    driver.enter("")
    driver.log_out()
    assert not driver.logged_in()
    assert list((tmp_path / "sessions").iterdir()) == []


@pytest.mark.heavy
def test_a_link_that_is_not_let_in_says_why(ann, new_context, untraced_context, site_url, org, tmp_path):
    used = org.browser_entry("/lightning/setup/SetupOneHome/home")
    untraced_context().new_page().goto(used)
    entry = StoredEntry(untraced_context, lambda username: used, tmp_path)
    with pytest.raises(Stranded, match="the link can be used once"):
        driver_of(ann, entry, new_context, site_url).enter("")
