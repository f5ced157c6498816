"""The ways of acting and the orgs that a run can choose from, by the names of its options."""

from collections.abc import Callable

from e2e.driver import BrowserDriver
from features.drivers import PartnerUser
from features.drivers.api import ApiPartnerUser
from features.targets import MockTarget, SandboxTarget, Target

DRIVERS: dict[str, Callable[..., PartnerUser]] = {"api": ApiPartnerUser, "browser": BrowserDriver}
TARGETS: dict[str, type[Target]] = {"mock": MockTarget, "sandbox": SandboxTarget}
