"""All 19,544 questions of questions-words over 30,000 words beside gensim's evaluation."""

import argparse
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np

from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace
from embexplorer.corpora.evaluation_sets import AnalogySet, evaluation_set
from embexplorer.probes.evaluate import Evaluate

DIMENSIONS = 100


def run(small: bool) -> dict[str, float | str]:
    """Seconds of the whole step (bootstrap, sections and failures included), and of gensim, measured in turns."""
    warnings.simplefilter("ignore")
    from gensim.models import KeyedVectors

    questions = evaluation_set("questions-words")
    if not isinstance(questions, AnalogySet):
        raise TypeError(questions)
    words, vectors = _words(questions, 2000 if small else 30_000)
    space = EmbeddingSpace(name="words", keys=Keys(words), vectors=vectors)
    peer = KeyedVectors(DIMENSIONS)
    peer.add_vectors(words, vectors)
    every = 40 if small else 8
    with tempfile.TemporaryDirectory() as folder:
        part = _some(questions, every, Path(folder) / "part.txt")
        theirs, gensim_right = _timed(lambda: peer.evaluate_word_analogies(str(part), restrict_vocab=len(words))[0])
        ours, right = _timed(lambda: _share(space, "questions-words"))
        same = _share(space, str(part))
    total = len(questions.questions)
    return {
        f"{total:,} questions, {len(words):,} × {DIMENSIONS}, s": ours,
        f"gensim, 1 of {every} questions measured, s for all": theirs * every,
        "times as quick as gensim": theirs * every / ours,
        "right, of all": right,
        f"right, of 1 in {every}, ours − gensim's": same - gensim_right,
    }


def _share(space: EmbeddingSpace, name: str) -> float:
    table = Evaluate(set=(name,)).run(Inputs(space=space))
    return float(table.columns["value"][0].as_py())


def _words(questions: AnalogySet, count: int) -> tuple[list[str], np.ndarray]:
    """The words of the questions among others; in each section the second word lies off the first in one direction."""
    random = np.random.default_rng(0)
    known = list(dict.fromkeys(word.lower() for question in questions.questions for word in question))
    words = [*known, *(f"word{row}" for row in range(count - len(known)))]
    vectors = random.normal(size=(len(words), DIMENSIONS)).astype(np.float32)
    place = {word: row for row, word in enumerate(words)}
    offsets = {section: random.normal(size=DIMENSIONS) for section in dict.fromkeys(questions.sections)}
    for (first, second, *_), section in zip(questions.questions, questions.sections, strict=True):
        noise = random.normal(size=DIMENSIONS)
        vectors[place[second.lower()]] = vectors[place[first.lower()]] + offsets[section] + 0.7 * noise
    return words, vectors


def _some(questions: AnalogySet, every: int, path: Path) -> Path:
    """One in so many questions, as a file that both read."""
    lines = [": all", *(" ".join(question) for question in questions.questions[::every])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _timed(work) -> tuple[float, float]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, float(found)


def main(small: bool) -> None:
    """Print what was measured."""
    for name, value in run(small).items():
        print(f"{name:<80} {value if isinstance(value, str) else f'{value:.4g}'}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a few seconds, to see that it runs")
    main(parser.parse_args().small)
