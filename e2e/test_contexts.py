# mypy: ignore-errors
"""What browser contexts leave behind, and what they must not."""

import pytest


def test_a_har_is_refused_since_nothing_cleans_it(new_context, tmp_path):
    with pytest.raises(pytest.UsageError, match="holds every password"):
        new_context(record_har_path=tmp_path / "a.har")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser_context_args(record_video_dir="build/films")
def test_no_film_is_made_where_links_that_log_in_are_opened(untraced_context):
    context = untraced_context()
    assert context.new_page().video is None
    context.close()
