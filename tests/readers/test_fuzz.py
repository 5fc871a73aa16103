"""Whatever the bytes are, a reader answers with a space or with one sentence that names the file; it never crashes."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import nothing
from embexplorer.core.reading import preview_of, recognise
from embexplorer.core.report import ignore
from embexplorer.core.step import Step
from embexplorer.readers.numpy_array import NumpyArray
from embexplorer.readers.projector_tsv import ProjectorTsv
from embexplorer.readers.word2vec_binary import Word2vecBinary
from embexplorer.readers.word2vec_text import Word2vecText
from tests.readers.conftest import BINARY, NUMBERS, TEXT
from tests.readers.test_numpy_array import npy

READERS: list[type[Step]] = [Word2vecText, Word2vecBinary, NumpyArray, ProjectorTsv]
TABS = TEXT.partition(b"\n")[2].replace(b" ", b"\t")
SEEDS = [TEXT, TEXT.partition(b"\n")[2], TABS, BINARY, npy(NUMBERS), npy(NUMBERS.T), b"1\t2\n3\t4\n"]
pieces = some.one_of(
    some.binary(max_size=6), some.sampled_from([b"\n", b" ", b"\t", b"nan", b"1e99", b"-", b".", b"9" * 25])
)


@some.composite
def spoilt(draw: some.DrawFn) -> bytes:
    """A good file with up to three places replaced, cut out or cut off, perhaps compressed and spoilt again."""
    content = bytearray(draw(some.sampled_from(SEEDS)))
    for _ in range(draw(some.integers(0, 3))):
        start = draw(some.integers(0, len(content)))
        content[start : start + draw(some.integers(0, 8))] = draw(pieces)
    if draw(some.booleans()) and draw(some.booleans()):
        content = bytearray(gzip.compress(bytes(content), mtime=0))
        content = content[: draw(some.integers(1, len(content)))]
    return bytes(content)


def answer(step: Step) -> str:
    """The sentence of the refusal; empty when the space is sound."""
    try:
        space = step.run(nothing)
    except UserError as error:
        return error.message
    assert np.isfinite(space.vectors).all()  # type: ignore[union-attr]
    assert len(set(space.keys)) == len(space.vectors)  # type: ignore[union-attr]
    return ""


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("reader", READERS, ids=[reader.name for reader in READERS])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=spoilt(), bad_rows=some.sampled_from(["refuse", "skip"]))
def test_a_chosen_reader_answers(tmp_path: Path, reader: type[Step], content: bytes, bad_rows: str) -> None:
    path = tmp_path / "spoilt"
    path.write_bytes(content)

    sentence = answer(reader(path=path, bad_rows=bad_rows))  # type: ignore[call-arg]

    assert not sentence or ("spoilt" in sentence and "\n" not in sentence)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=spoilt())
def test_the_preview_and_the_opening_agree(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "spoilt"
    path.write_bytes(content)

    complaint, sentence = both(path)

    assert complaint == sentence


def both(path: Path) -> tuple[str, str]:
    """What the preview complains of, and what opening is refused with."""
    try:
        reader = recognise(path)(path=path)  # type: ignore[call-arg]
        complaint = preview_of(reader, ignore).complaint
    except UserError as error:
        return error.message, error.message
    return complaint, answer(reader)
