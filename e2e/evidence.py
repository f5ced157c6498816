"""What remains of a test that failed in browsers: a screenshot of each page, a trace and a video of each context.

pytest-playwright takes a screenshot and writes the trace of every test and throws most of them away, which is a sixth
of a scenario's time. Here both are made when the test has failed. Traces are cleaned of what logs somebody in.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page

from e2e.traces import clean

WAIT_FOR_A_SCREENSHOT = 5_000
# The browser's own page for an address that it cannot reach names it whole, and it may be a link that logs in.
ERROR_PAGE = "chrome-error:"
BLANK = "about:blank"


@dataclass(frozen=True)
class Wanted:
    """What is kept, in the words of pytest-playwright's options --tracing, --screenshot and --video."""

    trace: str = "off"
    screenshot: str = "off"
    video: str = "off"
    full_page: bool = False

    @staticmethod
    def keeps(option: str, failed: bool) -> bool:
        """Whether the option asks for it, now that the test is over."""
        return option == "on" or (failed and option in ("retain-on-failure", "only-on-failure"))


@dataclass
class Evidence:
    """Of one test.

    folder: where its files go. wanted: which files. files: kind and path of those that were kept.
    """

    folder: Path
    wanted: Wanted
    files: list[tuple[str, Path]] = field(default_factory=list)
    _traced: list[BrowserContext] = field(default_factory=list)

    def begin(self, context: BrowserContext, title: str) -> None:
        """Start the trace of a context.

        Who asks for every trace gets the pictures of the pages with it. They cost half as much as the pages themselves,
        so that traces which are mostly thrown away are made of the snapshots, which hold the pages' whole DOM.
        """
        if self.wanted.trace != "off":
            context.tracing.start(title=title, screenshots=self.wanted.trace == "on", snapshots=True, sources=True)
            self._traced.append(context)

    def end(self, context: BrowserContext, failed: bool, close: Callable[[], None]) -> None:
        """Keep what the context has to show, and close it; of a browser's own error page nothing is to be seen."""
        pages = [page for page in context.pages if page.url != BLANK]
        shown = not any(page.url.startswith(ERROR_PAGE) for page in pages)
        if shown and self.wanted.keeps(self.wanted.screenshot, failed):
            for page in pages:
                self._take_screenshot(page, failed)
        if context in self._traced:
            self._traced.remove(context)
            self._stop_trace(context, failed, shown)
        close()
        for page in pages:
            self._end_video(page, shown and self.wanted.keeps(self.wanted.video, failed))

    def _take_screenshot(self, page: Page, failed: bool) -> None:
        path = self._place("screenshot", f"test-{'failed' if failed else 'finished'}", ".png")
        try:
            page.screenshot(path=path, timeout=WAIT_FOR_A_SCREENSHOT, full_page=self.wanted.full_page)
        except Error:
            return  # the page hangs or is gone; the trace tells of it
        self.files.append(("screenshot", path))

    def _stop_trace(self, context: BrowserContext, failed: bool, shown: bool) -> None:
        if not self.wanted.keeps(self.wanted.trace, failed):
            context.tracing.stop()
            return
        path = self._place("trace", "trace", ".zip")
        context.tracing.stop(path=path)
        clean(path, frames=shown)
        self.files.append(("trace", path))

    def _end_video(self, page: Page, kept: bool) -> None:
        if page.video is None:
            return
        recorded = Path(page.video.path())
        if not kept:
            recorded.unlink(missing_ok=True)
        elif recorded.exists():
            path = self._place("video", "video", ".webm")
            shutil.move(recorded, path)
            self.files.append(("video", path))

    def _place(self, kind: str, name: str, suffix: str) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        number = sum(each == kind for each, _ in self.files) + 1
        return self.folder / f"{name}-{number}{suffix}"
