"""What a tag means: @needs-… a capability of the target, @api and @browser a way of acting, any other a marker."""

from collections.abc import Callable

import pytest

from features.skipped import capability_of
from mock_org.harness.drivers import DRIVERS

OWN = (
    "scenario: every scenario",
    "needs(capability): the scenario needs this of the target",
    "only_driver(name): the scenario cannot be acted otherwise",
)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Read tags, knowing the markers of the project."""
    for line in OWN:
        config.addinivalue_line("markers", line)
    config.pluginmanager.register(Tags(config), "scenario-tags")


class Tags:
    """Reads the tags of scenarios."""

    def __init__(self, config: pytest.Config) -> None:
        self._markers = {line.partition(":")[0].partition("(")[0].strip() for line in config.getini("markers")}

    def pytest_bdd_apply_tag(self, tag: str, function: Callable[..., object]) -> bool | None:
        """Mark the scenario; markers that the project has are pytest-bdd's to set."""
        capability = capability_of(tag)
        if capability is not None:
            pytest.mark.needs(capability)(function)
        elif tag in DRIVERS:
            pytest.mark.only_driver(tag)(function)
        elif tag in self._markers:
            return None
        else:
            raise ValueError(f"@{tag}: a tag is @api, @browser, @needs-… or one of the project's markers (pytest.ini)")
        return True
