"""WEAT against plain loops, SciPy and the known figures of a real space."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embexplorer.cli import main
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.core.weat_tests import weat_tests
from embexplorer.probes.sc_weat import SingleCategoryWeat
from embexplorer.probes.weat import Weat

OWN = {"x": ("w1", "w2", "w3", "w4"), "y": ("w40", "w41", "w42"), "a": ("w5", "w6"), "b": ("w70", "w71", "w72")}
GLOVE = "glove.6B.100d.top30k-plus.w2v.txt.gz"


def ask(space: EmbeddingSpace, **parameters: Any) -> Table:
    """What WEAT answers."""
    return Weat(**{**OWN, **parameters}).run(Inputs(space=space))


def first(table: Table) -> dict[str, Any]:
    """The row of the test."""
    row: dict[str, Any] = table.columns.to_pylist()[0]
    return row


def plain_score(space: EmbeddingSpace, word: str) -> float:
    """The association of one word, as the paper writes it."""
    return plain_mean(space, word, OWN["a"]) - plain_mean(space, word, OWN["b"])


def plain_mean(space: EmbeddingSpace, word: str, others: tuple[str, ...]) -> float:
    own = np.asarray(space.vectors[space.keys.row_of(word)], np.float64)
    near = [np.asarray(space.vectors[space.keys.row_of(other)], np.float64) for other in others]
    angles = [own @ other / math.sqrt((own @ own) * (other @ other)) for other in near]
    return sum(angles) / len(angles)


def test_effect_sizes_follow_from_the_formulas_of_the_paper(clusters: EmbeddingSpace) -> None:
    x, y = ([plain_score(clusters, word) for word in OWN[side]] for side in "xy")
    difference = np.mean(x) - np.mean(y)

    row = first(ask(clusters))

    assert pytest.approx(difference / np.std(x + y)) == row["effect_size"]
    assert pytest.approx(difference / np.std(x + y, ddof=1)) == row["effect_size_sample"]
    assert pytest.approx(sum(x) - sum(y)) == row["statistic"]


@pytest.mark.parametrize(("side", "theirs"), [("one", "greater"), ("two", "two-sided")])
def test_p_is_that_of_scipy(clusters: EmbeddingSpace, side: str, theirs: str) -> None:
    from scipy.stats import permutation_test

    y = ("w40", "w2", "w42", "w43")
    groups = [[plain_score(clusters, word) for word in words] for words in (("w1", "w41", "w3", "w44"), y)]
    known = permutation_test(groups, lambda one, other: sum(one) - sum(other), alternative=theirs, vectorized=False)

    row = first(ask(clusters, x=("w1", "w41", "w3", "w44"), y=y, side=side))

    assert (pytest.approx(known.pvalue), True, 70) == (row["p"], row["exact"], row["partitions"])


def test_too_many_partitions_are_drawn_and_the_error_is_said(clusters: EmbeddingSpace) -> None:
    exact = first(ask(clusters, permutations=1000, exact_up_to=1000, x=words(0, 6), y=words(3, 9, 40)))

    table = ask(clusters, permutations=500, exact_up_to=10, x=words(0, 6), y=words(3, 9, 40))

    row = first(table)
    assert (False, 500, 924.0) == (row["exact"], row["partitions"], row["partitions_total"])
    assert pytest.approx(exact["p"], abs=5 * row["p_error"]) == row["p"]
    assert any("500 of 924 partitions, none twice; its standard error is" in note for note in table.notes)


def words(start: int, end: int, more: int = 0) -> tuple[str, ...]:
    return tuple(f"w{row + more}" for row in range(start, end))


def test_scores_of_words_and_rows_for_the_map_are_a_part(clusters: EmbeddingSpace) -> None:
    part = ask(clusters).parts["words"].to_pylist()

    targets = part[:7]
    assert [("w1", "X"), ("w42", "Y")] == [(row["word"], row["set"]) for row in (targets[0], targets[-1])]
    assert [1, 2, 3, 4, 40, 41, 42, 5, 6, 70, 71, 72] == [row["row"] for row in part]
    assert pytest.approx([plain_score(clusters, row["word"]) for row in targets]) == [row["score"] for row in targets]
    assert {None} == {row["score"] for row in part[7:]}


def test_what_a_word_says_alone_is_the_single_category_test(clusters: EmbeddingSpace) -> None:
    single = SingleCategoryWeat(x=OWN["x"], a=OWN["a"], b=OWN["b"], side="two").run(Inputs(space=clusters)).columns

    part = ask(clusters).parts["words"].slice(0, 4)

    assert single["effect_size"].to_pylist() == part["effect_size"].to_pylist()
    assert single["p"].to_pylist() == part["p_two_sided"].to_pylist()


def test_leaving_a_word_out_is_the_test_without_it(clusters: EmbeddingSpace) -> None:
    expected = [first(ask(clusters, x=OWN["x"][1:])), first(ask(clusters, b=OWN["b"][:-1]))]

    part = ask(clusters).parts["words"].to_pylist()

    assert ("w1", "X", "w72", "B") == (part[0]["word"], part[0]["set"], part[-1]["word"], part[-1]["set"])
    assert pytest.approx([row["effect_size"] for row in expected]) == [part[0]["without"], part[-1]["without"]]


def test_a_set_of_one_word_cannot_lose_it(clusters: EmbeddingSpace) -> None:
    table = ask(clusters, x=("w1",), y=("w2",))

    assert [None, None] == table.parts["words"]["change"].to_pylist()[:2]
    assert (None, None) == (first(table)["low"], first(table)["high"])
    assert "There are only 2 partitions: no p can be below 0.5." in table.notes


def test_the_histogram_counts_every_partition(clusters: EmbeddingSpace) -> None:
    table = ask(clusters)
    null = table.parts["null"]

    assert 35 == first(table)["partitions"] == sum(null["count"].to_pylist())
    assert null["low"].to_pylist()[1:] == null["high"].to_pylist()[:-1]


def test_intervals_hold_the_effect_size(clusters: EmbeddingSpace) -> None:
    row = first(ask(clusters, x=("w1", "w41", "w3", "w44"), y=("w40", "w2", "w42", "w43")))

    assert row["low"] <= row["effect_size"] <= row["high"]
    assert row["low_all"] <= row["effect_size"] <= row["high_all"]


def test_dividing_by_the_sample_s_deviation_scales_intervals_and_changes(clusters: EmbeddingSpace) -> None:
    by_population, by_sample = ask(clusters), ask(clusters, divide_by="sample")
    shrink = math.sqrt(6 / 7)

    assert pytest.approx(first(by_population)["low"] * shrink) == first(by_sample)["low"]
    assert by_sample.parts["words"]["without"] != by_population.parts["words"]["without"]


def test_random_sets_say_how_large_d_is_by_chance(clusters: EmbeddingSpace) -> None:
    small = {"x": ("w1", "w2"), "y": ("w3", "w4"), "a": ("w5", "w6"), "b": ("w7",)}
    wide = replace(clusters, keys=Keys(words(0, 900)), vectors=np.tile(clusters.vectors, (10, 1)), columns=NO_COLUMNS)

    part = ask(wide, **small, random_sets=200).parts["random"].to_pylist()

    assert ["targets", "attributes", "all four"] == [row["replaced"] for row in part]
    assert [200, 200, 200] == [row["sets"] for row in part]
    assert all(0 < row["median"] <= row["upper_10_percent"] <= row["upper_5_percent"] <= 2 for row in part)


NO_COLUMNS = EmbeddingSpace(name="none", keys=Keys([]), vectors=np.zeros((0, 2), np.float32)).columns


def test_a_space_without_room_says_so(clusters: EmbeddingSpace) -> None:
    table = ask(clusters)

    assert "random" not in table.parts
    assert "clusters has too few other words to compare with random sets." in table.notes


def test_words_that_are_missing_are_left_out_and_named(clusters: EmbeddingSpace) -> None:
    table = ask(clusters, x=(*OWN["x"], "w444"))

    assert (("w444",), 4) == (table.missing, first(table)["n_x"])
    assert any(note.startswith("‘w444’ is not in this space. Did you mean") for note in table.notes)


def test_sets_of_two_sizes_are_compared_and_that_is_said(clusters: EmbeddingSpace) -> None:
    table = ask(clusters)

    assert "X has 4 words and Y has 3: partitions keep these sizes, and d compares means." in table.notes


def test_the_caption_says_metric_space_kind_of_p_and_counts(clusters: EmbeddingSpace) -> None:
    assert ask(clusters).caption == (
        "cosine · clusters, raw · exact, all 35 partitions, one-sided · n = 4 + 3 targets, 2 + 3 attributes"
    )


def test_targets_that_do_not_differ_have_no_effect_size_but_a_p() -> None:
    flat = EmbeddingSpace(name="flat", keys=Keys(words(0, 8)), vectors=np.ones((8, 3), np.float32))

    table = ask(flat, x=("w1", "w2"), y=("w3", "w4"), a=("w5",), b=("w6",))

    assert (None, None, 1.0) == (first(table)["effect_size"], first(table)["low"], first(table)["p"])


def test_a_word_of_both_targets_is_refused(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="‘w2’ is in both targets"):
        ask(clusters, y=("w40", "w2"))


def test_a_word_that_is_target_and_attribute_is_pointed_out(clusters: EmbeddingSpace) -> None:
    table = ask(clusters, a=("w1", "w6"))

    assert "Both target and attribute, so compared with itself: ‘w1’." in table.notes


def test_lacking_sets_are_named_with_their_flags(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="none for --y, --b"):
        ask(clusters, y=(), b=())


def test_a_set_given_with_a_test_replaces_that_of_the_test() -> None:
    known = weat_tests()["6"]
    listed = [word.lower() for role in ("X", "Y", "A", "B") for word in known.sets[role].words]
    random = np.random.default_rng(1).normal(size=(len(listed) + 1, 9)).astype(np.float32)
    space = EmbeddingSpace(name="six", keys=Keys([*listed, "salaries"]), vectors=random)

    table = Weat(test="6", a=("career", "salaries")).run(Inputs(space=space))

    assert ("6, changed", 2, 8) == (first(table)["test"], first(table)["n_a"], first(table)["n_b"])


def test_test_six_on_glove_has_the_known_figures(shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weat", str(shared_data / "vectors" / GLOVE), "--test", "6", "--json"]) == 0

    answer = json.loads(capsys.readouterr().out)

    row = dict(zip(answer["columns"], answer["rows"][0], strict=True))
    assert answer["columns"][:6] == ["test", "effect_size", "effect_size_sample", "p", "exact", "partitions"]
    assert (1.774, 1.718) == (round(row["effect_size"], 3), round(row["effect_size_sample"], 3))
    assert (pytest.approx(1 / 12_870), True, 12_870) == (row["p"], row["exact"], row["partitions"])
    assert [] == answer["missing"]


def test_a_whole_row_in_a_terminal_says_the_fraction(shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["weat", str(shared_data / "vectors" / GLOVE), "--test", "6"])

    assert "p = 1/12,870 = 0.000078" in capsys.readouterr().out
