"""What crosses the border comes back as it was, and nothing else is taken for a message."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embexplorer.jobs.messages import (
    Failed,
    Finished,
    Framed,
    Job,
    Message,
    Progressed,
    Started,
    Stopped,
    Warmed,
    decode,
    decode_job,
    encode,
    encode_job,
)

text = st.text(max_size=30)
share = st.floats(0, 1)
messages: st.SearchStrategy[Message] = st.one_of(
    st.builds(Started, job=text),
    st.builds(Progressed, job=text, done=share, text=text, seconds_left=st.none() | share),
    st.builds(Framed, job=text, path=text, at=st.integers(), total=st.integers()),
    st.builds(Finished, job=text, folder=text, seconds=share),
    st.builds(Stopped, job=text),
    st.builds(Failed, job=text, message=text, hint=text, trace=text),
    st.builds(Warmed, step=text, trace=text),
)


@given(messages)
def test_a_message_comes_back_as_it_was_in_one_line(message: Message) -> None:
    line = encode(message)

    assert 1 == line.count(b"\n")
    assert message == decode(line)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_message_are_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match="."):
        decode(line)


@pytest.mark.parametrize(
    "plain",
    [
        {"kind": "Finished", "job": 3, "folder": "x", "seconds": 1.0},
        {"kind": "Finished", "job": "a", "folder": "x", "seconds": float("nan")},
        {"kind": "Finished", "job": "a", "folder": "x"},
        {"kind": "Framed", "job": "a", "path": "x", "at": True, "total": 3},
        {"kind": "Framed", "job": "a", "path": "x", "at": 1, "total": 3, "more": 1},
        {"kind": "Job", "job": "a"},
        {"kind": ["Stopped"], "job": "a"},
        [],
    ],
)
def test_a_message_of_the_wrong_shape_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match="not|belongs"):
        decode(json.dumps(plain).encode())


def test_a_job_comes_back_as_it_was() -> None:
    job = Job(id="a", step={"step": "pca", "parameters": {}}, inputs={"space": "/s"}, result="/r", lane="open")

    assert job == decode_job(json.loads(json.dumps(encode_job(job))))
