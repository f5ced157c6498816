"""A served org for real clients: over http for those that take it, over TLS for those that insist on https."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running_org import RunningOrg, serving


@pytest.fixture(scope="module")
def org(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOrg]:
    """`mock-org serve` over plain http."""
    with serving(tmp_path_factory.mktemp("http")) as running:
        yield running


@pytest.fixture(scope="module")
def tls_org(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOrg]:
    """`mock-org serve --tls`, its certificate authority trusted by requests."""
    with serving(tmp_path_factory.mktemp("tls"), "--tls") as running, pytest.MonkeyPatch.context() as environment:
        assert Path(running.ready["ca_file"]).exists()
        environment.setenv("REQUESTS_CA_BUNDLE", running.ready["ca_file"])
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
            environment.delenv(name, raising=False)
        yield running
