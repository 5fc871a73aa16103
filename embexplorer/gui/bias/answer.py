"""An answered test as the window draws it: the table of the step with the names that the form gave its sets."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from embexplorer.core.look import ColoredSet, ColoredSets
from embexplorer.core.partitions import fraction_text
from embexplorer.core.table import Table
from embexplorer.core.weat_tests import SETS, Role
from embexplorer.gui.widgets.numbers import written

TONES: dict[Role, int] = {"X": 0, "Y": 1, "A": 2, "B": 3}  # the class colours of the four sets
NOTHING_OF: dict[str, Any] = {"row": -1, "effect_size": None, "without": None}
DIVIDE = {"population": "effect_size", "sample": "effect_size_sample"}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """`test` is its number, "own" for none; `asked` is how many words each set was asked for.

    `space` is named as captions name it.
    """

    table: Table
    test: str
    title: str
    names: dict[Role, str]
    asked: dict[Role, int]
    space: str

    @property
    def row(self) -> dict[str, Any]:
        """The numbers of the test."""
        row: dict[str, Any] = self.table.columns.to_pylist()[0]
        return row

    @property
    def parameters(self) -> dict[str, Any]:
        """What was asked."""
        return dict(self.table.recipe.steps[-1].parameters)

    @property
    def size(self) -> float | None:
        """d, by the deviation that was asked for."""
        value: float | None = self.row[DIVIDE[self.parameters["divide_by"]]]
        return value

    @property
    def of_sentences(self) -> bool:
        """Whether the words were put into sentences, which are no rows of the space."""
        return "sentences" in self.table.parts

    def listed(self) -> pa.Table:
        """Every word that was found with its row, set, score and influence, or every sentence with set and score."""
        return self.table.parts["sentences" if self.of_sentences else "words"]

    @property
    def words(self) -> list[dict[str, Any]]:
        """What is listed; of sentences no row and no influence is known."""
        if not self.of_sentences:
            return self.listed().to_pylist()
        return [{**NOTHING_OF, **one, "word": one["sentence"]} for one in self.listed().to_pylist()]

    def words_of(self, role: Role) -> list[dict[str, Any]]:
        """The words of one set."""
        return [word for word in self.words if word["set"] == role]

    def p_text(self) -> str:
        """“Exact p = 1/12,870 = 0.000078, one-sided”, or the drawn p with its error."""
        row, side = self.row, f"{self.parameters['side']}-sided"
        if row["exact"]:
            return f"Exact p = {fraction_text(row['p'], round(row['partitions_total']))}, {side}"
        p = written(row["p"], "p")
        return f"p {p if p.startswith('<') else '= ' + p} ± {row['p_error']:.1g}, Monte Carlo, {side}"

    def intervals(self) -> list[str]:
        """The bootstrap intervals as sentences."""
        row = self.row
        if row["low"] is None:
            return ["No interval: a target set has one word"]
        ends = [written(row[name], "score") for name in ("low", "high", "low_all", "high_all")]
        return [
            f"95 % bootstrap interval {ends[0]} to {ends[1]}",
            f"attributes drawn anew too {ends[2]} to {ends[3]}",
        ]

    def chance(self) -> str:
        """How often random words have as large a d; empty where they were not asked for."""
        random = self.table.parts.get("random")
        if random is None or self.size is None:
            return ""
        shares = dict(zip(random["replaced"].to_pylist(), random["share_at_least"].to_pylist(), strict=True))
        targets, attributes = (f"{100 * shares[what]:.1f} %" for what in ("targets", "attributes"))
        return f"Random targets as large {targets}, attributes {attributes}"

    def colored(self) -> ColoredSets:
        """The four sets as colours of the map."""
        sets = tuple(
            ColoredSet(
                name=self.names[role],
                rows=tuple(word["row"] for word in self.words_of(role) if word["row"] >= 0),
                asked=self.asked[role],
            )
            for role in SETS
        )
        return ColoredSets(title=f"WEAT {self.test} sets" if self.test != "own" else "WEAT sets", sets=sets)


def tip(word: dict[str, Any]) -> str:
    """What a word's tooltip says: its score, what it says alone, and d without it."""
    lines = [word["word"], f"score {written(word['score'], 'score')}"]
    if word["effect_size"] is not None:
        alone, p = written(word["effect_size"], "score"), written(word["p_two_sided"], "p")
        lines.append(f"alone d {alone}, p {p} two-sided")
    if word["without"] is not None:
        lines.append(f"without it d {written(word['without'], 'score')} ({_signed(word['change'])})")
    return "\n".join(lines)


def _signed(change: float) -> str:
    text = written(change, "score")
    return text if change < 0 else f"+{text}"
