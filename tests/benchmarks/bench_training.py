"""word2vec beside gensim called directly and beside a torch loop as tutorials write it: words a second, and quality.

Times run from the finished vocabulary to the finished space; a round measures all of a group one after the other, and a
ratio is the median of those of the rounds. Quality is the mean score of some seeds on WordSim-353 after five epochs on
WordNet's glosses, where torch and gensim must agree.
"""

import argparse
import dataclasses
import gzip
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from embexplorer.core.corpus import Corpus
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.report import Frame, Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.corpora.evaluation import scorer
from embexplorer.corpora.reading import read_corpus
from embexplorer.trainers.word2vec import Word2Vec

ROOT = Path(__file__).resolve().parents[2]
KJV = ROOT / "resources" / "demos" / "kjv.tsv.gz"
GLOSSES = ROOT.parent / "shared/data/corpora/wordnet_glosses.tsv.gz"
BATCH = 512
FRAMES_A_SECOND = 20
MODELS = tuple((architecture, loss) for loss in ("negative", "hierarchical") for architecture in ("skip-gram", "cbow"))
SEEDS = (0, 1, 2)
AGREEMENT = 0.02  # of mean scores on WordSim-353
APART = "apart"


class Timed(Report):
    """Notes when the vocabulary was there; wants frames as often as the window does, or none."""

    def __init__(self, frames: bool) -> None:
        self._frames = frames
        self.begun = self._next = 0.0
        self.shown = 0

    def begin(self, space: EmbeddingSpace) -> None:
        self.begun = time.perf_counter()

    def wants_frame(self) -> bool:
        return self._frames and time.perf_counter() >= self._next

    def show(self, frame: Frame) -> None:
        self.shown += 1
        self._next = time.perf_counter() + 1 / FRAMES_A_SECOND


def run(small: bool) -> dict[str, float | str]:
    """Words a second, ratios (1: as quick as the peer; above: quicker), frames a second, scores."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as home:
        step = made_up(Path(home)) if small else Word2Vec(path=KJV, column="text", epochs=3, held_out=0)
        corpus = read_corpus(step)
        answer: dict[str, float | str] = {"words of the text": len(corpus.tokens)}
        answer |= beside_gensim(step, corpus, 1 if small else 5)
        answer |= torch_engine(step, corpus, 1 if small else 3, 0.3 if small else 10.0)
        if not small and GLOSSES.exists():
            answer |= quality(glosses(Path(home)))
    return answer


def beside_gensim(step: Word2Vec, corpus: Corpus, rounds: int) -> dict[str, float | str]:
    """Ours with frames and without, beside gensim called with the same settings."""
    direct, still, live, frames = [], [], [], []
    for _ in range(rounds):
        direct.append(by_gensim(step, corpus))
        still.append(ours(step)[0])
        seconds, shown = ours(step, frames=True)
        live.append(seconds)
        frames.append(shown / seconds)
    words = len(corpus.tokens) * step.epochs
    return {
        "gensim called directly, thousand words a second": words / statistics.median(direct) / 1e3,
        "ours without frames, of gensim's speed": ratio(direct, still),
        "ours with frames, of gensim's speed": ratio(direct, live),
        "ours with frames, of its speed without": ratio(still, live),
        "frames a second": statistics.median(frames),
    }


def torch_engine(step: Word2Vec, corpus: Corpus, rounds: int, patience: float) -> dict[str, float | str]:
    """The torch engine beside gensim and beside the usual loop, one thread each (the loop may take two)."""
    answer: dict[str, float | str] = {}
    words = len(corpus.tokens) * step.epochs
    for architecture, loss in MODELS:
        peer = replaced(step, architecture=architecture, loss=loss)
        torch_step = replaced(peer, engine="torch")
        direct, learned = [], []
        for _ in range(rounds if loss == "negative" else 1):
            direct.append(by_gensim(peer, corpus))
            learned.append(ours(torch_step)[0])
        name = f"torch {architecture} {loss}"
        answer[f"{name}, thousand words a second"] = words / statistics.median(learned) / 1e3
        answer[f"{name}, of gensim's speed"] = ratio(direct, learned)
    loop = tutorial(step, corpus, patience)
    skip_gram = words / ours(replaced(step, engine="torch"))[0]
    answer["the usual torch loop (dense Adam), thousand words a second"] = loop / 1e3
    answer["torch skip-gram negative, of the usual loop's speed"] = skip_gram / loop
    return answer


def quality(step: Word2Vec) -> dict[str, float | str]:
    """Mean scores on WordSim-353 after equal epochs, ours by torch / gensim's, and how far they are apart."""
    answer: dict[str, float | str] = {}
    for architecture, loss in MODELS:
        name = f"WordSim-353, {architecture} {loss}, mean of {len(SEEDS)} seeds"
        peer = replaced(step, architecture=architecture, loss=loss)
        torch, gensim = (mean_wordsim(replaced(peer, engine=engine)) for engine in ("torch", "gensim"))
        answer[f"{name}, torch / gensim"] = f"{torch:.4f} / {gensim:.4f}"
        answer[f"{name}, {APART}"] = abs(torch - gensim)
    return answer


