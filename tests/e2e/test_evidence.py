"""Screenshots, traces and videos are kept of what failed, and cost nothing where nothing did."""

import zipfile
from types import SimpleNamespace

import pytest

from e2e.evidence import Evidence, Wanted

ON_FAILURE = Wanted("retain-on-failure", "only-on-failure", "retain-on-failure")


class Context:
    """A browser context that writes files as Playwright does, and remembers what was asked of it."""

    def __init__(self, folder):
        self.asked = []
        self.tracing = SimpleNamespace(start=self._start, stop=self._stop)
        recorded = folder / "recorded.webm"
        recorded.write_bytes(b"video")
        video, url = SimpleNamespace(path=lambda: recorded), "https://acme.example/s/"
        self.pages = [
            SimpleNamespace(screenshot=self._screenshot, video=video, url=url),
            SimpleNamespace(screenshot=self._screenshot, video=None, url=url),
        ]

    def _start(self, screenshots, **_):
        self.asked.append("start")
        self.filmed = screenshots

    def _stop(self, path=None):
        self.asked.append("stop")
        if path:
            with zipfile.ZipFile(path, "w") as trace:
                trace.writestr("trace.network", "")
                trace.writestr("resources/page@1.jpeg", b"frame")

    def _screenshot(self, path, **_):
        self.asked.append("screenshot")
        path.write_bytes(b"png")

    def close(self):
        self.asked.append("close")


@pytest.fixture
def context(tmp_path):
    return Context(tmp_path)


def kept(tmp_path, context, wanted, failed):
    evidence = Evidence(tmp_path / "out", wanted)
    evidence.begin(context, "a test")
    evidence.end(context, failed, context.close)
    assert all(path.exists() for _, path in evidence.files)
    return [(kind, path.name) for kind, path in evidence.files]


def test_a_test_that_passes_takes_no_screenshot_and_leaves_nothing(tmp_path, context):
    assert kept(tmp_path, context, ON_FAILURE, failed=False) == []
    assert context.asked == ["start", "stop", "close"]
    assert [path.name for path in tmp_path.iterdir()] == []


def test_a_test_that_fails_leaves_each_page_the_trace_and_the_video(tmp_path, context):
    assert kept(tmp_path, context, ON_FAILURE, failed=True) == [
        ("screenshot", "test-failed-1.png"),
        ("screenshot", "test-failed-2.png"),
        ("trace", "trace-1.zip"),
        ("video", "video-1.webm"),
    ]


def test_what_is_off_is_off_and_what_is_on_is_kept_of_every_test(tmp_path, context):
    assert kept(tmp_path, context, Wanted(), failed=True) == []
    assert "start" not in context.asked
    found = kept(tmp_path, Context(tmp_path), Wanted("on", "on", "on"), failed=False)
    assert [kind for kind, _ in found] == ["screenshot", "screenshot", "trace", "video"]


def test_a_page_of_the_browser_that_names_the_address_is_not_shown(tmp_path, context):
    context.pages[1].url = "chrome-error://chromewebdata/"
    assert kept(tmp_path, context, Wanted("on", "on", "on"), failed=True) == [("trace", "trace-1.zip")]
    with zipfile.ZipFile(tmp_path / "out" / "trace-1.zip") as trace:
        assert trace.namelist() == ["trace.network"]
    assert not (tmp_path / "recorded.webm").exists()


def test_a_trace_has_pictures_of_the_pages_where_every_trace_is_wanted_and_snapshots_anyway(tmp_path, context):
    kept(tmp_path, context, Wanted("on"), failed=False)
    assert context.filmed
    kept(tmp_path, context, ON_FAILURE, failed=True)
    assert not context.filmed


def test_a_page_that_has_opened_nothing_is_not_shown(tmp_path, context):
    context.pages[1].url = "about:blank"
    found = kept(tmp_path, context, Wanted(screenshot="on"), failed=False)
    assert found == [("screenshot", "test-finished-1.png")]
