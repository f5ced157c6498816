"""An access diff as a pull request's comment, as JSON and as a page."""

from collections.abc import Iterable, Sequence
from typing import Any

from mock_org.audit.diff import AccessDiff, Change, PermissionChange
from mock_org.audit.pages import page

EXAMPLES = 2
# More rows than this are folded away.
OPEN_ROWS = 8


def as_markdown(diff: AccessDiff) -> str:
    """Short where nothing changes; what is long is folded away."""
    compared = f"{diff.people} people and {diff.records} records compared."
    if not (diff.gains or diff.losses):
        return f"**Access: nobody gains or loses anything.** {compared}\n{_notes(diff)}"
    parts = [f"**Access: {_headline(diff)}.** {compared}"]
    for gain, title in ((True, "gains"), (False, "loses")):
        changes = [each for each in diff.changes if each.gain is gain]
        permissions = [each for each in diff.permissions if each.gain is gain]
        if changes:
            parts.append(_folded(f"Who {title} access to records", _changes(changes), len(changes)))
        if permissions:
            parts.append(
                _folded(f"What profiles and permission sets {title[:-1]}", _permissions(permissions), len(permissions))
            )
    return "\n\n".join([*parts, *filter(None, [_notes(diff)])]) + "\n"


def as_json(diff: AccessDiff) -> dict[str, Any]:
    """Everything, with each person and record by name."""
    changes = [
        {
            "gain": each.gain,
            "groups": list(each.groups),
            "object": each.sobject,
            "belongs": each.belongs,
            "was": each.was,
            "now": each.now,
            "by": list(each.by),
            "people": each.people,
            "records": each.records,
            "pairs": [{"user": person, "record": record} for person, record in each.pairs],
        }
        for each in diff.changes
    ]
    permissions = [{"gain": each.gain, "holder": each.holder, "what": each.what} for each in diff.permissions]
    head = {"gains": diff.gains, "losses": diff.losses, "people": diff.people, "records": diff.records}
    return head | {"changes": changes, "permissions": permissions, "notes": list(diff.notes)}


def as_html(diff: AccessDiff) -> str:
    """A page."""
    return page("access_diff.html", diff=diff, headline=_headline(diff), examples=examples)


def examples(change: Change) -> str:
    """Some of the people and records, by name; each with another record where there are others."""
    shown: dict[str, str] = {}
    for person, record in change.pairs:
        if person not in shown and record not in shown.values():
            shown[person] = record
        if len(shown) == EXAMPLES:
            break
    return "; ".join(f"{person} on {record}" for person, record in shown.items())


def _headline(diff: AccessDiff) -> str:
    said = []
    for gain, word in ((True, "gain"), (False, "lose")):
        changes = [each for each in diff.changes if each.gain is gain]
        people = {person for each in changes for person, _ in each.pairs}
        records = {record for each in changes for _, record in each.pairs}
        if changes:
            verb = word if len(people) != 1 else f"{word}s"
            said.append(f"{_number(len(people), 'person', 'people')} {verb} on {_number(len(records), 'record')}")
        permissions = sum(each.gain is gain for each in diff.permissions)
        if permissions:
            said.append(f"{_number(permissions, 'permission')} {'more' if gain else 'less'}")
    return ", ".join(said) or "nobody gains or loses anything"


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _changes(changes: Sequence[Change]) -> Iterable[str]:
    yield "| who | records | was | is | by | how many | for example |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for each in changes:
        cells = (
            ", ".join(each.groups),
            f"{each.sobject} {each.belongs}",
            each.was,
            f"**{each.now}**",
            ", ".join(each.by),
            f"{_number(each.people, 'person', 'people')}, {_number(each.records, 'record')}",
            examples(each),
        )
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _permissions(changes: Sequence[PermissionChange]) -> Iterable[str]:
    yield "| holder | permission |"
    yield "| --- | --- |"
    yield from (f"| {_cell(each.holder)} | {_cell(each.what)} |" for each in changes)


def _cell(text: str) -> str:
    """Text that ends no cell, begins no tag and mentions nobody."""
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;").replace("@", "&#64;")


def _folded(title: str, lines: Iterable[str], rows: int) -> str:
    table = "\n".join(lines)
    if rows <= OPEN_ROWS:
        return f"### {title}\n\n{table}"
    return f"<details><summary><b>{title}</b>: {rows} rows</summary>\n\n{table}\n\n</details>"


def _notes(diff: AccessDiff) -> str:
    if not diff.notes:
        return ""
    return _folded("Not compared", [f"- {_cell(note)}" for note in diff.notes], len(diff.notes) + OPEN_ROWS)
