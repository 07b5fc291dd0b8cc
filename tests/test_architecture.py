"""The house keeps its order: who may import whom, what has a docstring, where words live."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import regex

from pipeline.commands import SUMMARIES

PROJECT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "schemas": {"schemas"},
    "extractors": {"schemas", "extractors"},
    "pipeline": {"schemas", "extractors", "pipeline"},
    "plancards": {"schemas", "extractors", "pipeline", "plancards"},
}
OURS = {*MAY_IMPORT, "samples", "tests", "benchmarks"}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
CHARACTER_TABLES = {"extractors/readers/text.py": {"ABCDEFGHKNOPQRSUVXYZÅÄÖ&"}}
"""Strings that list letters, by module; they are no words."""

MODULES = sorted(
    path.relative_to(PROJECT).as_posix()
    for package in MAY_IMPORT
    for path in (PROJECT / package).rglob("*.py")
)

every_module = pytest.mark.parametrize("module", MODULES)

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | Definition


@cache
def parse(module: str) -> ast.Module:
    return ast.parse((PROJECT / module).read_text(encoding="utf-8"))


def imported_names(module: str) -> Iterator[str]:
    """Every module that is imported, wherever the statement stands."""
    for node in ast.walk(parse(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def public_definitions(node: Documented, name: str) -> Iterator[tuple[str, Documented]]:
    """The module, its public classes and functions, and their public methods."""
    yield name, node
    if isinstance(node, ast.Module | ast.ClassDef):
        for inner in node.body:
            if isinstance(inner, Definition) and not inner.name.startswith("_"):
                yield from public_definitions(inner, f"{name}:{inner.name}")


def code_strings(module: str) -> Iterator[str]:
    """String literals, also parts of f-strings, that are not docstrings."""
    tree = parse(module)
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in documentation:
            yield from [node.value] if isinstance(node.value, str) else []


@cache
def words_of_languages() -> frozenset[str]:
    """Words of Swedish and Finnish labels, titles and phrases that English does not have."""
    words: dict[str, set[str]] = {}
    for code in ("sv", "fi", "en"):
        path = PROJECT / "schemas" / "languages" / f"{code}.toml"
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
        texts = [
            text
            for table in ("structure", "labels", "phrases", "seasons")
            for several in facts[table].values()
            for text in several
        ]
        words[code] = {w for text in texts for w in regex.findall(r"\p{L}{5,}", text.casefold())}
    return frozenset((words["sv"] | words["fi"]) - words["en"])


def test_there_are_modules_of_every_package() -> None:
    assert len(MODULES) > 40
    assert {module.split("/")[0] for module in MODULES} == set(MAY_IMPORT)


@every_module
def test_imports_go_one_way(module: str) -> None:
    allowed = MAY_IMPORT[module.split("/", maxsplit=1)[0]]
    for name in imported_names(module):
        assert not name.startswith("."), f"relative import of {name}"
        top = name.split(".")[0]
        assert top not in OURS or top in allowed, name


def modules_after(code: str) -> set[str]:
    """The modules that are loaded after running ``code``, each with the packages it is in."""
    code = f"{code}\nimport sys; print(*sorted(sys.modules))"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    return set(shown.stdout.splitlines()[-1].split())


NEEDLESS = {
    "distributed", "filelock", "icalendar", "obstore", "pandas", "pyarrow", "pygal", "rapidfuzz",
    "rich", "scipy", "sqlalchemy", "tomli_w", "xlsxwriter",
}  # fmt: skip
"""What takes time to load and only other commands need."""


def test_reading_a_plan_loads_nothing_of_the_store_or_the_diff() -> None:
    loaded = modules_after("import pipeline.run")
    assert "pypdfium2_raw" not in loaded, "readers are loaded when a file is read"
    assert NEEDLESS & loaded == set()


def test_a_plan_of_plain_words_is_read_without_spacy_and_with_pdfium_alone() -> None:
    loaded = modules_after(
        "from pathlib import Path\n"
        "from extractors.readers import read_document\n"
        "from pipeline.run import extract_plan\n"
        "plan = extract_plan(Path('samples/amif-2027-2028.sv.pdf'), read=read_document)\n"
        "assert plan.cards"
    )
    assert "pypdfium2_raw" in loaded
    assert (NEEDLESS | {"pdfplumber", "pypdfium2", "spacy"}) & loaded == set()


def modules_after_command(*arguments: str) -> set[str]:
    """The modules that are loaded when ``plancards`` ends."""
    return modules_after(
        "from pipeline.cli import app\n"
        f"try:\n    app({list(arguments)})\nexcept SystemExit:\n    pass\nprint()"
    )


def commands_among(loaded: set[str]) -> set[str]:
    return {name for name in SUMMARIES if f"pipeline.commands.{name}" in loaded}


def test_help_loads_no_command_and_nothing_that_commands_need() -> None:
    loaded = modules_after_command("--help")
    assert "pipeline.cli" in loaded
    assert "pipeline.commands.options" not in loaded
    assert commands_among(loaded) == set()
    assert (NEEDLESS | {"extractors", "pydantic", "regex", "schemas", "spacy"}) & loaded == set()


def test_a_command_loads_itself_and_no_other() -> None:
    loaded = modules_after_command("extract", "--help")
    assert commands_among(loaded) == {"extract"}


def test_the_process_that_waits_for_extract_loads_nothing_that_reads() -> None:
    loaded = modules_after_command("extract", "samples/amif-2027-2028.sv.pdf")
    assert "pipeline.isolation" in loaded
    heavy = {"pipeline.run", "pikepdf", "pydantic", "pypdfium2_raw", "schemas.record"}
    assert (NEEDLESS | heavy) & loaded == set()


@pytest.mark.parametrize("name", SUMMARIES)
def test_a_command_is_listed_by_the_first_line_of_its_docstring(name: str) -> None:
    function = next(
        node
        for node in parse(f"pipeline/commands/{name}.py").body
        if isinstance(node, ast.FunctionDef) and node.name == name
    )
    assert SUMMARIES[name] == (ast.get_docstring(function) or "").partition("\n")[0]


def test_every_command_is_listed() -> None:
    """A module of a command has ``EXAMPLES``; the others of the folder are what commands share."""
    folder = PROJECT / "pipeline" / "commands"
    assert set(SUMMARIES) == {
        path.stem
        for path in folder.glob("*.py")
        if "\nEXAMPLES = " in path.read_text(encoding="utf-8")
    }


def test_imports_between_packages_are_seen() -> None:
    assert "schemas.record" in set(imported_names("pipeline/run.py"))
    assert "pipeline.run" in set(imported_names("pipeline/commands/run.py")), "inside a function"


@every_module
def test_modules_are_named_after_what_they_do(module: str) -> None:
    assert not FORBIDDEN_NAMES & set(module.removesuffix(".py").split("/"))
    assert not regex.search(rf"_({'|'.join(FORBIDDEN_NAMES)})\.py$", module)


@every_module
def test_everything_public_is_documented(module: str) -> None:
    found = list(public_definitions(parse(module), module))
    assert found
    undocumented = [name for name, node in found if not ast.get_docstring(node)]
    assert undocumented == []


@every_module
def test_code_holds_no_letters_of_swedish_or_finnish(module: str) -> None:
    tables = CHARACTER_TABLES.get(module, set())
    found = [s for s in code_strings(module) if regex.search("[åäöÅÄÖ]", s) and s not in tables]
    assert found == []


@every_module
def test_code_holds_no_words_of_labels_and_phrases(module: str) -> None:
    known = words_of_languages()
    assert len(known) > 100
    for text in code_strings(module):
        assert known.isdisjoint(regex.findall(r"\p{L}+", text.casefold())), text


@pytest.mark.parametrize("module", CHARACTER_TABLES)
def test_allowed_character_tables_exist(module: str) -> None:
    assert CHARACTER_TABLES[module] <= set(code_strings(module))


def is_loose_dict(node: ast.AST) -> bool:
    return isinstance(node, ast.Subscript) and ast.unparse(node).lower() == "dict[str, any]"


def test_stages_are_typed() -> None:
    assert not any(is_loose_dict(node) for node in ast.walk(parse("schemas/stages.py")))


@every_module
def test_no_error_is_caught_by_a_broad_name(module: str) -> None:
    for node in ast.walk(parse(module)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"bare except in line {node.lineno}"
            names = {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)}
            assert not names & {"Exception", "BaseException"}, f"line {node.lineno}"
