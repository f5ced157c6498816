"""What a page was served: shown, hidden, in shadow roots, in fields, in answers to scripts."""

import pytest

from e2e.served import Part, Served, found

PAGE = """
<h1>Portal</h1><p hidden>Hidden &amp; Sons</p><input type="hidden" value="Typed Ltd">
<template><b>Later GmbH</b></template>
<c-card><template shadowrootmode="open"><p style="display:none">Rooted Inc</p></template></c-card>
<script>fetch("/row").then((answer) => answer.json()).then(() => document.body.append("done"))</script>
"""


@pytest.fixture
def parts(page):
    served = Served(page)
    page.route("http://portal.test/**", lambda route: answer(route))
    page.goto("http://portal.test/")
    page.get_by_text("done").wait_for()
    return served.parts()


def answer(route):
    if route.request.url.endswith("/row"):
        route.fulfill(json={"name": "Told AG"})
    else:
        route.fulfill(body=PAGE, content_type="text/html")


def test_a_text_is_found_wherever_it_is(parts):
    texts = ["Portal", "Hidden & Sons", "Typed Ltd", "Later GmbH", "Rooted Inc", "Told AG"]
    unseen = ["the page, unseen,"] * 4
    assert list(found({text: text for text in texts}, parts).values()) == ["the page", *unseen, "the answer to /row"]


def test_what_is_not_there_or_part_of_a_word_is_not_found():
    assert found({"Company": "Acme", "Name": "Field"}, [Part("the page", "class=addField Acmed")]) == {}
