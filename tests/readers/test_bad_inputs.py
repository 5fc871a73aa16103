"""Every file of the shared set of broken and odd inputs is answered as it demands; skipped where the set is absent."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import nothing
from embexplorer.core.reading import preview_of, reader_for
from embexplorer.core.report import ignore
from embexplorer.core.space import EmbeddingSpace

MAKER = Path(__file__).resolve().parents[3] / "shared" / "bad_inputs" / "make_bad_inputs.py"
LATER = {"ok/bfloat16.safetensors"}  # its reader comes later: until then it is refused by its kind


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not MAKER.is_file():
        pytest.skip("no shared bad inputs beside the checkout")
    folder = tmp_path_factory.mktemp("bad")
    subprocess.run([sys.executable, str(MAKER), str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def cases(made: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((made / "expectations.json").read_text(encoding="utf-8"))["expectations"]
    return [case for case in found if case["path"] not in LATER]


def answer(made: Path, case: dict[str, Any]) -> EmbeddingSpace | UserError:
    try:
        space = reader_for(made / "files" / case["path"]).run(nothing)
    except UserError as error:
        return error
    assert isinstance(space, EmbeddingSpace)
    return space


def test_what_must_load_loads_with_its_labels_unchanged(made: Path, cases: list[dict[str, Any]]) -> None:
    good = [case for case in cases if case["expect"] == "ok"]

    spaces = [answer(made, case) for case in good]

    assert [shape(space) for space in spaces] == [(case["rows"], case["dims"]) for case in good]
    assert [list(space.keys) for space in spaces if space.name in named(good)] == list(named(good).values())


def test_what_is_broken_is_refused_with_the_words_that_it_asks_for(made: Path, cases: list[dict[str, Any]]) -> None:
    bad = [case for case in cases if case["expect"] == "error"]

    errors = [answer(made, case) for case in bad]

    assert [missing(error, case) for error, case in zip(errors, bad, strict=True)] == [[]] * len(bad)


def test_what_needs_a_warning_has_one(made: Path, cases: list[dict[str, Any]]) -> None:
    warned = [case for case in cases if case.get("warn")]

    spaces = [answer(made, case) for case in warned]

    assert [missing(space, case) for space, case in zip(spaces, warned, strict=True)] == [[]] * len(warned)


def test_the_preview_complains_where_opening_does(made: Path, cases: list[dict[str, Any]]) -> None:
    complaints = [complaint(made, case) for case in cases]

    assert [bool(text) for text in complaints] == [case["expect"] == "error" for case in cases]


def test_no_code_from_a_file_is_run(
    made: Path, cases: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMBEX_CANARY_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    answers = [answer(made, case) for case in cases if case.get("canary")]

    assert len(answers) == 2
    assert list(tmp_path.glob("EMBEX_CANARY*")) == []


def shape(space: EmbeddingSpace | UserError) -> tuple[int, int]:
    assert isinstance(space, EmbeddingSpace), str(space)
    return space.rows, space.dimensions


def named(cases: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The labels that are expected, by the name that the space gets."""
    return {Path(case["path"]).name.split(".")[0]: case["words"] for case in cases if "words" in case}


def missing(said: EmbeddingSpace | UserError, case: dict[str, Any]) -> list[Any]:
    """What should be in the message, and is not."""
    text = said.message + said.hint if isinstance(said, UserError) else " ".join(said.notes)
    name = [Path(case["path"]).name] if isinstance(said, UserError) else []
    wanted = [*([word] for word in name), *case.get("mention", [])]
    return [words for words in wanted if not any(word.casefold() in text.casefold() for word in words)]


def complaint(made: Path, case: dict[str, Any]) -> str:
    try:
        return preview_of(reader_for(made / "files" / case["path"]), ignore).complaint
    except UserError as error:
        return error.message
