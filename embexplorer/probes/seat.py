"""SEAT: WEAT on sentences, for spaces whose model embeds texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.described import captioned
from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.keys import Keys
from embexplorer.core.model import embed
from embexplorer.core.registry import register
from embexplorer.core.report import Report, ignore
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Kind, param
from embexplorer.core.table import Table
from embexplorer.core.weat_tests import SETS, weat_tests
from embexplorer.probes._association import COLUMNS, DRAWN_ANEW, AssociationStep, associate, means, null_bins, numbers

OWN = "own"
PLACE = "{}"
SENTENCES = ("This is {}.", "That is {}.", "There is {}.", "Here is {}.")
CAVEAT = (
    "A sentence model hears the template too: the same words in other sentences can give another answer "
    "(May et al. 2019 found SEAT to miss biases that are there)."
)


@register
@dataclass(frozen=True, kw_only=True)
class Seat(AssociationStep):
    """The sentence encoder association test: WEAT on sentences that hold the words, embedded by the space's own model.

    Each word is put into every sentence (May et al. 2019); sentences then count as words do in WEAT.
    """

    name: ClassVar[str] = "seat"
    kind: ClassVar[Kind] = "probe"
    title: ClassVar[str] = "SEAT"
    takes: ClassVar[tuple[str, ...]] = ("space",)
    makes: ClassVar[type] = Table

    test: Literal["own", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"] = param(
        "own", "The words of a test of Caliskan et al. (2017), or own: those given here"
    )
    x: tuple[str, ...] = param((), "Target words X", title="Target X")
    y: tuple[str, ...] = param((), "Target words Y", title="Target Y")
    a: tuple[str, ...] = param((), "Attribute words A", title="Attribute A")
    b: tuple[str, ...] = param((), "Attribute words B", title="Attribute B")
    sentences: tuple[str, ...] = param(SENTENCES, "Sentences with {} where the word goes")

    def run(self, inputs: Inputs, report: Report = ignore) -> Table:
        """One row as of `weat`; `sentences` has each target sentence with its score, `null` counts all partitions."""
        space = inputs.the_space()
        if space.model is None or space.model.accepts != "text":
            raise UserError(f"{space.name} cannot embed sentences.", "Use a space made by encode-sentences.")
        if wrong := [text for text in self.sentences if PLACE not in text]:
            raise UserError(f"The sentence ‘{wrong[0]}’ has no place for the word.", "Write {} where it goes.")
        sets = {name: self._filled(words) for name, words in self._sets().items()}
        texts = list(dict.fromkeys(text for words in sets.values() for text in words))
        report(0.1, f"Embedding {len(texts):,} sentences")
        heard = EmbeddingSpace(name=space.name, keys=Keys(texts), vectors=np.asarray(embed(space, texts), np.float32))
        report(0.8, "Counting partitions")
        test = associate(heard, replace(self, case="exact", accents=False, subwords=False), self.test, sets)
        row = test.row()
        words = {
            "sentence": pa.array(test.found.words("X", "Y"), pa.string()),
            "set": pa.array(["X"] * test.sizes.x + ["Y"] * test.sizes.y, pa.string()),
            "score": pa.array(numbers(test.scores), pa.float64()),
        }
        sizes = f"{test.sizes.x} + {test.sizes.y} target and {test.sizes.a} + {test.sizes.b} attribute sentences"
        return Table(
            name="SEAT" if self.test == OWN else f"SEAT {self.test}: {weat_tests()[self.test].title}",
            columns=pa.table({name: [row[name]] for name in COLUMNS.names}, schema=COLUMNS),
            caption=f"cosine · {captioned(space)} · {self.counted(test.ways)} · n = {sizes}",
            notes=(*test.notes(), DRAWN_ANEW, CAVEAT),
            facts=means(test),
            parts={"sentences": pa.table(words), "null": null_bins(test)},
        )

    def _sets(self) -> Mapping[str, Sequence[str]]:
        own = {"X": self.x, "Y": self.y, "A": self.a, "B": self.b}
        if self.test != OWN:
            known = weat_tests()[self.test].sets
            return {name: own[name] or known[name].words for name in SETS}
        if lacking := [f"--{name.lower()}" for name, words in own.items() if not words]:
            raise UserError(
                f"SEAT needs four sets of words; there is none for {', '.join(lacking)}.",
                "Give all four, or one of the tests 1 to 10 by --test.",
            )
        return own

    def _filled(self, words: Sequence[str]) -> list[str]:
        return [text.replace(PLACE, word) for word in words for text in self.sentences]
