"""The command line from outside: what it prints, what it writes, and how it ends."""

import csv
import html
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from embexplorer import __version__

Command = Callable[..., Any]
DEMO = "demo:glove-10k"


def test_it_answers_its_version(fresh: Command) -> None:
    assert fresh("--version").out == f"embexplorer {__version__}\n"


def test_help_names_every_step(embexplorer: Command) -> None:
    names = [step["command"] for step in json.loads(embexplorer("steps", "--json").out)]
    text = embexplorer("--help").out

    assert [name for name in names if f"\n  {name} " not in text] == []


def test_steps_are_listed_with_name_kind_summary_and_parameters(embexplorer: Command) -> None:
    listed = {step["name"]: step for step in json.loads(embexplorer("steps", "--json").out)}

    assert {"name", "kind", "summary", "parameters"} <= set(listed["umap"])
    assert listed["umap"]["kind"] == "projector"
    assert "seed" in [parameter["name"] for parameter in listed["umap"]["parameters"]]


def test_neighbors_come_as_one_object_with_the_promised_columns(embexplorer: Command, fruit: Path) -> None:
    answer = json.loads(embexplorer("neighbors", fruit, "apple", "nosuch", "-k", "2", "--json").out)

    assert answer["columns"] == ["word", "rank", "neighbor", "score"]
    assert [row[:3] for row in answer["rows"]] == [["apple", 1, "pear"], ["apple", 2, "plum"]]
    assert answer["missing"] == ["nosuch"]


def test_words_may_stand_behind_the_flags(embexplorer: Command, fruit: Path) -> None:
    before = embexplorer("neighbors", fruit, "apple", "-k", "2", "--json").out

    assert embexplorer("neighbors", "-k", "2", fruit, "--json", "apple").out == before


def test_a_label_that_looks_like_markup_is_a_word_like_any_other(embexplorer: Command, fruit: Path) -> None:
    assert "<b>x</b>" in embexplorer("neighbors", fruit, "<b>x</b>", "-k", "1").out


@pytest.mark.parametrize("metric", ["cosine", "euclidean", "dot"])
def test_every_metric_finds_the_pear_beside_the_apple(embexplorer: Command, fruit: Path, metric: str) -> None:
    answer = embexplorer("neighbors", fruit, "apple", "--metric", metric, "-k", "1", "--json")

    assert json.loads(answer.out)["rows"][0][2] == "pear"


def test_a_formula_is_answered_in_the_demo(embexplorer: Command) -> None:
    answer = embexplorer("neighbors", DEMO, "--formula", "king - man + woman", "-k", "1", "--json")

    assert json.loads(answer.out)["rows"][0][2] == "queen"


def test_coordinates_are_a_header_and_rows_and_nothing_else(embexplorer: Command, fruit: Path, tmp_path: Path) -> None:
    embexplorer("pca", fruit, "-o", "map.csv")

    text = (tmp_path / "map.csv").read_bytes().decode()
    rows = list(csv.reader(text.splitlines()))

    assert "\r" not in text
    assert rows[0] == ["key", "x", "y"]
    assert [row[0] for row in rows[1:]] == ["apple", "pear", "plum", "ship", "boat", "<b>x</b>"]


def test_three_components_give_x_y_and_z(embexplorer: Command, fruit: Path, tmp_path: Path) -> None:
    embexplorer("pca", fruit, "--components", "1", "2", "3", "-o", "map.parquet")

    assert parquet.read_table(tmp_path / "map.parquet").column_names == ["key", "x", "y", "z"]


def test_where_coordinates_come_from_stands_beside_them(embexplorer: Command, fruit: Path, tmp_path: Path) -> None:
    embexplorer("pca", fruit, "-o", "map.csv")

    told = json.loads((tmp_path / "map.csv.recipe.json").read_text(encoding="utf-8"))

    assert told["command"] == f"embexplorer pca {fruit}"
    assert [step["name"] for step in told["recipe"]] == ["word2vec-text", "pca"]


