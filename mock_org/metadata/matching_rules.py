"""MatchingRules: matchingRules/Account.matchingRule-meta.xml. Only rules that compare exactly are read."""

import re
from collections.abc import Sequence

from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project
from mock_org.metadata.source import SourceFile
from mock_org.security.model import MatchingRule, MatchItem

ROOT = "MatchingRules"
_TOKEN = re.compile(r"\s*(\d+|AND|OR|\(|\))", re.IGNORECASE)
_RANK = {"OR": 1, "AND": 2}


def read(file: SourceFile, root: Node, project: Project) -> None:
    """The matching rules of one object, which the file is named after (Metadata API, MatchingRules; confidence A)."""
    for node in root.nodes("matchingRules", "fullName"):
        name = node.required("fullName")
        rule = _rule(node, file.full_name, name)
        if rule is not None:
            project.matching_rules[file.full_name.lower(), name.lower()] = rule
    root.known({"fullName"})
    root.finish()


def _rule(node: Node, sobject: str, name: str) -> MatchingRule | None:
    items, fuzzy = [], []
    for each in node.nodes("matchingRuleItems", "fieldName"):
        field, method = each.required("fieldName"), each.required("matchingMethod")
        items.append(MatchItem(field, each.text("blankValueBehavior") == "MatchBlanks"))
        if method != "Exact":
            fuzzy.append(f"{field} ({method})")
        each.finish()
    active = node.text("ruleStatus") in ("Active", "Activating")
    logic = reverse_polish(node.maybe("booleanFilter"), len(items))
    node.known({"description", "label"})
    node.finish()
    if fuzzy:
        node.findings.note(
            node.place, f"compares {', '.join(fuzzy)} not exactly, which is not understood; it finds nothing"
        )
    elif logic is None:
        node.findings.refuse(node.place.at("booleanFilter"), "is no filter of its items, like 1 AND (2 OR 3)")
    elif active and items:
        return MatchingRule(name, sobject, tuple(items), logic)
    return None


def reverse_polish(text: str | None, count: int) -> tuple[str, ...] | None:
    """The tokens of a filter in reverse Polish order; None for what is none. Without a text all items are needed."""
    tokens = _tokens(text or " AND ".join(str(n) for n in range(1, count + 1)))
    if tokens is None:
        return None
    answer, waiting = _sorted(tokens)
    if waiting is None or not _balanced(answer, count):
        return None
    return tuple(answer)


def _tokens(text: str) -> list[str] | None:
    tokens, position = [], 0
    while text[position:].strip():
        found = _TOKEN.match(text, position)
        if found is None:
            return None
        tokens.append(found[1].upper())
        position = found.end()
    return tokens


def _sorted(tokens: Sequence[str]) -> tuple[list[str], list[str] | None]:
    """Dijkstra's shunting yard."""
    answer: list[str] = []
    waiting: list[str] = []
    for token in tokens:
        if token.isdecimal():
            answer.append(token)
        elif token == "(":
            waiting.append(token)
        elif token == ")":
            while waiting and waiting[-1] != "(":
                answer.append(waiting.pop())
            if not waiting:
                return answer, None
            waiting.pop()
        else:
            while waiting and _RANK.get(waiting[-1], 0) >= _RANK[token]:
                answer.append(waiting.pop())
            waiting.append(token)
    return [*answer, *reversed(waiting)], waiting


def _balanced(tokens: Sequence[str], count: int) -> bool:
    depth = 0
    for token in tokens:
        if token == "(" or (token.isdecimal() and not 1 <= int(token) <= count):
            return False
        depth += 1 if token.isdecimal() else -1
        if depth < 1:
            return False
    return depth == 1
