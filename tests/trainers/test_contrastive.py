"""Learning a projection from labels and pairs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import KNeighborsClassifier

from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.model import embed
from embexplorer.core.perform import perform
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.table import Table
from embexplorer.trainers._held_out import knn_accuracy, pair_auc
from embexplorer.trainers._labelled_rows import LabelledTriples
from embexplorer.trainers._word_pairs import PairedTriples, read_pairs
from embexplorer.trainers.contrastive import WARNING, Contrastive

LOSSES = ["triplet", "contrastive", "infonce", "margin"]
SHORT = {"epochs": 3, "dimensions": 4, "label_column": "cluster"}


@pytest.fixture(scope="session")
def hidden_classes() -> EmbeddingSpace:
    """180 rows of two classes that are told by one direction among seven louder ones; nine more have no label."""
    random = np.random.default_rng(3)
    vectors = random.normal(size=(189, 8)) * 2
    vectors[:180, 5] = np.tile([1.0, -1.0], 90) + random.normal(size=180) * 0.1
    labels = pa.array([["up", "down"][row % 2] if row < 180 else None for row in range(189)])
    keys = Keys([f"w{row}" for row in range(189)])
    columns = pa.table({"class": labels, "number": np.linspace(0, 1, 189)})
    return EmbeddingSpace(name="hidden", keys=keys, vectors=vectors.astype(np.float32), columns=columns)


def judged(space: EmbeddingSpace, used: list[str]) -> float:
    """scikit-learn's share of held-out rows whose class their nearest learned rows tell."""
    labels = np.array(space.columns["class"].to_pylist(), object)
    learned, held_out = (np.array(used) == word for word in ("learned from", "held out"))
    judge = KNeighborsClassifier(5, metric="cosine").fit(space.vectors[learned], labels[learned].astype(str))
    return float(judge.score(space.vectors[held_out], labels[held_out].astype(str)))


def run(space: EmbeddingSpace, report: Report | None = None, **parameters: Any) -> EmbeddingSpace:
    """A short training on the clusters."""
    step = Contrastive(**{**SHORT, **parameters})
    return step.run(Inputs(space=space), *([report] if report else []))


def with_labels(space: EmbeddingSpace, labels: list[str | None]) -> EmbeddingSpace:
    return space.with_columns(pa.table({"cluster": pa.array(labels, pa.string())}))


@pytest.mark.parametrize("loss", LOSSES)
def test_a_direction_that_labels_tell_of_is_found(hidden_classes: EmbeddingSpace, loss: str) -> None:
    step = Contrastive(
        label_column="class", loss=loss, dimensions=2, epochs=60, learning_rate=0.03, margin=1.0, batch=32
    )

    space = step.run(Inputs(space=hidden_classes))

    used = space.columns["used"].to_pylist()
    assert judged(hidden_classes, used) < 0.9
    assert judged(space, used) > 0.97


def test_all_rows_are_projected_with_their_columns(hidden_classes: EmbeddingSpace) -> None:
    space = run(hidden_classes, label_column="class")

    assert (189, 4) == space.vectors.shape
    assert space.columns["class"] == hidden_classes.columns["class"]
    assert list(space.keys) == list(hidden_classes.keys)


def test_each_row_says_what_it_was_used_for(hidden_classes: EmbeddingSpace) -> None:
    used = run(hidden_classes, label_column="class").columns["used"].to_pylist()

    assert (144, 36, 9) == tuple(used.count(word) for word in ("learned from", "held out", "no"))
    assert ["no"] * 9 == used[180:]


def test_the_user_is_warned_that_labels_were_used(clusters: EmbeddingSpace) -> None:
    assert WARNING in run(clusters).notes


def test_the_user_is_told_what_the_held_out_rows_say(clusters: EmbeddingSpace) -> None:
    notes = run(clusters).notes

    assert any(note.startswith("kNN accuracy of 18 held-out rows (k = 5, cosine): ") for note in notes)


def test_without_held_out_rows_no_number_is_promised(clusters: EmbeddingSpace) -> None:
    assert any("Nothing was held out" in note for note in run(clusters, held_out=0.0).notes)


def test_the_curve_stands_beside_that_of_the_plain_space(clusters: EmbeddingSpace) -> None:
    log = run(clusters).beside[-1]

    assert isinstance(log, Table)
    assert {"loss", "kNN accuracy (held out)", "kNN accuracy (held out), plain space"} <= {*log.columns.column_names}