@pytest.mark.parametrize(
    ("suffix", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF"), ("html", b"<!DOC")]
)
def test_figures_need_no_display(fresh: Command, fruit: Path, tmp_path: Path, suffix: str, start: bytes) -> None:
    answer = fresh("pca", fruit, "-o", f"map.{suffix}", "--color-by", "norm")

    assert (answer.status, answer.err) == (0, "")
    assert (tmp_path / f"map.{suffix}").read_bytes().startswith(start)


def test_a_figure_has_sizes_shapes_a_palette_and_hidden_classes(fresh: Command, tmp_path: Path) -> None:
    asked = ("--hide", "location", "none", "--size-by", "norm", "--shape-by", "category", "--palette", "tableau20")

    answer = fresh("pca", DEMO, "--take", "first", "--count", "500", "-o", "map.svg", *asked)

    drawn = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert (answer.status, answer.err) == (0, "")
    assert "size: norm" in drawn and "without location, no category" in drawn


def test_a_figure_has_filters_as_the_window_has(embexplorer: Command, tmp_path: Path) -> None:
    asked = ("--filter", "rank<=300", "category=time,location", "--filter", "kept_share>=0.05")

    answer = embexplorer("pca", DEMO, "--take", "first", "--count", "500", "-o", "map.svg", *asked)

    drawn = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert (answer.status, answer.err) == (0, "")
    assert "of 500 shown: rank ≤ 300 · category: time, location · kept_share ≥ 0.05" in drawn


def test_a_figure_has_its_size_in_print(embexplorer: Command, fruit: Path, tmp_path: Path) -> None:
    embexplorer("pca", fruit, "-o", "map.png", "--width", "89", "--height", "60", "--draw", "labels", "caption")

    head = (tmp_path / "map.png").read_bytes()[16:24]
    assert (1051, 709) == (int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big"))


def test_a_figure_is_made_again_from_its_description(embexplorer: Command, fruit: Path, tmp_path: Path) -> None:
    embexplorer("pca", fruit, "-o", "map.svg", "--width", "57", "--font-size", "6", "--theme", "dark")
    said = (tmp_path / "map.svg").read_text(encoding="utf-8").partition("Figure: ")[2].partition("</desc>")[0]
    (tmp_path / "figure.json").write_text(html.unescape(said), encoding="utf-8")

    embexplorer("pca", fruit, "-o", "again.svg", "--figure", "figure.json")

    assert (tmp_path / "map.svg").read_bytes() == (tmp_path / "again.svg").read_bytes()


def test_layers_of_a_figure_are_chosen(fresh: Command, fruit: Path, tmp_path: Path) -> None:
    wished = ("--layers", "density,contours,points", "--opacity", "points=0.5", "--contours", "50", "--theme", "dark")

    answer = fresh("pca", fruit, "-o", "map.svg", *wished)

    assert (answer.status, answer.err) == (0, "")
    told = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "Contours: the densest areas that hold 50 % of the points in view" in told
    assert "Density of points, bandwidth 8 px" in told


def test_without_a_name_the_figure_is_named_after_file_and_step(fresh: Command, fruit: Path, tmp_path: Path) -> None:
    assert fresh("pca", fruit).out.startswith("Written: fruit-pca.png")
    assert (tmp_path / "fruit-pca.png").is_file()


@pytest.mark.parametrize("step", ["tsne", "umap"])
def test_the_same_seed_gives_the_same_bytes_in_two_processes(fresh: Command, tmp_path: Path, step: str) -> None:
    options = ("--take", "first", "--count", "300", "--seed", "5")
    fresh(step, DEMO, *options, "-o", "once.csv")
    fresh(step, DEMO, *options, "-o", "twice.csv")

    assert (tmp_path / "once.csv").read_bytes() == (tmp_path / "twice.csv").read_bytes()


def test_info_reads_the_file_and_counts(embexplorer: Command, fruit: Path) -> None:
    told = json.loads(embexplorer("info", fruit, "--json").out)

    assert (told["rows"], told["dimensions"]) == (6, 3)


def test_the_second_opening_gives_the_same_answer(fresh: Command, fruit: Path) -> None:
    first = fresh("neighbors", fruit, "ship", "--json").out

    assert fresh("neighbors", fruit, "ship", "--json").out == first


def test_a_sample_is_taken_with_its_own_seed(embexplorer: Command, fruit: Path) -> None:
    told = embexplorer("word2vec-text", fruit, "--take", "sample", "--count", "4", "--sample-seed", "3")

    assert "4 rows × 3 dimensions" in told.out


def test_trust_is_asked_about_a_map(embexplorer: Command, fruit: Path) -> None:
    answer = json.loads(embexplorer("trust", fruit, "--projection", "pca", "-k", "2", "--json").out)

    assert answer["columns"] == ["word", "kept", "invented", "lost", "kept_share", "crowded", "torn"]
    assert "of neighbours kept" in answer["caption"]


def test_words_are_written_and_read_back(embexplorer: Command, fruit: Path, tmp_path: Path) -> None:
    (tmp_path / "wanted.txt").write_text("boat\napple\n", encoding="utf-8")

    embexplorer("to-word2vec", fruit, "--only", "wanted.txt", "-o", "two.txt")

    assert (tmp_path / "two.txt").read_text(encoding="utf-8").split("\n")[0] == "2 3"
    assert json.loads(embexplorer("info", "two.txt", "--json").out)["first_labels"] == ["apple", "boat"]


PROBES = {
    "neighbors": ["apple", "nosuch", "-k", "2"],
    "trust": ["--projection", "pca", "-k", "2"],
    "kept": ["apple", "--projection", "pca", "-k", "2"],
    "search": ["p"],
    "histogram": ["--column", "norm"],
    "preview": [],
}


@pytest.mark.parametrize(("name", "arguments"), PROBES.items(), ids=PROBES.keys())
def test_every_table_is_one_object_of_the_same_four_keys(
    embexplorer: Command, fruit: Path, name: str, arguments: list[str]
) -> None:
    answer = json.loads(embexplorer(name, fruit, *arguments, "--json").out)

    assert list(answer) == ["columns", "rows", "caption", "missing"]
    assert {len(row) for row in answer["rows"]} == {len(answer["columns"])}


def test_what_a_table_notes_stands_on_standard_error(embexplorer: Command, fruit: Path) -> None:
    answer = embexplorer("neighbors", fruit, "apple", "aple", "--json")

    assert "‘aple’ is not in this space. Did you mean ‘apple’?" in answer.err


def test_every_parameter_of_a_step_says_what_it_takes(embexplorer: Command) -> None:
    listed = json.loads(embexplorer("steps", "--json").out)

    facts = {"name", "type", "default", "help", "low", "high", "choices", "required"}
    assert [p for step in listed for p in step["parameters"] if not facts <= set(p)] == []


def test_a_text_without_end_of_the_line_is_read_and_told(embexplorer: Command, fruit: Path) -> None:
    fruit.write_text(fruit.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")

    assert "has no line end" in embexplorer("info", fruit).out


def test_warnings_would_be_errors(fresh: Command, fruit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONWARNINGS", "error")

    assert fresh("pca", fruit, "-o", "map.png", "-o", "map.csv").err == ""


def test_a_terminal_without_unicode_gets_escapes(fresh: Command, fruit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")

    answer = fresh("info", fruit)

    assert (answer.status, answer.err) == (0, "")
    assert "\\u2018apple\\u2019" in answer.out


def test_a_file_stands_for_its_words(embexplorer: Command, fruit: Path) -> None:
    Path("wanted.txt").write_text("apple\n\nnosuch\n", encoding="utf-8")

    answer = json.loads(embexplorer("neighbors", fruit, "@wanted.txt", "-k", "1", "--json").out)

    assert (["apple"], ["nosuch"]) == ([row[0] for row in answer["rows"]], answer["missing"])


def test_a_word_that_begins_with_the_mark_is_written_with_two(embexplorer: Command, fruit: Path) -> None:
    answer = json.loads(embexplorer("neighbors", fruit, "apple", "@@apple", "@pear", "-k", "1", "--json").out)

    assert ["@apple", "@pear"] == answer["missing"]


def test_two_clusters_are_measured_from_the_command_line(embexplorer: Command, fruit: Path) -> None:
    asked = ("between", fruit, "--left", "apple", "pear", "--right", "ship", "--projection", "pca", "-k", "2", "--json")

    answer = json.loads(embexplorer(*asked).out)

    assert ["measure", "value", "low", "high"] == answer["columns"]
    assert "centroid cosine" == answer["rows"][0][0]


def test_a_map_of_several_seeds_is_coloured_by_its_wobble_unasked(
    embexplorer: Command, fruit: Path, tmp_path: Path
) -> None:
    seeds = ("--seeds", "0", "1", "--settings", "epochs=20", "n_neighbors=3")
    for name, asked in (("usual", ()), ("wobble", ("--color-by", "wobble")), ("grey", ("--color-by", "none"))):
        embexplorer("stability", fruit, *seeds, *asked, "-o", tmp_path / f"{name}.png")

    usual, wobble, grey = ((tmp_path / f"{name}.png").read_bytes() for name in ("usual", "wobble", "grey"))
    assert (True, False) == (usual == wobble, usual == grey)


def test_a_map_of_several_seeds_is_drawn_by_its_wobble_and_faded(
    embexplorer: Command, fruit: Path, tmp_path: Path
) -> None:
    out = tmp_path / "seeds.png"
    seeds = ("--seeds", "0", "1", "--settings", "epochs=20", "n_neighbors=3")

    embexplorer("stability", fruit, *seeds, "--color-by", "wobble", "--trust", "fade", "-o", out)

    assert out.stat().st_size > 1000
