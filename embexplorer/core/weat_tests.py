"""The ten tests of Caliskan et al. (2017) with their word sets, read from the bundled file."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from embexplorer.core.resources import resource
from embexplorer.core.word_sets import WordSet

Role = Literal["X", "Y", "A", "B"]
SETS: tuple[Role, ...] = ("X", "Y", "A", "B")
NAMES: dict[Role, str] = {"X": "target X", "Y": "target Y", "A": "attribute A", "B": "attribute B"}


@dataclass(frozen=True, kw_only=True)
class WeatTest:
    """One test; `title` says what it is about, `targets` names its two target sets in a few letters."""

    number: str
    title: str
    targets: str
    sets: dict[Role, WordSet]


@cache
def weat_tests() -> dict[str, WeatTest]:
    """The tests by number, "1" to "10"."""
    plain = json.loads(resource("word_sets/weat.json").read_text(encoding="utf-8"))["tests"]
    return {number: _test(number, test) for number, test in plain.items()}


def _test(number: str, plain: dict[str, Any]) -> WeatTest:
    sets = {name: WordSet(name=plain[name]["name"], words=tuple(plain[name]["words"])) for name in SETS}
    return WeatTest(number=number, title=str(plain["title"]), targets=str(plain["targets"]), sets=sets)