def test_the_first_column_of_words_is_taken_if_none_is_named(clusters: EmbeddingSpace) -> None:
    assert "by their ‘cluster’" in run(clusters, label_column="").notes[0]


def test_projected_rows_have_length_1(clusters: EmbeddingSpace) -> None:
    assert np.allclose(1, np.linalg.norm(run(clusters).vectors, axis=1), atol=1e-6)


def test_they_keep_their_lengths_where_that_is_wished(clusters: EmbeddingSpace) -> None:
    assert np.ptp(np.linalg.norm(run(clusters, unit_length=False).vectors, axis=1)) > 0.1


def test_the_result_is_a_child_of_the_space(clusters: EmbeddingSpace, tmp_path: Path) -> None:
    saved = clusters.save(tmp_path / "parent")

    made = perform(Contrastive(**SHORT), Inputs(space=saved))

    assert ("parent", "contrastive") == (made.parent, made.recipe.steps[-1].name)


class Enough(Report):
    """Has had enough when it has been asked so many times."""

    def __init__(self, after: int) -> None:
        self._left = after

    def enough(self) -> bool:
        self._left -= 1
        return self._left == 0


def test_a_stopped_run_is_the_run_that_ends_there(clusters: EmbeddingSpace) -> None:
    report = Enough(after=2)
    stopped = run(clusters, report, batch=30)

    assert report.kept_at() == 2
    assert np.array_equal(stopped.vectors, run(clusters, batch=30, stop_after=2).vectors)


class LateStopper(Report):
    """Stops at the third word."""

    words = 0

    def __call__(self, done: float, text: str) -> None:
        self.words += 1
        if self.words == 3:
            raise Cancelled


