# mypy: ignore-errors
"""What comes up over a page is closed before a scenario goes on; where nothing of it is there, nothing is done."""

import pytest
from playwright.sync_api import expect

from e2e.interruptions import Interruptions

PAGE = """
<main><button onclick="document.title += '!'">Edit</button></main>
<style>.over {{ position: fixed; inset: 0; background: white }}</style>
{over}
"""
BANNER = '<section class="over" aria-label="Cookie consent"><button onclick="parentNode.remove()">{}</button></section>'
ENDING = """<div class="over" role="dialog" aria-label="Warning"><p>Your session is about to expire.</p>
<button onclick="document.title = 'gone'">Log Out</button>
<button onclick="parentNode.remove(); document.title = 'kept'">Continue Working</button></div>"""


@pytest.fixture
def show(new_context):
    def open_page(interruptions, over):
        context = new_context()
        context.on("page", interruptions.watch)
        page = context.new_page()
        page.set_content(PAGE.format(over=over))
        page.get_by_role("button", name="Edit").click()
        return page

    return open_page


@pytest.mark.parametrize("words", ["Accept All Cookies", "I agree", "Got it"])
def test_a_cookie_banner_with_a_usual_button_is_closed(show, words):
    page = show(Interruptions(), BANNER.format(words))
    expect(page).to_have_title("!")


def test_a_banner_with_other_words_is_closed_by_the_button_that_is_named(show):
    page = show(Interruptions("Understood"), BANNER.format("Understood"))
    expect(page).to_have_title("!")


def test_a_session_that_is_about_to_end_is_kept(show):
    expect(show(Interruptions(), ENDING)).to_have_title("kept!")


def test_an_alert_is_accepted_and_does_not_stop_a_page(show):
    page = show(Interruptions(), "<script>document.title = confirm('Saved. Send a mail?') ? 'yes' : 'no'</script>")
    expect(page).to_have_title("yes!")
