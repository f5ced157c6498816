"""A rule's condition without one of its criteria."""

from collections.abc import Iterator

from mock_org.security.sharing.rules import told
from mock_org.soql import And, Comparison, Condition, Literal, Not, Or, Path

EVERY_RECORD = Comparison(Path(("Id",)), "!=", Literal(None, "null"))


def without_a_criterion(condition: Condition) -> Iterator[tuple[str, Condition, bool]]:
    """Each criterion in words, what is left of the condition without it, and whether that is fulfilled more often."""
    for words, rest, wider in _without(condition):
        yield words, EVERY_RECORD if rest is None else rest, wider


def _without(condition: Condition) -> Iterator[tuple[str, Condition | None, bool]]:
    """None is left where nothing is left."""
    if isinstance(condition, Comparison):
        yield told(condition), None, True
    elif isinstance(condition, Not):
        for words, rest, wider in _without(condition.condition):
            yield words, None if rest is None else Not(rest), wider if rest is None else not wider
    else:
        for number, part in enumerate(condition.conditions):
            for words, rest, wider in _without(part):
                others = condition.conditions[:number], condition.conditions[number + 1 :]
                parts = (*others[0], *(() if rest is None else (rest,)), *others[1])
                less = isinstance(condition, Or) and rest is None
                yield words, _joined(condition, parts), False if less else wider


def _joined(condition: And | Or, parts: tuple[Condition, ...]) -> Condition | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return And(parts) if isinstance(condition, And) else Or(parts)
