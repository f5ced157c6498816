"""All checks of an org, one after the other, and what they add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from factories.org import OrgClient
from factories.refused import NotSent, Refused
from factories.sandbox.doctor.checks import CHECKS
from factories.sandbox.doctor.finding import Finding, NotLookedAt, Said
from factories.sandbox.doctor.patient import Patient
from factories.sandbox.settings import SandboxSettings
from factories.sandbox.tokens import AppRefused, TokenRefused

INDENT = " " * 8
MARKS = {"fine": "ok     ", "warning": "warning", "failed": "FAILED ", "unknown": "unknown"}


@dataclass(frozen=True)
class Examination:
    """What was found, in the order of the checks."""

    org: str
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> tuple[Finding, ...]:
        """What stops a run."""
        return tuple(each for each in self.findings if each.state == "failed")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What some scenarios will suffer from."""
        return tuple(each for each in self.findings if each.state == "warning")

    @property
    def ready(self) -> bool:
        """Whether scenarios can run."""
        return not self.failed

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {"org": self.org, "ready": self.ready, "checks": [each.as_data() for each in self.findings]}

    def as_text(self, width: int = 0) -> str:
        """A line a check, what to do below it, and the sum. width: of a terminal; 0 breaks no lines."""
        failed, warned = len(self.failed), len(self.warnings)
        told = (
            "is ready for scenarios" if self.ready else f"is not ready: {failed} of {len(self.findings)} checks failed"
        )
        unknown = sum(each.state == "unknown" for each in self.findings)
        beside = [f"{warned} warning{'' if warned == 1 else 's'}"] if warned else []
        beside += [f"{unknown} not looked at"] if unknown else []
        total = f"{self.org} {'; '.join([told, *beside])}."
        return "\n".join([*lines_of(self.findings, width), *_broken(total, width)])


def examine(org: OrgClient, settings: SandboxSettings) -> Examination:
    """Check everything; nothing is written, and a partner user is logged in once and out again."""
    patient = Patient(org, settings)
    findings = tuple(_finding(name, patient) for name in CHECKS)
    return Examination(org.connection.instance_url, findings)


def of_refused_log_in(settings: SandboxSettings, refusal: TokenRefused | AppRefused) -> Examination:
    """An org that cannot be asked, since the administrator is not let in."""
    advice = refusal.advice or "Setup > Users > the user > Login History tells the reason."
    return Examination(settings.url, (Finding("log-in", "failed", f"{refusal.code}: {refusal.text}", advice),))


def lines_of(findings: Iterable[Finding], width: int = 0) -> list[str]:
    """Findings as text. width: of a terminal; 0 breaks no lines, for whoever searches them."""
    lines = []
    for each in findings:
        lines += _broken(f"{MARKS[each.state]} {each.check}: {each.says}", width)
        lines += _broken(f"{INDENT}{each.advice}", width) if each.advice else []
    return lines


def _broken(line: str, width: int) -> list[str]:
    if not width:
        return [line]
    return wrap(line, width, subsequent_indent=INDENT, break_long_words=False, break_on_hyphens=False)


def _finding(name: str, patient: Patient) -> Finding:
    said = _said(name, patient)
    return Finding(name, said.state, said.says, said.advice)


def _said(name: str, patient: Patient) -> Said:
    try:
        return CHECKS[name](patient)
    except NotLookedAt as why:
        return Said("unknown", "not looked at", f"{why}.")
    except NotSent as why:
        return Said("failed", str(why), "")
    except Refused as refusal:
        return Said("unknown", "not looked at", f"The org refuses the question ({refusal.code}).")
