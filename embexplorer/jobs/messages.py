"""What crosses the border between the window and a worker: jobs out, messages back, each one line of JSON."""

import json
import math
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, cast

from embexplorer.jobs.frames import frames_of

Lane = Literal["heavy", "open", "quick"]
LANES: tuple[Lane, ...] = ("heavy", "open", "quick")


@dataclass(frozen=True, kw_only=True)
class Job:
    """One run of a step: `step` as `to_json` writes it, `inputs` paths by role, `result` the folder to be made.

    Jobs of one lane run one after the other; the lanes run beside each other: "heavy" for long work, "open" for files
    being opened and their first picture, "quick" for questions that are answered while the others are busy.
    """

    id: str
    step: dict[str, Any]
    inputs: dict[str, str]
    result: str
    lane: Lane = "heavy"

    @property
    def frames(self) -> Path:
        """Where the job's partial results lie while it runs; beside the result."""
        return frames_of(Path(self.result))


@dataclass(frozen=True, kw_only=True)
class Started:
    """The job has left its queue."""

    job: str


@dataclass(frozen=True, kw_only=True)
class Progressed:
    """`done` in [0, 1]; `seconds_left` None while there is no honest estimate."""

    job: str
    done: float
    text: str
    seconds_left: float | None = None


@dataclass(frozen=True, kw_only=True)
class Framed:
    """A partial result lies in the .npy file `path`; it is replaced soon, so read it at once."""

    job: str
    path: str
    at: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What is being trained lies, as it was at its beginning, in `folder`; row i of each frame is its row i."""

    job: str
    folder: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a training measured after `at` epochs; see `core.report.Measured`."""

    job: str
    at: float
    numbers: dict[str, float]
    lists: dict[str, list[str]]


@dataclass(frozen=True, kw_only=True)
class Finished:
    """The result lies in `folder`; `kept_at` is where an iterated step ended early because it was asked to."""

    job: str
    folder: str
    seconds: float
    kept_at: int | None = None


@dataclass(frozen=True, kw_only=True)
class Stopped:
    """The job was cancelled; there is no result."""

    job: str


@dataclass(frozen=True, kw_only=True)
class Failed:
    """The job ended without a result: a sentence, what to do, and for a bug or a crash its `trace`."""

    job: str
    message: str
    hint: str = ""
    trace: str = ""


@dataclass(frozen=True, kw_only=True)
class Warmed:
    """The worker has imported and compiled what this step needs (or could not: `trace`)."""

    step: str
    trace: str = ""


Message = Started | Progressed | Framed | Begun | Told | Finished | Stopped | Failed | Warmed
ENDS = (Finished, Stopped, Failed)
KINDS: dict[str, type[Message]] = {
    kind.__name__: kind for kind in (Started, Progressed, Framed, Begun, Told, Finished, Stopped, Failed, Warmed)
}


def encode(message: Message) -> bytes:
    """One line of JSON."""
    return json.dumps({"kind": type(message).__name__, **asdict(message)}).encode() + b"\n"


def decode(line: bytes) -> Message:
    """The inverse of `encode`; raises ValueError for anything else, since a worker may be out of its mind."""
    plain = json.loads(line)
    if not isinstance(plain, dict) or str(plain.get("kind")) not in KINDS:
        raise ValueError("not a message")
    kind = KINDS[str(plain.pop("kind"))]
    if set(plain) != {field.name for field in fields(kind)}:
        raise ValueError(f"not the fields of {kind.__name__}")
    for field in fields(kind):
        _check(field.type, plain[field.name])
    return kind(**plain)


def encode_job(job: Job) -> dict[str, Any]:
    """A plain object."""
    return asdict(job)


def decode_job(plain: dict[str, Any]) -> Job:
    """The inverse of `encode_job`."""
    return Job(**{**plain, "lane": cast(Lane, plain["lane"])})


def _check(expected: Any, value: Any) -> None:
    match expected, value:
        case type(__name__="str"), str():
            return
        case type(__name__="int"), int() if not isinstance(value, bool):
            return
        case type(__name__="float"), int() | float() if not isinstance(value, bool) and math.isfinite(value):
            return
        case _ if expected == float | None and (value is None or isinstance(value, float)):
            return
        case _ if expected == int | None and (value is None or isinstance(value, int)):
            return
        case _ if expected == dict[str, float] and isinstance(value, dict) and all(map(_is_number, value.values())):
            return
        case _ if expected == dict[str, list[str]] and isinstance(value, dict) and all(map(_is_list, value.values())):
            return
    raise ValueError(f"{value!r:.80} where {expected} belongs")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