def mean_wordsim(step: Word2Vec) -> float:
    """The mean over `SEEDS`: one seed's score lies up to 0.01 beside it."""
    return statistics.fmean(wordsim(dataclasses.replace(step, seed=seed).run(Inputs())) for seed in SEEDS)


def wordsim(space: EmbeddingSpace) -> float:
    """Spearman's rank correlation."""
    return scorer("wordsim353", Keys(list(space.keys)))(space.vectors)["wordsim353"]


def by_gensim(step: Word2Vec, corpus: Corpus) -> float:
    """Seconds that gensim takes when it is called directly."""
    from gensim.models import Word2Vec as GensimModel

    model = GensimModel(
        vector_size=step.dimensions,
        window=step.window,
        min_count=step.min_count,
        sample=step.subsampling,
        seed=step.seed,
        workers=step.workers,
        sg=int(step.architecture == "skip-gram"),
        hs=int(step.loss == "hierarchical"),
        negative=step.negative if step.loss == "negative" else 0,
        epochs=step.epochs,
    )
    model.build_vocab(corpus.sentences)
    return seconds(lambda: model.train(corpus.sentences, total_examples=model.corpus_count, epochs=step.epochs))


def ours(step: Word2Vec, frames: bool = False) -> tuple[float, int]:
    """Seconds from the finished vocabulary to the space, and how many frames were shown."""
    report = Timed(frames)
    step.run(Inputs(), report)
    return time.perf_counter() - report.begun, report.shown


def tutorial(step: Word2Vec, corpus: Corpus, patience: float) -> float:
    """Words a second of skip-gram as tutorials write it: a list of pairs, noise for each, autograd, dense Adam."""
    import torch

    words = corpus.kept(step.min_count)
    inputs, outputs = (torch.nn.Embedding(words, step.dimensions) for _ in range(2))
    adam = torch.optim.Adam([*inputs.parameters(), *outputs.parameters()])
    chance = torch.from_numpy(corpus.counts[:words] ** step.noise_exponent).float()
    start, read = time.perf_counter(), 0
    for batch, read in batches(corpus, words, step.window):  # noqa: B007  the last number is the answer
        pairs = torch.tensor(batch)
        noise = torch.multinomial(chance, len(batch) * step.negative, replacement=True).view(len(batch), -1)
        hidden = inputs(pairs[:, 0])
        right = torch.nn.functional.logsigmoid((hidden * outputs(pairs[:, 1])).sum(1))
        wrong = torch.nn.functional.logsigmoid(-(outputs(noise) @ hidden[:, :, None]).squeeze(2)).sum(1)
        adam.zero_grad()
        (-(right + wrong).mean()).backward()
        adam.step()
        if time.perf_counter() - start > patience:
            break
    return read / (time.perf_counter() - start)


def batches(corpus: Corpus, words: int, window: int) -> Iterator[tuple[list[tuple[int, int]], int]]:
    """Lists of pairs, and how many words have been read."""
    batch: list[tuple[int, int]] = []
    for document in range(len(corpus)):
        tokens = [t for t in corpus.tokens[corpus.starts[document] : corpus.starts[document + 1]].tolist() if t < words]
        for middle, word in enumerate(tokens):
            around = tokens[max(0, middle - window) : middle] + tokens[middle + 1 : middle + 1 + window]
            batch += [(word, other) for other in around]
            if len(batch) >= BATCH:
                yield batch, int(corpus.starts[document]) + middle + 1
                batch = []
    yield batch or [(0, 0)], len(corpus.tokens)


def replaced(step: Word2Vec, **settings: str) -> Word2Vec:
    return dataclasses.replace(step, **settings)  # type: ignore[arg-type]


def made_up(home: Path) -> Word2Vec:
    """Two thousand small sentences."""
    lines = [f"the {n % 13}th king of {n % 31} sees the {n % 7}th house near {n % 17}" for n in range(2000)]
    (home / "made.txt").write_text("\n".join(lines), encoding="utf-8")
    return Word2Vec(path=home / "made.txt", dimensions=20, epochs=2, held_out=0)


def glosses(home: Path) -> Word2Vec:
    """WordNet's words with what they mean, a line each."""
    with gzip.open(GLOSSES, "rt", encoding="utf-8") as stream:
        rows = [line.rstrip("\n").split("\t") for line in stream]
    path = home / "glosses.txt"
    path.write_text("\n".join(f"{row[2]} {row[3]}" for row in rows[1:]), encoding="utf-8")
    return Word2Vec(path=path, epochs=5, held_out=0)


def ratio(theirs: list[float], own: list[float]) -> float:
    return statistics.median(their / mine for their, mine in zip(theirs, own, strict=True))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(small: bool) -> None:
    """Print what was measured, and fail where torch and gensim lead to different scores."""
    measured = run(small)
    for name, value in measured.items():
        print(f"{name:<80} {value if isinstance(value, str) else f'{value:.3g}'}", flush=True)
    too_far = {name: value for name, value in measured.items() if name.endswith(APART) and float(value) > AGREEMENT}
    assert not too_far, f"further apart than {AGREEMENT}: {too_far}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a few seconds, to see that it runs")
    main(parser.parse_args().small)
