"""Analogies: each method against gensim or its formula, and what is said beside the answers."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.spatial.distance import cosine

from embexplorer.core.errors import UserError
from embexplorer.core.family import Family, mark_of
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.probes.analogy import Analogy

GLOVE = "vectors/glove.6B.50d.top5k.w2v.bin.gz"
WORDS = ("man", "king", "woman", "queen", "uncle", "aunt", "girl", "boy", "stone")
VECTORS = np.array(
    [
        [1, 0, 3, 0],  # man
        [1, 4, 3, 0],
        [0, 0, 3, 1],
        [0, 4, 3, 1],  # queen: king − man + woman
        [1, 0, 3, 2],
        [0, 0, 3, 3],
        [0, 0, 2, 1],
        [1, 0, 2, 0],
        [-3, -3, -3, -3],
    ],
    np.float32,
)
QUESTION = ("man", "king", "woman")


@pytest.fixture
def space() -> EmbeddingSpace:
    """Nine words, of which queen closes a parallelogram."""
    return EmbeddingSpace(name="royal", keys=Keys(WORDS), vectors=VECTORS)


def asked(space: EmbeddingSpace, **parameters: Any) -> Table:
    return Analogy(**parameters).run(Inputs(space=space))


def answers(table: Table, method: str) -> list[tuple[str, float]]:
    rows = table.columns.filter(np.array(table.columns["method"].to_pylist()) == method)
    return list(zip(rows["word"].to_pylist(), rows["score"].to_pylist(), strict=True))


def part(table: Table, name: str) -> dict[str, Any]:
    """The columns of a part."""
    columns: dict[str, Any] = table.parts[name].to_pydict()
    return columns


def test_the_columns_begin_as_they_are_promised(space: EmbeddingSpace) -> None:
    plain = asked(space, words=QUESTION).to_json()

    assert ["method", "rank", "word", "score"] == plain["columns"]
    assert ["3cosadd", 1, "queen"] == plain["rows"][0][:3]


def test_without_a_method_all_that_apply_stand_side_by_side(space: EmbeddingSpace) -> None:
    three = asked(space, words=QUESTION)
    five = asked(space, words=QUESTION, pairs=("uncle:aunt",))
    two = asked(space, words=("woman",), pairs=("man:king", "uncle:aunt"))

    assert ["3cosadd", "3cosmul", "pairdirection"] == three.columns["method"].unique().to_pylist()
    assert ["3cosadd", "3cosmul", "pairdirection", "3cosavg", "lrcos"] == five.columns["method"].unique().to_pylist()
    assert ["3cosavg", "lrcos"] == two.columns["method"].unique().to_pylist()


def test_3cosmul_is_the_formula_of_the_paper(space: EmbeddingSpace) -> None:
    def near(word: str) -> float:
        return 1 - cosine(VECTORS[WORDS.index("queen")], VECTORS[WORDS.index(word)]) / 2

    found = dict(answers(asked(space, words=QUESTION), "3cosmul"))

    assert found["queen"] == pytest.approx(near("king") * near("woman") / (near("man") + 0.001), abs=1e-9)


def test_pair_direction_is_the_formula_of_the_paper(space: EmbeddingSpace) -> None:
    unit = VECTORS / np.linalg.norm(VECTORS, axis=1, keepdims=True)
    man, king, woman, queen = unit[:4]

    found = dict(answers(asked(space, words=QUESTION), "pairdirection"))

    assert found["queen"] == pytest.approx(1 - cosine(queen - woman, king - man), abs=1e-6)


def test_the_average_offset_is_added(space: EmbeddingSpace) -> None:
    unit = VECTORS / np.linalg.norm(VECTORS, axis=1, keepdims=True)
    offset = ((unit[1] - unit[0]) + (unit[5] - unit[4])) / 2

    found = dict(answers(asked(space, words=QUESTION, pairs=("uncle:aunt",)), "3cosavg"))

    assert found["queen"] == pytest.approx(1 - cosine(unit[3], unit[2] + offset), abs=1e-6)


def test_lrcos_is_a_regression_times_the_cosine(space: EmbeddingSpace) -> None:
    from sklearn.linear_model import LogisticRegression

    unit = VECTORS / np.linalg.norm(VECTORS, axis=1, keepdims=True)
    examples = unit[[1, 5, 0, 4, 3, 6, 7, 8]]  # so few words that all others are drawn
    model = LogisticRegression(class_weight="balanced", max_iter=1000).fit(examples, [1, 1, 0, 0, 0, 0, 0, 0])

    found = dict(answers(asked(space, words=QUESTION, pairs=("uncle:aunt",)), "lrcos"))

    assert found["queen"] == pytest.approx(model.predict_proba(unit[[3]])[0, 1] * (unit[3] @ unit[2]), abs=1e-3)


def test_the_rank_of_the_expected_word_is_said_with_and_without_the_given_words(space: EmbeddingSpace) -> None:
    table = asked(space, words=("boy", "man", "girl"), expected="woman")

    ranks = part(table, "expected")
    assert ["3cosadd", "3cosmul", "pairdirection", "baseline"] == ranks["method"]
    assert ranks["rank"][0] == 1
    assert all(low <= high for low, high in zip(ranks["rank"], ranks["rank_among_all"], strict=True))


def test_an_expected_word_that_was_given_has_no_rank_where_given_words_are_left_out(space: EmbeddingSpace) -> None:
    ranks = part(asked(space, words=QUESTION, expected="king"), "expected")

    assert [None] * 4 == ranks["rank"]
    assert ranks["rank_among_all"][0] >= 1


def test_the_baseline_is_the_plain_nearest_neighbor(space: EmbeddingSpace) -> None:
    table = asked(space, words=QUESTION, expected="queen", k=1)

    assert (["girl"], [1]) == (part(table, "baseline")["word"], part(table, "baseline")["rank"])
    assert "‘girl’" in " ".join(table.notes)
    assert "not expected" in " ".join(table.notes)


def test_a_parallelogram_has_no_angle_and_no_error(space: EmbeddingSpace) -> None:
    found = part(asked(space, words=QUESTION), "parallelogram")

    assert (found["angle"], found["error"]) == (pytest.approx([0], abs=1e-6), [0])
    assert (found["length_ab"], found["length_cd"]) == ([4], [4])


def test_the_angle_is_that_of_the_vectors_themselves(space: EmbeddingSpace) -> None:
    found = part(asked(space, words=("man", "uncle", "woman"), expected="queen"), "parallelogram")

    assert (found["angle"], found["error"]) == (pytest.approx([90]), pytest.approx([np.sqrt(20)]))


def test_the_corners_hold_the_rows_that_the_map_shows(space: EmbeddingSpace) -> None:
    found = part(asked(space, words=QUESTION, expected="aunt"), "corners")

    assert (["man", "king", "woman", "aunt"], [0, 1, 2, 5]) == (found["word"], found["row"])


def test_given_words_may_be_answers_where_that_is_asked(space: EmbeddingSpace) -> None:
    with_them = asked(space, words=("man", "boy", "woman"), exclude=False, k=9)
    without = asked(space, words=("man", "boy", "woman"), k=9)

    assert len(answers(with_them, "3cosadd")) == 9
    assert len(answers(without, "3cosadd")) == 6


def test_case_is_folded_where_the_exact_form_is_absent_and_the_caption_says_so(space: EmbeddingSpace) -> None:
    table = asked(space, words=("Man", "KING", "woman"), k=1)

    assert answers(table, "3cosadd")[0][0] == "queen"
    assert "2 words in other case" in table.caption


def test_exact_case_refuses_with_the_right_spelling(space: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="Did you mean ‘man’"):
        asked(space, words=("Man", "king", "woman"), case="exact")


def test_a_pair_with_an_absent_word_is_left_out_and_said(space: EmbeddingSpace) -> None:
    table = asked(space, words=QUESTION, pairs=("uncle:aunt", "boy:gril"))

    assert table.missing == ("gril",)
    assert "1 pair left out, since a word of it is missing." in table.notes


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"words": ()}, "No word was given"),
        ({"words": ("man", "king")}, "2 words were given: man, king"),
        ({"words": ("man", "king", "woman", "queen")}, "--expected queen"),
        ({"words": QUESTION, "method": "lrcos"}, "LRCos needs several pairs, 1 is known"),
        ({"words": ("woman",), "pairs": ("man:king",)}, "3CosAvg needs several pairs, 1 is known"),
        ({"words": ("woman",), "pairs": ("man:king", "boy:girl"), "method": "3cosmul"}, "3CosMul needs three words"),
        ({"words": QUESTION, "pairs": ("uncle",)}, "‘uncle’ is no pair of words"),
        ({"words": ("woman",), "pairs": ("x:y",)}, "No pair has both its words"),
        ({"words": ("man", "man", "woman"), "method": "pairdirection"}, "no direction"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(
    space: EmbeddingSpace, parameters: dict[str, Any], message: str
) -> None:
    with pytest.raises(UserError, match=message):
        asked(space, **parameters)


def test_no_direction_leaves_the_other_methods(space: EmbeddingSpace) -> None:
    table = asked(space, words=("man", "man", "woman"))

    assert ["3cosadd", "3cosmul"] == table.columns["method"].unique().to_pylist()
    assert part(table, "parallelogram")["angle"] == [None]


def test_a_family_gives_the_range_of_each_score(space: EmbeddingSpace) -> None:
    family = Family(vary="seeds", values=(1, 2), runs=(VECTORS, VECTORS[:, ::-1]), mark=mark_of(VECTORS))

    table = asked(replace(space, family=family), words=QUESTION, pairs=("uncle:aunt",), k=1)

    assert ["method", "rank", "word", "score", "low", "high", "row"] == table.columns.column_names
    scores = np.array(table.columns["score"].to_pylist()[:4])
    np.testing.assert_allclose(table.columns["low"].to_pylist()[:4], scores, atol=1e-6)
    assert table.columns["low"].to_pylist()[4] is None
    assert "range over 2 trainings (seeds)" in table.caption


@pytest.fixture
def glove(shared_data: Path) -> tuple[EmbeddingSpace, Any]:
    """The shared GloVe words as a space and in gensim."""
    from gensim.models import KeyedVectors

    oracle = KeyedVectors.load_word2vec_format(shared_data / GLOVE, binary=True)
    return EmbeddingSpace(name="glove", keys=Keys(oracle.index_to_key), vectors=oracle.vectors), oracle


@pytest.mark.filterwarnings("ignore")  # gensim warns when it is imported
@pytest.mark.parametrize("words", [("man", "king", "woman"), ("paris", "france", "london"), ("big", "bigger", "small")])
def test_3cosadd_agrees_with_gensim(glove: tuple[EmbeddingSpace, Any], words: tuple[str, ...]) -> None:
    space, oracle = glove
    expected = oracle.most_similar(positive=[words[1], words[2]], negative=[words[0]], topn=20)

    found = answers(asked(space, words=words, k=20), "3cosadd")

    assert [word for word, _ in expected] == [word for word, _ in found]
    np.testing.assert_allclose([score for _, score in found], [score for _, score in expected], atol=1e-5)


@pytest.mark.filterwarnings("ignore")  # gensim warns when it is imported
@pytest.mark.parametrize("words", [("man", "king", "woman"), ("paris", "france", "london"), ("big", "bigger", "small")])
def test_3cosmul_agrees_with_gensim_for_its_epsilon(glove: tuple[EmbeddingSpace, Any], words: tuple[str, ...]) -> None:
    space, oracle = glove
    expected = oracle.most_similar_cosmul(positive=[words[1], words[2]], negative=[words[0]], topn=20)

    found = answers(asked(space, words=words, k=20, epsilon=1e-6), "3cosmul")

    assert [word for word, _ in expected] == [word for word, _ in found]
    np.testing.assert_allclose([score for _, score in found], [score for _, score in expected], atol=1e-5)
