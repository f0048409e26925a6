"""The shape of the code: imports go one way, modules stay small, and nothing prints."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
OWN = ("welfare", "registry", "trainings")
MAY_IMPORT = {"welfare": {"welfare"}, "registry": {"welfare", "registry"}, "trainings": set(OWN)}
PLUGGED_IN = {  # named in settings or wherever Django wants a name
    "welfare/settings.py": {"registry", "trainings"},
    "welfare/urls.py": {"registry", "trainings"},
}
DOTTED_NAME = re.compile(rf"({'|'.join(OWN)})(\.\w+)*")
LONGEST_FILE = 300
LONGEST_FUNCTION = 60

SOURCES = sorted(
    path.relative_to(CHECKOUT)
    for package in OWN
    for path in (CHECKOUT / package).rglob("*.py")
    if "migrations" not in path.parts
)


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse((CHECKOUT / path).read_text())


def imported_packages(tree: ast.Module) -> set[str]:
    """The first names of everything a module imports, wherever in it."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def named_packages(tree: ast.Module) -> set[str]:
    """The packages of ours that stand in a text as the dotted name of a module, such as "registry.urls"."""
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    names = (DOTTED_NAME.fullmatch(text) for text in texts if isinstance(text, str))
    return {name[1] for name in names if name}


def test_there_is_something_to_look_at():
    assert {path.parts[0] for path in SOURCES} == set(OWN)
    assert len(SOURCES) > 60


@pytest.mark.parametrize("package", OWN)
def test_imports_go_one_way(package):
    allowed = MAY_IMPORT[package]

    strays = {
        str(path): found
        for path in SOURCES
        if path.parts[0] == package and (found := imported_packages(parse(path)) & {*OWN, "tests"} - allowed)
    }

    assert strays == {}


def test_the_building_blocks_name_the_apps_only_where_they_are_plugged_in():
    found = {
        str(path): packages
        for path in SOURCES
        if path.parts[0] == "welfare" and (packages := named_packages(parse(path)) - {"welfare"})
    }

    assert found == PLUGGED_IN


def test_nothing_prints():
    """Messages go to a command's own streams or to the log."""
    printing = [
        f"{path}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]

    assert printing == []


def test_files_fit_the_mind():
    lengths = {str(path): len((CHECKOUT / path).read_text().splitlines()) for path in SOURCES}

    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_functions_fit_the_screen():
    lengths = {
        f"{path}:{node.name}": node.end_lineno - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
