"""A file's bytes come block by block; a file that is damaged, or changes under the reader, ends without a crash."""

import gzip
import os
from pathlib import Path

import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.source import Source

TEXT = bytes(range(256)) * 4000


def test_plain_bytes_are_read_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "plain"
    path.write_bytes(TEXT)

    with Source(path) as source:
        pieces = [source.read(300_000) for _ in range(5)]

    assert b"".join(pieces) == TEXT
    assert [len(piece) for piece in pieces] == [300_000, 300_000, 300_000, 124_000, 0]
    assert (source.damage, source.share) == ("", 1.0)


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(TEXT),
        gzip.compress(TEXT[:1000]) + gzip.compress(TEXT[1000:]),
        gzip.compress(TEXT) + bytes(512),
        gzip.compress(b"") + gzip.compress(TEXT),
    ],
    ids=["one member", "two members", "zeros at the end", "an empty member"],
)
def test_gzip_is_unpacked(tmp_path: Path, packed: bytes) -> None:
    path = tmp_path / "packed"
    path.write_bytes(packed)

    with Source(path) as source:
        whole = b"".join(iter(lambda: source.read(100_000), b""))

    assert whole == TEXT
    assert source.damage == ""


PACKED = gzip.compress(os.urandom(50_000))


@pytest.mark.parametrize(
    ("packed", "damage"),
    [
        (PACKED[:20_000], "the compressed data is cut off at byte 20,000"),
        (PACKED[:20_000] + b"x" * 100 + PACKED[20_100:], "the compressed data is damaged before byte"),
        (PACKED[:-8] + bytes(8), "the compressed data is damaged before byte"),
        (PACKED + b"something else", "after the compressed data follows something else"),
    ],
    ids=["cut off", "changed bytes", "wrong checksum", "something after it"],
)
def test_damaged_gzip_ends_with_a_sentence(tmp_path: Path, packed: bytes, damage: str) -> None:
    path = tmp_path / "packed"
    path.write_bytes(packed)

    with Source(path) as source:
        list(iter(lambda: source.read(8_000), b""))

    assert source.damage.startswith(damage)


def test_what_is_whole_before_a_cut_is_still_given(tmp_path: Path) -> None:
    path = tmp_path / "packed"
    path.write_bytes(gzip.compress(TEXT)[:-9])

    with Source(path) as source:
        whole = b"".join(iter(lambda: source.read(100_000), b""))

    assert len(whole) > 0.9 * len(TEXT)
    assert TEXT.startswith(whole)


def test_a_file_that_shrinks_while_it_is_read_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "shrinking"
    path.write_bytes(TEXT)

    with Source(path) as source:
        source.read(1000)
        os.truncate(path, 2000)
        rest = source.read(len(TEXT))

    assert len(rest) == 1000
    assert source.damage == "it changed while it was read, from 1,024,000 to 2,000 bytes"


def test_a_file_that_grows_while_it_is_read_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "growing"
    path.write_bytes(TEXT)

    with Source(path) as source:
        source.read(1000)
        path.write_bytes(TEXT + TEXT)
        source.read(3 * len(TEXT))

    assert source.damage.startswith("it changed while it was read, from 1,024,000 to 2,048,000")


def test_a_file_that_vanishes_while_it_is_read_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "vanishing"
    path.write_bytes(TEXT)

    with Source(path) as source:
        first = source.read(1000)
        path.unlink()
        rest = source.read(len(TEXT))

    assert first + rest == TEXT


def test_a_claim_larger_than_memory_reads_no_more_than_there_is(tmp_path: Path) -> None:
    path = tmp_path / "plain"
    path.write_bytes(TEXT)

    with Source(path) as source:
        assert source.read(1 << 60) == TEXT


def test_what_is_no_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"x")

    with pytest.raises(UserError, match="is not an ordinary file"):
        Source(tmp_path / "pipe")
    with pytest.raises(UserError, match="is a folder, expected a file"):
        Source(tmp_path)
    with pytest.raises(UserError, match="missing was not found in .*: no such file"):
        Source(tmp_path / "missing")
    with pytest.raises(UserError, match="was not found in"):
        Source(tmp_path / "file" / "below")
    with pytest.raises(UserError, match="cannot be opened"):
        Source(tmp_path / ("x" * 400))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"x")
    path.chmod(0)

    with pytest.raises(UserError, match="may not be read: permission denied"):
        Source(path)
