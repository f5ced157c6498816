# mypy: ignore-errors
"""What browser contexts leave behind, and what they must not."""

import pytest

from e2e.contexts import Actors, Contexts
from e2e.evidence import Evidence, Wanted


def test_a_har_is_refused_since_nothing_cleans_it(new_context, tmp_path):
    with pytest.raises(pytest.UsageError, match="holds every password"):
        new_context(record_har_path=tmp_path / "a.har")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser_context_args(record_video_dir="build/films")
def test_no_film_is_made_where_links_that_log_in_are_opened(untraced_context):
    context = untraced_context()
    assert context.new_page().video is None
    context.close()


@pytest.fixture
def actors(filmed_context, tmp_path):
    kept = Contexts()
    return lambda: Actors(kept, filmed_context, Evidence(tmp_path, Wanted()), "a test")


def at_portal(page, script=""):
    """Opens a page that gives a cookie and runs a script; returns the cookies that it was sent."""
    sent = []

    def answer(route):
        sent.append(route.request.headers.get("cookie", ""))
        headers = {"set-cookie": "sid=secret", "content-type": "text/html"}
        route.fulfill(body=f"<script>{script}</script>", headers=headers)

    page.route("http://portal.test/**", answer)
    page.goto("http://portal.test/")
    return sent


def test_an_actor_gets_the_context_of_an_earlier_test_and_nothing_of_who_was_in_it(actors):
    first = actors()
    [page, other] = [first.new_page(), first.new_page()]
    assert page.context is not other.context
    at_portal(page)
    first.end(failed=False)
    second = actors()
    again = [second.new_page().context, second.new_page().context]
    assert {*again} == {page.context, other.context}
    assert page.is_closed()
    assert page.context.cookies() == []
    assert at_portal(page.context.pages[-1]) == [""]


def test_a_context_is_closed_after_a_failure_and_where_a_page_has_stored_something(actors):
    failing = actors()
    failed = failing.new_page().context
    failing.end(failed=True)
    storing = actors()
    page = storing.new_page()
    at_portal(page, "localStorage.setItem('who', 'Ann')")
    storing.end(failed=False)
    assert actors().new_page().context not in {failed, page.context}
