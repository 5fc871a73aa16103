"""How fast vectors are opened beside gensim in the same run: text, binary, a saved space, and the whole `info` command.

Every measurement is a process of its own. Memory is what the process has of its own (RssAnon), sampled while it loads.
`EMBEXPLORER_BENCH_TEXT` may name a real word2vec text file; else one of equal size is made.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.reading import reader_for
from embexplorer.core.space import EmbeddingSpace
from embexplorer.writers.to_word2vec import ToWord2vec

ROWS, DIMENSIONS = 341_479, 100

GENSIM = """
import json, sys, time, warnings
from gensim.models import KeyedVectors
start = time.perf_counter()
vectors = KeyedVectors.load_word2vec_format(sys.argv[1], binary=sys.argv[2] == "binary")
print(json.dumps({"seconds": time.perf_counter() - start, "sum": float(vectors.vectors.sum(dtype="float64"))}))
"""
OURS = """
import json, sys, time
from pathlib import Path
from embexplorer.core.inputs import nothing
from embexplorer.core.reading import reader_for
step = reader_for(Path(sys.argv[1]))
step.warm()
start = time.perf_counter()
space = step.run(nothing)
print(json.dumps({"seconds": time.perf_counter() - start, "sum": float(space.vectors.sum(dtype="float64"))}))
"""
MEMORY = """
import json, sys, threading, time
from pathlib import Path
from embexplorer.core.inputs import nothing
from embexplorer.core.reading import reader_for
def own():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("RssAnon"))
step = reader_for(Path(sys.argv[1]))
step.warm()
before, peak, going = own(), 0, True
def watch():
    global peak
    while going:
        peak = max(peak, own())
        time.sleep(0.005)
watcher = threading.Thread(target=watch)
watcher.start()
space = step.run(nothing)
going = False
watcher.join()
print(json.dumps({"growth": (peak - before) * 1024 / space.vectors.nbytes}))
"""


def run(small: bool) -> dict[str, float | str]:
    """All of it; `small` is a smoke test whose numbers mean nothing."""
    rows = 2_000 if small else ROWS
    with tempfile.TemporaryDirectory(prefix="embexplorer-loading-") as name:
        folder = Path(name)
        text, binary = files(folder, rows)
        found: dict[str, float | str] = {"file": f"{text.stat().st_size / 1e6:.0f} MB of text"}
        gensim_text = answer(GENSIM, text, "text")
        gensim_binary = answer(GENSIM, binary, "binary")
        for kind, path, peer in (("text", text, gensim_text), ("binary", binary, gensim_binary)):
            found |= compared(kind, peer, [answer(OURS, path) for _ in range(1 if small else 3)])
            found[f"{kind}, own memory grown by, times the matrix"] = answer(MEMORY, path)["growth"]
        reader_for(text).run(Inputs()).save(folder / "space")  # type: ignore[union-attr]
        found["saved space, opened again, s"] = answer(OURS, folder / "space")["seconds"]
        found |= information(folder, text, gensim_text["seconds"])
    return found


def files(folder: Path, rows: int) -> tuple[Path, Path]:
    """The same vectors as word2vec text and binary."""
    given = os.environ.get("EMBEXPLORER_BENCH_TEXT")
    text, binary = Path(given) if given else folder / "vectors.txt", folder / "vectors.bin"
    if given is None:
        random = np.random.default_rng(0)
        vectors = np.round(random.normal(scale=0.4, size=(rows, DIMENSIONS)), 5).astype(np.float32)
        ToWord2vec(path=text).run(Inputs(space=EmbeddingSpace(name="made", keys=words(rows), vectors=vectors)))
    space = reader_for(text).run(Inputs())
    assert isinstance(space, EmbeddingSpace)
    with binary.open("wb") as stream:
        stream.write(f"{space.rows} {space.dimensions}\n".encode())
        for key, vector in zip(space.keys, space.vectors, strict=True):
            stream.write(key.encode() + b" " + vector.tobytes() + b"\n")
    return text, binary


def words(rows: int) -> Keys:
    """Made-up words of four to nine letters."""
    return Keys([f"w{row * 7919 % 999_983:x}" for row in range(rows)])


def compared(kind: str, peer: dict[str, float], ours: list[dict[str, float]]) -> dict[str, float | str]:
    """Medians beside gensim's time; the numbers that were read must be the same."""
    assert all(np.isclose(one["sum"], peer["sum"], rtol=1e-6, atol=1e-3) for one in ours)
    seconds = statistics.median(one["seconds"] for one in ours)
    return {
        f"{kind}, gensim, s": peer["seconds"],
        f"{kind}, ours, s": seconds,
        f"{kind}, times faster": peer["seconds"] / seconds,
    }


def information(folder: Path, text: Path, peer: float) -> dict[str, float | str]:
    """The whole `info` command with empty and with filled kernel caches, imports and all."""
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(folder / "kernels"), "EMBEXPLORER_HOME": str(folder / "home")}
    command = [sys.executable, "-m", "embexplorer", "info", str(text)]
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=environment)
        seconds.append(time.perf_counter() - start)
    return {
        "info command, cold kernels, s": seconds[0],
        "info command, cold kernels, times faster than gensim": peer / seconds[0],
        "info command, warm kernels, s": seconds[1],
    }


def answer(program: str, *arguments: object) -> dict[str, float]:
    """What a program of its own printed."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    result: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return result
