"""Browsers in a run of pytest: which one, contexts that wait as long as the target needs, evidence of failures."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from e2e.contexts import Actors, Contexts
from e2e.evidence import Evidence, Wanted
from e2e.ffmpeg import NoFfmpeg, provide_ffmpeg
from e2e.interruptions import Interruptions
from e2e.launch import chromium_launch_args
from factories.patience import Patience

MILLISECONDS = 1_000
FFMPEG = Path("build/ffmpeg")
# Pages of one context share a process as far as sites allow: the blank page that stays keeps it for the next one.
ONE_PROCESS = "--renderer-process-limit=1"
NO_HAR = (
    "record_har_path: a HAR holds every password, cookie and link that logs in, and is not cleaned; leave it out: "
    "the trace of a test (--tracing on) holds the same requests without them"
)
_EVIDENCE = pytest.StashKey[Evidence]()
_FAILED = pytest.StashKey[bool]()
OpenContext = Callable[..., BrowserContext]


def pytest_addoption(parser: pytest.Parser) -> None:
    """What a run can be told."""
    told = "store the ARIA snapshots of the pages as they are on the target, to be compared from then on"
    parser.getgroup("scenarios").addoption("--record-pages", action="store_true", help=told)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Refuse --video where nothing can make one."""
    if config.getoption("video", "off") == "off":
        return
    try:
        provide_ffmpeg(FFMPEG)
    except NoFfmpeg as fault:
        raise pytest.UsageError(str(fault)) from fault


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_name: str, request: pytest.FixtureRequest
) -> dict[str, Any]:
    """Chromium from wherever this machine has it."""
    if browser_name != "chromium":
        return browser_type_launch_args
    playwright = request.getfixturevalue("playwright")
    chosen = chromium_launch_args(browser_type_launch_args, playwright.chromium.executable_path)
    return {**chosen, "args": [*chosen.get("args", []), ONE_PROCESS]}


@pytest.fixture(scope="session")
def patience() -> Patience:
    """How long to wait; a conftest.py overrides it for an org that is far away."""
    return Patience()


@pytest.fixture(scope="session")
def interruptions() -> Interruptions | None:
    """What the portal puts in the way; nothing, unless a conftest.py says otherwise."""
    return None


@pytest.fixture
def evidence(request: pytest.FixtureRequest, output_path: str) -> Evidence:
    """What is kept of this test's browsers."""
    option = request.config.getoption
    wanted = Wanted(option("tracing"), option("screenshot"), option("video"), option("full_page_screenshot"))
    kept = Evidence(Path(output_path), wanted)
    request.node.stash[_EVIDENCE] = kept
    return kept


@pytest.fixture
def filmed_context(
    browser: Browser,
    browser_context_args: dict[str, Any],
    patience: Patience,
    interruptions: Interruptions | None,
    request: pytest.FixtureRequest,
) -> OpenContext:
    """Opens a context as the target needs it; with --video, its pages are filmed. Refuses to record a HAR."""
    marked = request.node.get_closest_marker("browser_context_args")
    usual = {**browser_context_args, **(marked.kwargs if marked else {})}
    expect.set_options(timeout=patience.expect * MILLISECONDS)

    def open_context(**arguments: Any) -> BrowserContext:
        wanted = {**usual, **arguments}
        if wanted.get("record_har_path"):
            raise pytest.UsageError(NO_HAR)
        context = browser.new_context(**wanted)
        context.set_default_timeout(patience.action * MILLISECONDS)
        context.set_default_navigation_timeout(patience.navigation * MILLISECONDS)
        if interruptions is not None:
            # Playwright notes its wrapper on the object that a bound method belongs to; this one is frozen.
            context.on("page", lambda page: interruptions.watch(page))
        return context

    return open_context


@pytest.fixture
def untraced_context(filmed_context: OpenContext) -> OpenContext:
    """Opens a context of which nothing is kept, no trace and no film: where links that log in are opened."""
    return lambda **arguments: filmed_context(**{**arguments, "record_video_dir": None})


@pytest.fixture
def new_context(
    filmed_context: OpenContext, evidence: Evidence, request: pytest.FixtureRequest
) -> Iterator[OpenContext]:
    """Opens a context, in place of pytest-playwright's fixture; `traced=False` leaves it to `evidence.begin`."""
    opened: dict[BrowserContext, Callable[[], None]] = {}

    def open_context(*, traced: bool = True, **arguments: Any) -> BrowserContext:
        context = filmed_context(**arguments)
        opened[context] = context.close
        context.close = lambda **_: end(context)  # type: ignore[method-assign]
        if traced:
            evidence.begin(context, _title(request))
        return context

    def end(context: BrowserContext) -> None:
        if context in opened:
            evidence.end(context, request.node.stash.get(_FAILED, False), opened.pop(context))

    yield open_context
    for context in list(opened):
        end(context)


@pytest.fixture(scope="session")
def kept_contexts(browser: Browser) -> Contexts:
    """Contexts that tests have left as they found them; closed with the browser."""
    return Contexts()


@pytest.fixture
def new_actor_page(
    kept_contexts: Contexts, filmed_context: OpenContext, evidence: Evidence, request: pytest.FixtureRequest
) -> Iterator[Callable[[], Page]]:
    """Opens a page in a context that is nobody else's, for page objects: what they do to a context is undone."""
    actors = Actors(kept_contexts, filmed_context, evidence, _title(request))
    yield actors.new_page
    actors.end(failed=request.node.stash.get(_FAILED, False))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember a failure for the end of the test; then name the files that were kept of it, for every report."""
    report = yield
    if report.when == "setup":
        item.stash[_FAILED] = False
    if report.failed:
        item.stash[_FAILED] = True
    kept = item.stash.get(_EVIDENCE, None)
    if report.when == "teardown" and kept is not None:
        report.user_properties.extend((f"playwright_{kind}", _named(item.config, path)) for kind, path in kept.files)
        del item.stash[_EVIDENCE]
    return report


def _title(request: pytest.FixtureRequest) -> str:
    return str(request.node.name)


def _named(config: pytest.Config, path: Path) -> str:
    """A path from where pytest was started, as pytest-playwright tells those of its own files."""
    there = config.invocation_params.dir
    return str(path.relative_to(there)) if path.is_relative_to(there) else str(path)
