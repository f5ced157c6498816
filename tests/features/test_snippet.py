"""The beginning of a step takes the sentence that it was made of."""

import ast

import pytest

from features.snippet import snippet
from features.words import saying


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ('a partner company "Acme" of Cy with a user Ann', {"name": "Acme", "who": "Cy", "who2": "Ann"}),
        ("Ann, Abe and Al dance with Bo 3 times", {"people": ["Ann", "Abe", "Al"], "who": "Bo", "number": 3}),
        ('lead "Initech" is in "A" and "B"', {"noun": ("lead", "Initech"), "names": ["A", "B"]}),
        ('{so} "{!User}" is said', {"name": "{!User}"}),
    ],
)
def test_a_snippet_is_python_that_takes_its_sentence(text, arguments):
    [function] = [node for node in ast.parse(snippet("when", text)).body if isinstance(node, ast.FunctionDef)]
    [decorator] = function.decorator_list
    assert decorator.func.id == "when"
    assert saying(decorator.args[0].args[0].value).parse_arguments(text) == arguments
    assert [each.arg for each in function.args.args] == ["scene", *arguments]


def test_a_sentence_without_blanks_is_a_plain_one():
    written = snippet("then", "it shines")
    assert '@then("it shines")\ndef it_shines(scene: Scene) -> None:\n' in written
    assert "saying" not in written