def test_it_is_cancelled_between_batches(clusters: EmbeddingSpace) -> None:
    with pytest.raises(Cancelled):
        run(clusters, LateStopper())


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (["a"] * 90, "labels with one class, ‘a’"),
        ([None] * 90, "No row of clusters has a label"),
        ([f"label {row}" for row in range(90)], "has one row only"),
    ],
)
def test_labels_that_teach_nothing_are_refused(
    clusters: EmbeddingSpace, labels: list[str | None], sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        run(with_labels(clusters, labels))


def test_a_class_with_one_row_is_told(clusters: EmbeddingSpace) -> None:
    labels = ["alone", *["a", "b"] * 44, "a"]

    assert any("1 class has one row only" in note for note in run(with_labels(clusters, labels)).notes)


def test_a_column_that_is_not_there_is_refused_with_those_that_are(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="no column ‘kind’ that could be labels. There are: rank, cluster"):
        run(clusters, label_column="kind")


def test_a_space_without_labels_is_refused(clusters: EmbeddingSpace) -> None:
    plain = EmbeddingSpace(name="plain", keys=clusters.keys, vectors=clusters.vectors)

    with pytest.raises(UserError, match="no column of a few words"):
        run(plain, label_column="")


def test_numbers_that_are_not_finite_are_refused(clusters: EmbeddingSpace) -> None:
    vectors = np.array(clusters.vectors)
    vectors[3, 3] = np.nan
    broken = EmbeddingSpace(name="broken", keys=clusters.keys, vectors=vectors, columns=clusters.columns)

    with pytest.raises(UserError, match="not finite"):
        run(broken)


def test_labels_and_pairs_together_are_refused(clusters: EmbeddingSpace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Both --label-column and --pairs"):
        run(clusters, pairs=tmp_path / "pairs.tsv")


def test_nothing_new_can_be_embedded(clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="nothing new can be embedded"):
        embed(run(clusters), ["w1"])


@pytest.fixture
def pairs(tmp_path: Path) -> Callable[[list[str]], Path]:
    """Writes a file of pairs."""

    def written(lines: list[str]) -> Path:
        path = tmp_path / "pairs.tsv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return written


@pytest.mark.parametrize("loss", LOSSES)
def test_pairs_are_learned_from(clusters: EmbeddingSpace, pairs: Callable[[list[str]], Path], loss: str) -> None:
    file = pairs([f"w{row}\tw{row + 30}" for row in range(60)] + [f"w{row}\tw{row + 1}\t0" for row in range(0, 28, 2)])

    space = run(clusters, label_column="", pairs=file, loss=loss)

    assert space.notes[0] == "48 pairs of pairs.tsv were learned from, 12 were held out; all rows were projected."
    assert any(note.startswith("AUC of 12 held-out pairs against 3 others") for note in space.notes)


def test_unknown_words_of_pairs_are_told(clusters: EmbeddingSpace, pairs: Callable[[list[str]], Path]) -> None:
    file = pairs(["w1\tw2", "w3\tunicorn", "w4\tw4", "w5\tw6"])

    notes = run(clusters, label_column="", pairs=file).notes

    assert "Pairs of pairs.tsv with an unknown word, left out: 1 (‘unicorn’)." in notes
    assert "Pairs of a word with itself, left out: 1." in notes


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["w1"], "Line 1 of pairs.tsv has 1 fields"),
        (["w1\tw2", "w1\tw2\tyes"], "Line 2 of pairs.tsv ends in ‘yes’"),
        (["king\tqueen"], "No pair of pairs.tsv"),
        (["w1\tw2\t0"], "No pair of pairs.tsv"),
        ([""], "holds no pair"),
        (["w1\tw2"], "leave no word apart"),
    ],
)
def test_pairs_that_teach_nothing_are_refused(
    clusters: EmbeddingSpace, pairs: Callable[[list[str]], Path], lines: list[str], sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        run(clusters, label_column="", pairs=pairs(lines))


def test_a_file_of_pairs_that_is_missing_is_refused(clusters: EmbeddingSpace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        run(clusters, label_column="", pairs=tmp_path / "nothing.tsv")


def test_labelled_triples_hold_a_row_of_the_class_and_one_of_another() -> None:
    codes = np.array([0, 1, 0, 2, 1, 0, -1])
    anchor, positive, negative = LabelledTriples(np.arange(6), codes).draw(np.random.default_rng(0))

    assert [0, 1, 2, 4, 5] == sorted(anchor.tolist())
    assert (codes[anchor] == codes[positive]).all() and (anchor != positive).all()
    assert (codes[anchor] != codes[negative]).all() and (codes[negative] >= 0).all()


def test_paired_triples_hold_the_partner_and_a_word_that_is_none() -> None:
    triples = PairedTriples(np.array([[0, 1], [1, 2], [3, 4]]), np.array([[3, 0]]), rows=9)
    anchor, positive, negative = triples.draw(np.random.default_rng(0))

    assert [(0, 1), (1, 0), (1, 2), (2, 1), (3, 4), (4, 3)] == sorted(
        zip(anchor.tolist(), positive.tolist(), strict=True)
    )
    assert not triples.same(anchor, negative).diagonal().any()
    assert negative[anchor == 3].tolist() == [0]


def test_pairs_may_be_packed(clusters: EmbeddingSpace, tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "pairs.tsv.gz"
    path.write_bytes(gzip.compress(b"w1\tw2\nw3\tw4\t1\n"))

    assert [[1, 2], [3, 4]] == read_pairs(path, clusters.keys).right.tolist()


def test_knn_accuracy_is_that_of_scikit_learn() -> None:
    random = np.random.default_rng(0)
    known, asked = (random.normal(size=(size, 5)).astype(np.float32) for size in (60, 40))
    codes, truth = random.integers(0, 2, 60), random.integers(0, 2, 40)  # two classes of five: no ties

    expected = KNeighborsClassifier(5, metric="cosine").fit(known, codes).score(asked, truth)

    assert expected == pytest.approx(knn_accuracy(known, codes, asked, truth))


def test_pair_auc_is_that_of_scikit_learn() -> None:
    vectors = np.random.default_rng(0).integers(-1, 2, (30, 3)).astype(np.float32) + 0.5  # with ties
    pairs = np.random.default_rng(1).integers(0, 30, (50, 2))
    cosines = [float(a @ b / np.linalg.norm(a) / np.linalg.norm(b)) for a, b in vectors[pairs]]

    expected = roc_auc_score([1] * 20 + [0] * 30, np.round(cosines, 6))

    assert expected == pytest.approx(pair_auc(vectors, pairs[:20], pairs[20:]), abs=1e-3)


def test_more_epochs_are_estimated_to_take_longer(clusters: EmbeddingSpace) -> None:
    few, many = (Contrastive(label_column="cluster", epochs=epochs).estimate_on(clusters) for epochs in (10, 1000))

    assert few.seconds < many.seconds
