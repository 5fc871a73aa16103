"""stub until merged"""

from dataclasses import dataclass

from embexplorer.core.table import Table


@dataclass(frozen=True, kw_only=True)
class CorpusLook:
    """What was found in a corpus."""

    seconds: float
    count: int
    words: int
    different: int
    vocabulary: int
    min_count: int
    documents: tuple[tuple[str, str], ...]

    @staticmethod
    def from_table(table: Table) -> "CorpusLook":
        """From its table."""
        raise NotImplementedError
