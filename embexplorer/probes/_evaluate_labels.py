"""A column of labels: what a classifier learns of it from the vectors, and whether near rows have the same label."""

import warnings
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from embexplorer.core.analogies import unit_rows
from embexplorer.core.errors import UserError
from embexplorer.core.report import Part, Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.typing import DoubleArray, FloatArray, IntArray
from embexplorer.core.vectors import BLOCK_NUMBERS
from embexplorer.probes._evaluated import Evaluated, Score, bootstrap_mean, share

MOST_LABELS = 1000
QUERIES = 10_000


def evaluate_labels(
    space: EmbeddingSpace, column: str, folds: int, k: int, times: int, seed: int, report: Report
) -> Evaluated:
    """Accuracy and macro-F1 of a logistic regression over folds; recall@k and MRR among all labelled rows."""
    rows, labels, few = labelled_rows(space, column, folds)
    vectors = space.vectors[rows]
    commonest = int(np.bincount(labels).max())
    measured = {
        **classified(vectors, labels, folds, seed, Part(report, 0.0, 0.6)),
        "baseline": share(commonest, len(rows)),
        **retrieved(vectors, labels, k, times, seed, Part(report, 0.6, 1.0)),
    }
    scores = tuple(
        Score(set=column, measure=name, value=value, low=low, high=high, covered=len(rows), total=space.rows)
        for name, (value, low, high) in measured.items()
    )
    return Evaluated(scores=scores, notes=_notes(column, len(rows), folds, k, seed, few))


def labelled_rows(space: EmbeddingSpace, column: str, folds: int) -> tuple[IntArray, IntArray, list[str]]:
    """The rows that have a label, a number for it, and the labels left out since they are rarer than folds."""
    if column not in space.columns.column_names:
        have = ", ".join(space.columns.column_names) or "none"
        raise UserError(f"This space has no column ‘{column}’.", f"It has: {have}.")
    values = space.columns[column].combine_chunks()
    if pa.types.is_floating(values.type):
        raise UserError(f"The column ‘{column}’ holds measured numbers, not labels.", "Choose a column of classes.")
    texts = ["" if value is None else str(value) for value in values.to_pylist()]
    names, places, counts = np.unique(texts, return_inverse=True, return_counts=True)
    kept = (counts >= folds) & (names != "")
    few = [str(name) for name, stays in zip(names, kept, strict=True) if not stays and name != ""]
    if not 2 <= kept.sum() <= MOST_LABELS:
        found = f"The column ‘{column}’ has {int(kept.sum()):,} labels of at least {folds} rows"
        raise UserError(f"{found}, expected 2 to {MOST_LABELS:,}.", "Choose a column of classes.")
    rows = np.flatnonzero(kept[places])
    return rows, np.unique(places[rows], return_inverse=True)[1], few


def classified(
    vectors: FloatArray, labels: IntArray, folds: int, seed: int, report: Report
) -> dict[str, tuple[float, float, float]]:
    """Mean over stratified folds, with the 95 % interval of Student's t over them."""
    from sklearn.metrics import f1_score

    found: dict[str, list[float]] = {"accuracy": [], "macro-f1": []}
    for guessed, true in _folds(vectors, labels, folds, seed, report):
        found["accuracy"].append(float((guessed == true).mean()))
        found["macro-f1"].append(float(f1_score(true, guessed, average="macro", zero_division=0)))
    return {name: _over_folds(np.array(values)) for name, values in found.items()}


def _folds(
    vectors: FloatArray, labels: IntArray, folds: int, seed: int, report: Report
) -> Iterator[tuple[IntArray, IntArray]]:
    """For each fold what was guessed of it, and what is true."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    cut = StratifiedKFold(folds, shuffle=True, random_state=seed)
    for number, (known, asked) in enumerate(cut.split(vectors, labels)):
        report(number / folds, f"Learning the labels: fold {number + 1} of {folds}")
        model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # a thousand steps are as far as it goes
            warnings.filterwarnings("ignore", "The number of unique classes")  # many labels are no mistake
            model.fit(vectors[known], labels[known])
        yield model.predict(vectors[asked]), labels[asked]


def _over_folds(values: DoubleArray) -> tuple[float, float, float]:
    from scipy.stats import t

    mean = float(values.mean())
    half = float(t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values)))
    return mean, max(0.0, mean - half), min(1.0, mean + half)


def retrieved(
    vectors: FloatArray, labels: IntArray, k: int, times: int, seed: int, report: Report
) -> dict[str, tuple[float | None, float | None, float | None]]:
    """Every row asks for the rows of its label by cosine; of many rows a seeded sample asks."""
    asking = np.arange(len(labels))
    if len(asking) > QUERIES:
        asking = np.sort(np.random.default_rng(seed).choice(asking, QUERIES, replace=False))
    ranks = first_ranks(unit_rows(vectors), labels, asking, report)
    return {
        f"recall@{k}": share(int((ranks <= k).sum()), len(ranks)),
        "mrr": bootstrap_mean(1 / ranks, times, seed),
    }


def first_ranks(vectors: DoubleArray, labels: IntArray, asking: IntArray, report: Report) -> IntArray:
    """For each row that asks the rank of the nearest other row of its label, 1 + how many others are nearer."""
    step = max(1, BLOCK_NUMBERS // (2 * len(vectors)))
    ranks = []
    for start in range(0, len(asking), step):
        report(start / len(asking), f"Looking for rows of the same label: {start:,} of {len(asking):,}")
        block = asking[start : start + step]
        near = vectors[block] @ vectors.T
        near[np.arange(len(block)), block] = -np.inf
        best = np.where(labels[block][:, None] == labels, near, -np.inf).max(axis=1)
        ranks.append((near > best[:, None]).sum(axis=1) + 1)
    return np.concatenate(ranks)


def _notes(column: str, rows: int, folds: int, k: int, seed: int, few: list[str]) -> tuple[str, ...]:
    learned = f"logistic regression on standardised vectors, mean of {folds} folds (seed {seed}), Student's t over them"
    found = f"the share of rows with one of their label among the {k} nearest by cosine"
    notes = [
        f"{column}: {learned}; baseline is the share of the commonest label.",
        f"{column}: recall@{k} is {found}; mrr the mean of 1 / rank of the first.",
    ]
    if rows > QUERIES:
        notes.append(f"{column}: a seeded sample of {QUERIES:,} of {rows:,} rows asked for their label.")
    if few:
        notes.append(f"{column}: left out, with fewer than {folds} rows: {', '.join(few)}.")
    return tuple(notes)
