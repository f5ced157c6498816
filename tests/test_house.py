"""The rules of the house: tables of contents are complete, tests mirror the code, names and sizes stay as agreed."""

import ast
import importlib
import pkgutil
import re
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

import mock_org.api
import mock_org.automation
import mock_org.control
import mock_org.metadata
import mock_org.security.sharing
import mock_org.security.sharing.near
import mock_org.setup
import mock_org.site
from mock_org.dml import Trigger

ROOT = Path(__file__).parent.parent
ROOMS = ("mock_org", "factories", "features", "e2e")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
TOO_GENERAL = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "tools"}

# Addresses of package registries and paths of the machine that a file was made on; written in two halves,
# so that this file does not name them either.
FORBIDDEN = [
    "pypi." + "org",
    "pythonhosted." + "org",
    "npmjs." + "org",
    "yarnpkg." + "com",
    "deb.debian." + "org",
    "--index" + "-url",
    "--extra-index" + "-url",
    '"resolved' + '": "http',
    "/work" + "/",
    "/root" + "/",
    "/home" + "/",
]


def python_files():
    files = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
    return [file for file in files if not file.stem.startswith("test_")]


def name_of(file):
    return str(file.relative_to(ROOT))


def modules_of(room: ModuleType) -> list[ModuleType]:
    return [importlib.import_module(f"{room.__name__}.{found.name}") for found in pkgutil.iter_modules(room.__path__)]


def tracked_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


# -- tables of contents


def test_every_rest_resource_is_listed_in_resources():
    with_endpoints = {module.__name__ for module in modules_of(mock_org.api) if hasattr(module, "bp")}
    assert with_endpoints == {module.__name__ for module, *_ in mock_org.api.RESOURCES}


def test_every_control_door_is_listed_in_doors():
    with_endpoints = {module.__name__ for module in modules_of(mock_org.control) if hasattr(module, "bp")}
    assert with_endpoints == {module.__name__ for module in mock_org.control.DOORS}


def test_every_page_of_the_portal_is_listed_in_pages():
    pages = [page for module in modules_of(mock_org.site) for page in getattr(module, "PAGES", ())]
    assert sorted(page.rule for page in pages) == sorted(page.rule for page in mock_org.site.PAGES)


def test_every_page_of_setup_is_listed_in_pages():
    pages = [page for module in modules_of(mock_org.setup) for page in getattr(module, "PAGES", ())]
    assert sorted(page.rule for page in pages) == sorted(page.rule for page in mock_org.setup.PAGES)


def test_every_trigger_is_listed_in_triggers():
    tuples = [
        value for module in modules_of(mock_org.automation) for value in vars(module).values() if is_triggers(value)
    ]
    listed = [(trigger.sobject, trigger.when, trigger.event, trigger.run) for trigger in mock_org.automation.TRIGGERS]
    assert {(each.sobject, each.when, each.event, each.run) for triggers in tuples for each in triggers} == set(listed)
    assert len(listed) == len(set(listed)), "a trigger that is listed twice runs twice"


def is_triggers(value):
    return isinstance(value, tuple) and value != () and all(isinstance(each, Trigger) for each in value)


def test_every_reason_for_access_is_listed_in_grant_rules():
    reasons = {module.__name__ for module in modules_of(mock_org.security.sharing) if hasattr(module, "grants")}
    assert reasons == {rule.__module__ for rule in mock_org.security.sharing.GRANT_RULES}


def test_every_rule_of_near_misses_is_listed_in_near():
    rules = {module.__name__ for module in modules_of(mock_org.security.sharing.near) if hasattr(module, "misses")}
    assert rules == {rule.__module__ for rule in mock_org.security.sharing.near.NEAR}


def test_every_reader_of_metadata_is_listed_in_readers():
    readers = {module.__name__ for module in modules_of(mock_org.metadata) if hasattr(module, "read")}
    assert readers == {reader.read.__module__ for reader in mock_org.metadata.READERS.values()}


# -- mirrors


def test_every_room_has_its_tests_under_the_same_name():
    rooms = [room.parent.name for room in (ROOT / "mock_org").glob("*/__init__.py")]
    tests = ROOT / "tests" / "mock_org"
    assert [room for room in rooms if not any((tests / room).rglob("test_*.py"))] == []


def test_every_folder_of_tests_mirrors_a_folder_of_code():
    tests = ROOT / "tests"
    folders = [file.parent.relative_to(tests) for room in ROOMS for file in (tests / room).rglob("test_*.py")]
    assert [str(folder) for folder in folders if not (ROOT / folder).is_dir()] == []


# -- names, sizes, texts


@pytest.mark.parametrize("file", python_files(), ids=name_of)
def test_a_file_fits_a_few_screens_and_says_what_it_is(file):
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE, "which two ideas live here?"
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "it opens with one sentence that says what it is"
    assert file.stem not in TOO_GENERAL, "a name that says what is inside"


@pytest.mark.parametrize("file", python_files(), ids=name_of)
def test_every_public_function_has_a_docstring(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    silent = [
        f"{node.name}, line {node.lineno}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and is_public(node) and not ast.get_docstring(node)
    ]
    assert silent == []


def is_public(node):
    """Steps, routes and the like are named by their decorator."""
    return not node.name.startswith("_") and not node.decorator_list


@pytest.mark.parametrize("file", python_files(), ids=name_of)
def test_a_function_fits_one_screen_and_imports_nothing(file):
    functions = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if is_function(node)]
    long = [f"{node.name}, line {node.lineno}" for node in functions if length(node) > LONGEST_FUNCTION]
    late = [
        node.name
        for node in functions
        if any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node))
    ]
    assert (long, late) == ([], [])


def is_function(node):
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def length(node):
    return node.end_lineno - node.lineno + 1


def test_no_file_names_a_registry_or_a_path_of_somebodys_machine():
    forbidden = re.compile("|".join(map(re.escape, FORBIDDEN)))
    found = [
        f"{name_of(file)}:{number}: {line.strip()[:80]}"
        for file in tracked_files()
        if file.suffix not in {".png", ".webp"}
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if forbidden.search(line)
    ]
    assert found == []
