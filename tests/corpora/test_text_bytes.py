"""What is no text is refused in one sentence that names the file and what it is."""

import gzip
import io
import pickle
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.corpus import Corpus
from embexplorer.core.errors import UserError
from embexplorer.corpora.reading import read_corpus
from embexplorer.corpora.text_step import TextStep

Read = Callable[..., Corpus]
NOISE = random.Random(1).randbytes(5000)


def zipped() -> bytes:
    """A zip archive with a text in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "hello")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"hello\0world\n", "is no text: byte 5 is zero"),
        (zipped(), "is a zip archive"),
        (pickle.dumps({"a": 1}, 4), "it is a pickle .* which could run code"),
        (pickle.dumps({"a": 1}, 0), "it is a pickle"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "is a picture"),
        (b"%PDF-1.7\n", "is a picture or document"),
        (b"\x7fELF\x02\x01", "is a program"),
        (NOISE, "is no text: byte"),
        (NOISE.replace(b"\0", b"\1"), "is no text: .* control characters"),
        (b"version https://git-lfs.github.com/spec/v1\n", "is a Git LFS pointer"),
        (gzip.compress(gzip.compress(b"text\n")), "is compressed twice"),
        (gzip.compress(b"one two three\n" * 500)[:-20], "is not whole: the compressed data is cut off"),
        (gzip.compress(b"one two\n") + b"junk", "is not whole: after the compressed data follows something else"),
        (gzip.compress(b""), "is empty"),
        (b"BZh91AY&SY", "is compressed by another program than gzip"),
    ],
)
def test_what_is_no_text_is_refused_and_named(read: Read, content: bytes, said: str) -> None:
    with pytest.raises(UserError, match=f"strange.dat {said}|strange.dat is not loaded: {said}") as refused:
        read(content, "strange.dat")

    assert refused.value.message.count("\n") == 0
    assert refused.value.hint


def test_what_is_no_file_is_refused() -> None:
    with pytest.raises(UserError, match="/dev/null is not an ordinary file"):
        read_corpus(TextStep(path=Path("/dev/null")))


def test_a_web_page_is_read_with_a_warning(read: Read) -> None:
    corpus = read("<html>\n<body>log in first</body></html>\n")

    assert "It looks like a web page (HTML): its tags were read as words." in corpus.notes


def test_some_control_characters_do_not_make_text_binary(read: Read) -> None:
    corpus = read("\x1b[1mbold\x1b[0m words\x0cnew page\x07 here " + "and words " * 50)

    assert corpus.words[:2] == ("words", "and")


@given(
    content=st.binary(max_size=80) | st.text(alphabet='a,\t"{}[]:\n\r1é', max_size=40).map(str.encode),
    ending=st.sampled_from(["txt", "csv", "tsv", "json", "jsonl", "parquet", "txt.gz"]),
)
def test_bytes_of_any_kind_are_read_or_refused_in_a_sentence(content: bytes, ending: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"any.{ending}")
        path.write_bytes(content)

        said = answer(path)

    assert said.startswith(("read", "any", "Expected text", "No column of any", "The column"))
    assert "\n" not in said


def answer(path: Path) -> str:
    """What reading this file says."""
    try:
        corpus = read_corpus(TextStep(path=path))
    except UserError as refused:
        return str(refused)
    return f"read {len(corpus)}"
