"""A user's mistake is one sentence on standard error that holds their own value, exit status 2, and no traceback."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
FRUIT = "{fruit}"
MISTAKES = {
    "no such command": (["neighbours", FRUIT], "‘neighbors’"),
    "no such file": (["info", "nosuch.txt"], "nosuch.txt"),
    "no such demo": (["pca", "demo:nosuch"], "glove-10k"),
    "no such flag": (["pca", FRUIT, "--colour"], "--colour"),
    "no file": (["pca"], "FILE"),
    "no such word": (["neighbors", FRUIT, "aple"], "‘apple’"),
    "no number": (["neighbors", FRUIT, "apple", "-k", "many"], "many"),
    "out of range": (["umap", FRUIT, "--min-dist", "7"], "0.99"),
    "no such choice": (["neighbors", FRUIT, "apple", "--metric", "taxicab"], "taxicab"),
    "no such column": (["pca", FRUIT, "--color-by", "taste"], "taste"),
    "no such column of sizes": (["pca", FRUIT, "--size-by", "taste"], "taste"),
    "no size of words": (["pca", FRUIT, "--size-by", "rank", "--palette", "jet"], "jet"),
    "no such class": (["pca", FRUIT, "--color-by", "none", "--hide", "sweet"], "sweet"),
    "a filter of no column": (["pca", FRUIT, "--filter", "taste>=3"], "taste"),
    "a filter without a condition": (["pca", FRUIT, "--filter", "rank"], "‘rank’ is no condition"),
    "a filter without its end": (["pca", FRUIT, "--filter", "rank>3"], "rank>=3"),
    "a filter by no number": (["pca", FRUIT, "--filter", "rank<=many"], "‘many’ is no number"),
    "a filter that nothing passes": (["pca", FRUIT, "--filter", "rank>=1000"], "lets no row through"),
    "no such layer": (["pca", FRUIT, "--layers", "points,glitter"], "glitter"),
    "no opacity": (["pca", FRUIT, "--opacity", "points=2"], "points=2"),
    "no bandwidth": (["pca", FRUIT, "--bandwidth", "wide"], "wide"),
    "no share": (["pca", FRUIT, "--contours", "50", "120"], "120"),
    "no such kind of figure": (["pca", FRUIT, "-o", "map.bmp"], "map.bmp"),
    "no such folder": (["pca", FRUIT, "-o", "nowhere/map.png"], "nowhere"),
    "no such size": (["pca", FRUIT, "--size", "large"], "large"),
    "no such width": (["pca", FRUIT, "--width", "wide"], "--width is ‘wide’"),
    "a width that cannot be": (["pca", FRUIT, "--width", "5"], "5 mm"),
    "no such resolution": (["pca", FRUIT, "--dpi", "100000"], "100000 dpi"),
    "no such part of a figure": (["pca", FRUIT, "--draw", "moon"], "moon"),
    "no such description of a figure": (["pca", FRUIT, "--figure", "nosuch.json"], "nosuch.json"),
    "no such component": (["pca", FRUIT, "--components", "1", "9"], "9"),
    "no map to ask about": (["trust", FRUIT], "--projection"),
    "no such projector": (["trust", FRUIT, "--projection", "som"], "som"),
    "nowhere to write": (["to-word2vec", FRUIT], "--output"),
    "too few rows": (["tsne", FRUIT, "--take", "first", "--count", "2"], "2"),
    "an option of another kind of file": (["pca", FRUIT, "--labels", "x.txt"], "--labels"),
    "no display": ([FRUIT], "display"),
    "a name that is too long": (["x" * 300], "neither a command nor a file"),
    "a folder in place of a figure": (["pca", FRUIT, "-o", "taken.png"], "taken.png is a folder"),
    "a folder of other things for a space": (["word2vec-text", FRUIT, "-o", "."], "holds no space"),
    "a device in place of a file": (["to-word2vec", FRUIT, "-o", "/dev/null"], "/dev/null"),
    "a place that nobody can write": (["pca", FRUIT, "-o", "/proc/map.csv"], "/proc/map.csv"),
    "no such file of words": (["neighbors", FRUIT, "@nosuch.txt"], "nosuch.txt"),
    "words run together": (["neighbors", FRUIT, "--formula", "apple-pear"], "spaces around"),
    "half a neighbour": (["neighbors", FRUIT, "apple", "-k", "1.5"], "not a whole number"),
}


@pytest.mark.parametrize(("arguments", "mentioned"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_one_sentence(embexplorer: Command, fruit: Path, arguments: list[str], mentioned: str) -> None:
    (fruit.parent / "taken.png").mkdir()

    answer = embexplorer(*(argument.format(fruit=fruit) for argument in arguments))

    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("embexplorer: ")
    assert answer.err.count("\n") == 1
    assert mentioned in answer.err


@pytest.mark.parametrize("display", [":987", "nowhere.invalid:0", "nonsense"])
def test_a_display_that_does_not_answer_is_a_mistake(
    embexplorer: Command, fruit: Path, monkeypatch: pytest.MonkeyPatch, display: str
) -> None:
    monkeypatch.setenv("DISPLAY", display)

    answer = embexplorer(fruit)

    assert (answer.status, answer.err.count("\n")) == (2, 1)
    assert f"DISPLAY={display}" in answer.err


def test_a_line_end_in_a_name_is_shown_and_not_obeyed(embexplorer: Command, fruit: Path) -> None:
    odd = fruit.with_name("two\nlines.txt")
    odd.write_bytes(b"1 2\nfig 1\n")

    assert "embexplorer: two␊lines.txt, line 2" in embexplorer("info", odd).err


def test_a_broken_file_is_named_with_its_line(embexplorer: Command, fruit: Path) -> None:
    fruit.write_text(fruit.read_text(encoding="utf-8").replace("0.8 0.3 0", "0.8"), encoding="utf-8")

    answer = embexplorer("info", fruit)

    assert answer.status == 2
    assert "fruit.txt, line 4" in answer.err


def test_an_interrupted_command_ends_with_130(embexplorer: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("embexplorer.cli.step_list.step_list", interrupted)

    assert embexplorer("steps").status == 130


def test_a_closed_pipe_is_left_in_silence(fruit: Path) -> None:
    command = f"{sys.executable} -m embexplorer search {fruit} p --json | head -c 1"

    answer = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)

    assert (answer.stdout, answer.stderr) == ("{", "")


def test_a_full_disk_behind_standard_output_is_a_mistake(fruit: Path) -> None:
    command = f"{sys.executable} -m embexplorer search {fruit} p --json > /dev/full"

    answer = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)

    assert (answer.returncode, answer.stderr.count("\n")) == (2, 1)
    assert "No space left on device" in answer.stderr


def test_a_home_that_cannot_be_written_changes_nothing(embexplorer: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBEXPLORER_HOME", "/proc/nowhere")

    answer = embexplorer("neighbors", "demo:glove-10k", "king", "-k", "1", "--json")

    assert (answer.status, json.loads(answer.out)["rows"][0][2]) == (0, "prince")


def test_a_fault_of_the_program_keeps_its_traceback(fruit: Path) -> None:
    code = (
        "import sys; from embexplorer.cli import main, step_list\n"
        "step_list.step_list = lambda _: 1 / 0\n"
        "sys.exit(main(['steps']))"
    )

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (answer.returncode, answer.stderr.splitlines()[-1]) == (1, "ZeroDivisionError: division by zero")


BAD_INPUTS = Path(__file__).resolve().parents[3] / "shared" / "bad_inputs" / "make_bad_inputs.py"
LATER = (".safetensors",)  # formats that a later version will read


@pytest.fixture(scope="module")
def bad_inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of odd and broken files; skipped where their maker is not beside the checkout."""
    if not BAD_INPUTS.is_file():
        pytest.skip("no maker of bad inputs beside the checkout")
    folder = tmp_path_factory.mktemp("bad")
    subprocess.run([sys.executable, str(BAD_INPUTS), str(folder)], check=True, capture_output=True)
    return folder


def test_odd_and_broken_files_end_as_expected(embexplorer: Command, bad_inputs: Path) -> None:
    known = json.loads((bad_inputs / "expectations.json").read_text(encoding="utf-8"))["expectations"]
    asked = [case for case in known if not case["path"].endswith(LATER)]
    answers = [(case, embexplorer("info", bad_inputs / "files" / case["path"])) for case in asked]

    assert [case["path"] for case, answer in answers if answer.status != (0 if case["expect"] == "ok" else 2)] == []
    assert [case["path"] for case, answer in answers if not says(answer.err, case)] == []


def says(text: str, case: dict[str, Any]) -> bool:
    """True when a complaint names the file and at least one word of every list."""
    wanted = [*case.get("mention", []), [Path(case["path"]).name]] if case["expect"] == "error" else []
    return all(any(word.lower() in text.lower() for word in words) for words in wanted)
