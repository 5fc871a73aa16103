"""The parameters that every step has which reads a text: which file and column, and what counts as a word."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from embexplorer.core.source import is_folder
from embexplorer.core.step import Step, param
from embexplorer.corpora.text_folder import text_files

Language = Literal[
    "none", "danish", "dutch", "english", "finnish", "french", "german", "italian", "norwegian", "polish", "portuguese",
    "russian", "spanish", "swedish", "turkish", "ukrainian",
]  # fmt: skip
TEXT_PARAMETERS = (
    "path", "column", "id_column", "label_columns", "documents", "tokens", "subwords", "lowercase", "strip_accents",
    "numbers", "stop_words", "phrases", "phrase_threshold", "encoding", "resample",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class TextStep(Step):
    """Reads a text: plain, .gz, a folder of texts, or a column of a CSV, TSV, JSONL or Parquet table."""

    libraries: ClassVar[tuple[str, ...]] = ("numpy", "pyarrow")
    reading_parameters: ClassVar[tuple[str, ...]] = TEXT_PARAMETERS

    path: Path = param(help="The text: a file, a table with a text column, or a folder of texts.")
    column: str = param("", "The column of a table that holds the text; empty: the one that reads like text.")
    id_column: str = param(
        "", "The column of a table that names each document; empty: ‘id’, where its values differ.", advanced=True
    )
    label_columns: tuple[str, ...] = param(
        (), "Columns of a table that are kept as metadata of the documents; none: all others.", advanced=True
    )
    documents: Literal["lines", "paragraphs", "files"] = param(
        "lines", "What one document is in plain text; of a table it is always a row.", advanced=True
    )
    tokens: Literal["words", "whitespace", "bpe", "unigram"] = param(
        "words", "What counts as a word: Unicode words, what stands between spaces, or learned subwords."
    )
    subwords: int = param(
        8000, "Size of the subword vocabulary of BPE and unigram.", low=50, high=200_000, advanced=True
    )
    lowercase: bool = param(True, "Write all words in lower case.")
    strip_accents: bool = param(False, "Take accents off letters, so that é is e.", advanced=True)
    numbers: Literal["keep", "mask", "drop"] = param(
        "keep", "Keep numbers, write each digit as 0, or leave numbers out.", advanced=True
    )
    stop_words: Language = param("none", "Leave out the most common words of this language.", advanced=True)
    phrases: bool = param(False, "Join words that often stand together, as new_york.", advanced=True)
    phrase_threshold: float = param(
        10.0, "How much more often than by chance the words of a phrase stand together.", low=0.1, high=1000,
        advanced=True,
    )  # fmt: skip
    encoding: str = param("", "The encoding of the text, such as cp1252; empty: the one that is found.", advanced=True)
    resample: int | None = param(
        None, "Learn from documents drawn with replacement with this seed (bootstrap); empty: from all, once.",
        low=0, high=2**31 - 1, advanced=True,
    )  # fmt: skip

    def source_files(self) -> tuple[Path, ...]:
        """The file, or all files of the folder that may hold text."""
        return text_files(self.path)[0] if is_folder(self.path) else (self.path,)
