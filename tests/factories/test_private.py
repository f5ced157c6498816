"""Texts with secrets do not show themselves in reports."""

from factories.private import Private


def test_a_private_text_is_a_text_that_is_not_printed():
    text = Private("go to https://x.example/login?c=token")
    assert "token" in text
    assert "token" not in f"{text!r} {[text]!r} { {'text': text}!r}"
