"""What there is to see of a corpus before it is learned from, and its form as a table that comes back from a worker."""

from dataclasses import dataclass, field

import pyarrow as pa

from embexplorer.core.table import Table

DOCUMENT, WORD = "document", "word"
FACTS = ("documents", "words", "different", "vocabulary", "covered", "one_word_documents")


@dataclass(frozen=True, kw_only=True)
class SeenDocument:
    """`words` are the first ones of the document, of `length` in all; `id` is its name, or its number from 1 on."""

    id: str
    words: tuple[str, ...]
    length: int


@dataclass(frozen=True, kw_only=True)
class SeenWord:
    """A point of the frequency curve; the most frequent word has rank 1."""

    word: str
    rank: int
    count: int


@dataclass(frozen=True, kw_only=True)
class CorpusLook:
    """`different` words there are; `vocabulary` of them occur `min_count` times and make up the share `covered`.

    `curve` has the first ranks without a gap, then fewer and fewer, and the last one. `notes` say the encoding, the
    columns that were chosen, and documents that were left out.
    """

    name: str
    documents: int
    words: int
    different: int
    vocabulary: int
    covered: float
    one_word_documents: int
    min_count: int
    first: tuple[SeenDocument, ...] = ()
    curve: tuple[SeenWord, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def caption(self) -> str:
        """The counts in one line."""
        return (
            f"{self.name} · {self.documents:,} documents · {self.words:,} words · {self.different:,} different · "
            f"{self.vocabulary:,} occur at least {self.min_count:,} times ({self.covered:.1%} of all words)"
        )

    def to_table(self) -> Table:
        """Rows of two kinds, told apart by `kind`.

        "document": `label` is its id, `text` its first words with spaces between, `rank` its place, `count` all its
        words. "word": `label` is the word, `text` is empty, `rank` and `count` are a point of the curve.
        """
        seen = [(DOCUMENT, d.id, " ".join(d.words), at, d.length) for at, d in enumerate(self.first, start=1)]
        points = [(WORD, w.word, "", w.rank, w.count) for w in self.curve]
        kind, label, text, rank, count = zip(*seen, *points, strict=True) if seen or points else ((),) * 5
        strings = {"kind": kind, "label": label, "text": text}
        numbers = {"rank": rank, "count": count}
        return Table(
            name=f"Look at {self.name}",
            columns=pa.table(
                {name: pa.array(cells, pa.string()) for name, cells in strings.items()}
                | {name: pa.array(cells, pa.int64()) for name, cells in numbers.items()}
            ),
            caption=self.caption(),
            facts={**{name: float(getattr(self, name)) for name in FACTS}, "min_count": float(self.min_count)},
            notes=self.notes,
        )

    @staticmethod
    def from_table(table: Table) -> "CorpusLook":
        """The inverse of `to_table`."""
        rows = table.columns.to_pylist()
        facts = {name: int(table.facts[name]) for name in (*FACTS, "min_count") if name != "covered"}
        return CorpusLook(
            name=table.name.removeprefix("Look at "),
            covered=table.facts["covered"],
            first=tuple(
                SeenDocument(id=row["label"], words=tuple(row["text"].split(" ")), length=row["count"])
                for row in rows
                if row["kind"] == DOCUMENT
            ),
            curve=tuple(
                SeenWord(word=row["label"], rank=row["rank"], count=row["count"]) for row in rows if row["kind"] == WORD
            ),
            notes=table.notes,
            **facts,
        )
