"""Rules of the house that no other tool checks: short files and functions, subjects for names, rooms without doors."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from embexplorer.core.registry import ROOMS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "embexplorer"
SOURCES = sorted(PACKAGE.rglob("*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in SOURCES]
every_file = pytest.mark.parametrize("path", SOURCES, ids=NAMES)
HEAVY = ("torch", "gensim", "umap", "openTSNE", "faiss", "sklearn", "scipy", "numba", "transformers", "pandas")
SUBJECTLESS = {"utils", "util", "helpers", "common", "misc"}


@every_file
def test_a_file_begins_by_saying_what_it_is_for(path: Path) -> None:
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""

    assert doc.splitlines()[:1] != []


@every_file
def test_a_file_is_at_most_300_lines_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@every_file
def test_a_function_is_at_most_40_lines_long(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    too_long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > 40]

    assert (too_long == []) or path.name.endswith("_kernel.py")  # a compiled loop is one story


@every_file
def test_a_file_is_named_after_a_subject(path: Path) -> None:
    assert SUBJECTLESS.isdisjoint(path.relative_to(PACKAGE).with_suffix("").parts)


@pytest.mark.parametrize("room", ROOMS)
def test_steps_do_not_import_each_other(room: str) -> None:
    folder = PACKAGE / room.rpartition(".")[2]
    steps = {f"{room}.{path.stem}" for path in folder.glob("[!_]*.py")}
    imported = {(path.stem, name) for path in folder.glob("*.py") for name in imports(path)}

    assert {(importer, name) for importer, name in imported if name in steps} == set()


def test_finding_every_step_loads_no_heavy_library() -> None:
    assert loaded_by("from embexplorer.core.registry import steps; steps()") == []


def test_the_window_s_rooms_load_no_heavy_library() -> None:
    assert loaded_by("import embexplorer.app, embexplorer.gui.window, embexplorer.gui.map.view") == []


def test_the_command_line_answers_its_version_and_the_steps_without_qt() -> None:
    code = "from embexplorer.cli import main; main(['--version']); main(['steps', '--json'])"

    assert loaded_by(code, ("PySide6", "pyqtgraph", *HEAVY)) == []


def imports(path: Path) -> set[str]:
    """The modules that a file imports anywhere."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


def loaded_by(code: str, unwanted: tuple[str, ...] = HEAVY) -> list[str]:
    """Which of these libraries are loaded after running the code in a fresh process."""
    asked = f"{code}\nimport sys\nprint('\\n' + ' '.join(n for n in {unwanted!r} if n in sys.modules))"
    answer = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    return answer.stdout.rpartition("\n\n")[2].split() if answer.stdout.strip() else []


@pytest.mark.parametrize("room", [room for room in ROOMS if (PACKAGE / room.rpartition(".")[2]).is_dir()])
def test_every_room_of_steps_is_closed_to_the_window_and_to_qt(room: str) -> None:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    contracts = {contract["name"]: contract for contract in linter["contracts"]}

    assert room in next(c for name, c in contracts.items() if "asks the registry" in name)["forbidden_modules"]
    assert room in contracts["gui and app alone know Qt"]["source_modules"]
