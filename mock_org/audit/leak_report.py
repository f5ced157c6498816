"""The findings of the leak search as data, text, Markdown and a page."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from mock_org.audit.leaks import Findings, Leak
from mock_org.audit.pages import page
from mock_org.audit.reach import Reach

Data = Mapping[str, Any]
LEVEL_WORDS = {"read": "see", "edit": "edit", "all": "edit and delete"}


def as_data(found: Findings) -> dict[str, Any]:
    """As JSON tells it; `clean`: whether nothing is left that is not allowed."""
    return {
        "clean": not (found.open_leaks or found.open_reaches),
        "partners": found.partners,
        "users": found.users,
        "leaks": [_leak(leak) for leak in found.leaks],
        "configuration": [_reach(reach) for reach in found.reaches],
        "unused_allowances": list(found.unused),
        "belongs_to": {name: list(paths) for name, paths in found.paths.items()},
    }


def _leak(leak: Leak) -> dict[str, Any]:
    example = leak.example
    return {
        "rule": leak.rule,
        "object": leak.sobject,
        "level": leak.level,
        "account_pairs": leak.account_pairs,
        "users": leak.users,
        "records": leak.records,
        "at_least": leak.at_least,
        "accesses": leak.accesses,
        "pairs": [{"sees": sees, "whose": whose} for sees, whose in leak.pairs],
        "example": {
            "user": {"id": example.user_id, "name": example.user, "account": example.account},
            "record": {"id": example.record_id, "name": example.record},
            "belongs_to": [{"account": account, "path": path} for account, path in example.belongs_to],
            "because": example.because,
        },
        "allowed": leak.allowed,
    }


def _reach(reach: Reach) -> dict[str, Any]:
    return {
        "rule": reach.rule,
        "severity": reach.severity,
        "what": reach.what,
        "object": reach.sobject or None,
        "level": reach.level,
        "accounts": list(reach.accounts),
        "account_count": reach.account_count,
        "users": reach.users,
        "by_design": reach.by_design,
        "advice": reach.advice,
        "allowed": reach.allowed,
    }


def headline(data: Data) -> str:
    """What was found, in one sentence."""
    leaks, reaches = _open(data["leaks"]), _open(data["configuration"])
    of = f"{_count(data['partners'], 'partner account')}, {_count(data['users'], 'active partner user')}"
    if data["clean"]:
        return f"No partner sees another partner's records, and nothing makes it possible ({of})."
    records = f"{_count(len(leaks), 'leak')} on records" if leaks else "no leak on records"
    entries = f"{_count(len(reaches), 'entry', 'entries')} of the configuration that can leak"
    return f"{records[0].upper()}{records[1:]}, {entries if reaches else 'none in the configuration'} ({of})."


def told(leak: Data) -> str:
    """A leak on records in one sentence."""
    records = f"{'at least ' if leak['at_least'] else ''}{_count(leak['records'], 'record')}"
    return (
        f"{leak['rule']} lets {_count(leak['users'], 'user')} {LEVEL_WORDS[leak['level']]} {records} "
        f"of {leak['object']} of other partners: {pairs(leak)}."
    )


def pairs(leak: Data) -> str:
    """Which partners see whose records."""
    shown = [f"{pair['sees']} sees {pair['whose']}'s" for pair in leak["pairs"][:3]]
    more = leak["account_pairs"] - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more else "")


def example(leak: Data) -> str:
    """One user and one record, and why."""
    one = leak["example"]
    whose = " and ".join(f"{each['account']} ({each['path']})" for each in one["belongs_to"])
    return f"{one['because']}. {one['user']['name']} is of {one['user']['account']}; the record belongs to {whose}"


def reached(reach: Data) -> str:
    """The partners that an entry reaches."""
    if not reach["account_count"]:
        return "nobody today"
    names = ", ".join(reach["accounts"])
    more = reach["account_count"] - len(reach["accounts"])
    return f"{_count(reach['users'], 'user')} of {names}" + (f" and {more:,} more" if more else "")


def as_text(data: Data) -> str:
    """For a terminal, and for a failing test."""
    return "\n".join(_text_lines(data)) + "\n"


def _text_lines(data: Data) -> Iterator[str]:
    yield headline(data)
    for leak in data["leaks"]:
        yield f"  {_mark(leak)}{leak['level'].upper()}: {told(leak)}"
        yield f"      e.g. {example(leak)}."
        yield from _allowed_line(leak)
    for reach in data["configuration"]:
        yield f"  {_mark(reach)}{reach['severity'].upper()}: {reach['what']}"
        yield f"      {reach['rule']} reaches {reached(reach)}." + (" Is that meant?" if _is_meant(reach) else "")
        yield f"      {reach['advice']}" if reach["allowed"] is None else f"      Allowed: {reach['allowed']}"
    for rule in data["unused_allowances"]:
        yield f'  [leaks.allowed] "{rule}" matches nothing: take it out.'


def _mark(finding: Data) -> str:
    return "" if finding["allowed"] is None else "allowed, "


def _is_meant(reach: Data) -> bool:
    return bool(reach["by_design"]) and reach["allowed"] is None


def _allowed_line(finding: Data) -> Iterator[str]:
    if finding["allowed"] is not None:
        yield f"      Allowed: {finding['allowed']}"


def as_markdown(data: Data) -> str:
    """For a pull request's comment."""
    parts = [f"### Leaks between partners\n\n{headline(data)}\n"]
    if data["leaks"]:
        rows = (
            (leak["level"], leak["object"], leak["rule"], told(leak), leak["allowed"] or "**no**")
            for leak in data["leaks"]
        )
        parts.append(_table(("level", "object", "rule to blame", "what", "allowed"), rows))
        parts += [f"- {example(leak)}.\n" for leak in _open(data["leaks"])]
    if data["configuration"]:
        entries = (
            (
                each["severity"],
                each["rule"],
                f"{each['what']} {each['advice']}",
                reached(each),
                each["allowed"] or "**no**",
            )
            for each in data["configuration"]
        )
        parts.append(_table(("severity", "rule", "what, and what to do", "reaches", "allowed"), entries))
    parts += [f'`[leaks.allowed]` "{rule}" matches nothing.\n' for rule in data["unused_allowances"]]
    return "\n".join(parts)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def as_page(data: Data) -> str:
    """A self-contained page."""
    return page(
        "leaks.html", data=data, headline=headline(data), told=told, pairs=pairs, example=example, reached=reached
    )


def _open(findings: Iterable[Data]) -> list[Data]:
    return [finding for finding in findings if finding["allowed"] is None]


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"


FORMS: dict[str, Callable[[Data], str]] = {"text": as_text, "markdown": as_markdown, "html": as_page}
