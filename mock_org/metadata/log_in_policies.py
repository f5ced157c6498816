"""Who may log in when, from where and with what passwords: the security settings, and what profiles say of it."""

from collections.abc import Mapping
from ipaddress import ip_address
from types import MappingProxyType
from typing import Any, get_args

from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project
from mock_org.metadata.profile_names import profile_name
from mock_org.metadata.source import SourceFile
from mock_org.settings.log_in import Complexity

SECURITY = "SecuritySettings"
ROOT = "ProfilePasswordPolicy"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Metadata API, SecuritySettings; confidence A.
TIMEOUTS: Mapping[str, int] = MappingProxyType(
    {
        "FifteenMinutes": 900,
        "ThirtyMinutes": 1800,
        "SixtyMinutes": 3600,
        "TwoHours": 7200,
        "FourHours": 14400,
        "EightHours": 28800,
        "TwelveHours": 43200,
        "TwentyFourHours": 86400,
    }
)
_COMPLEXITY: tuple[str, ...] = get_args(Complexity)
_EXPIRATION = MappingProxyType(
    {"Never": 0, "ThirtyDays": 30, "SixtyDays": 60, "NinetyDays": 90, "SixMonths": 180, "OneYear": 365}
)
_LOCKOUT = MappingProxyType({"FifteenMinutes": 15, "ThirtyMinutes": 30, "SixtyMinutes": 60, "Forever": 0})
_ATTEMPTS = MappingProxyType({"ThreeAttempts": 3, "FiveAttempts": 5, "TenAttempts": 10, "NoLimit": 0})
_QUESTIONS = frozenset({"obscureSecretAnswer", "questionRestriction", "passwordAssistanceMessage"})


def read_security(root: Node, project: Project) -> None:
    """Security.settings-meta.xml: the org's password policy, session timeout and trusted IP ranges."""
    for policy in root.nodes("passwordPolicies"):
        project.settings["password_policy"] = _org_policy(policy)
    for session in root.nodes("sessionSettings"):
        name = session.choice("sessionTimeout", TIMEOUTS)
        if name:
            project.settings["session_seconds"] = TIMEOUTS[name]
        session.finish("is not read; only the timeout of sessions is")
    for network in root.nodes("networkAccess"):
        ranges = [each for node in network.nodes("ipRanges") if (each := _range(node, "start", "end"))]
        project.settings["trusted_ip_ranges"] = ranges
        network.finish()
    root.known({"fullName"})
    root.finish("is not read; passwords, the timeout of sessions and trusted IP ranges are")


def read_profile(root: Node, label: str, project: Project) -> None:
    """loginHours and loginIpRanges of a profile; an empty loginHours lifts those there were (confidence A)."""
    for hours in root.nodes("loginHours"):
        project.settings.setdefault("login_hours", {})[label] = _hours(hours)
    nodes = root.nodes("loginIpRanges")
    if nodes:
        found = [each for node in nodes if (each := _range(node, "startAddress", "endAddress"))]
        project.settings.setdefault("login_ip_ranges", {})[label] = found


def read(file: SourceFile, root: Node, project: Project) -> None:
    """profilePasswordPolicies/P.profilePasswordPolicy-meta.xml (Metadata API, ProfilePasswordPolicy; confidence A)."""
    profile = profile_name(root.required("profile"))
    policy: dict[str, Any] = {}
    for tag, name in (
        ("minimumPasswordLength", "minimum_length"),
        ("passwordHistory", "history"),
        ("passwordExpiration", "expiration_days"),
        ("maxLoginAttempts", "max_login_attempts"),
        ("lockoutInterval", "lockout_minutes"),
    ):
        if root.has(tag):
            policy[name] = _number(root, tag)
    if root.has("minimumPasswordLifetime"):
        policy["minimum_lifetime"] = root.flag("minimumPasswordLifetime")
    level = root.choice("passwordComplexity", [str(each) for each in range(len(_COMPLEXITY))])
    if level:
        policy["complexity"] = _COMPLEXITY[int(level)]
    root.known({"obscure", "passwordQuestion", "forgotPasswordRedirect", "fullName"})
    root.finish()
    project.settings.setdefault("profile_password_policies", {})[profile] = policy


def _org_policy(node: Node) -> dict[str, Any]:
    policy: dict[str, Any] = {}
    for tag, name in (("minimumPasswordLength", "minimum_length"), ("historyRestriction", "history")):
        if node.has(tag):
            policy[name] = _number(node, tag)
    if node.has("minimumPasswordLifetime"):
        policy["minimum_lifetime"] = node.flag("minimumPasswordLifetime")
    complexity = node.choice("complexity", _COMPLEXITY)
    if complexity:
        policy["complexity"] = complexity
    for tag, name, values in (
        ("expiration", "expiration_days", _EXPIRATION),
        ("lockoutInterval", "lockout_minutes", _LOCKOUT),
        ("maxLoginAttempts", "max_login_attempts", _ATTEMPTS),
    ):
        value = node.choice(tag, values)
        if value:
            policy[name] = values[value]
    node.known(_QUESTIONS)
    node.finish()
    return policy


# What each number may be (same pages); a larger one would not be taken by the setting.
_MOST = MappingProxyType(
    {
        "minimumPasswordLength": (5, 50),
        "historyRestriction": (0, 24),
        "passwordHistory": (0, 24),
        "passwordExpiration": (0, 365),
        "maxLoginAttempts": (0, 10),
        "lockoutInterval": (0, 60),
    }
)


def _number(node: Node, tag: str) -> int:
    least, most = _MOST[tag]
    number = node.number(tag, least)
    if not least <= number <= most:
        node.findings.refuse(node.place.at(tag), f"is {number}; {least} to {most} is right")
        return least
    return number


def _hours(node: Node) -> dict[str, list[int]]:
    """Minutes since midnight, of full hours; a day has both or none."""
    found: dict[str, list[int]] = {}
    for day in DAYS:
        ends = [f"{day}Start", f"{day}End"]
        if not any(map(node.has, ends)):
            continue
        values = [node.number(tag, -1) for tag in ends]
        if not all(0 <= value <= 1440 and value % 60 == 0 for value in values):
            node.findings.refuse(
                node.place.at(ends[0]), f"and {ends[1]} must both be full hours in minutes, up to 1440"
            )
        else:
            found[day] = values
    node.finish(strict=True)
    return found


def _range(node: Node, start: str, end: str) -> str | None:
    first, last = node.required(start), node.required(end)
    node.known({"description"})
    node.finish()
    try:
        low, high = ip_address(first), ip_address(last)
    except ValueError:
        node.findings.refuse(node.place, f"from {first!r} to {last!r} is no range of IP addresses")
        return None
    if low.version != high.version or int(low) > int(high):
        node.findings.refuse(node.place, f"from {first} to {last} is no range of IP addresses")
        return None
    return f"{low}-{high}"
