"""Read the columns of a Parquet table from bytes."""

import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.corpora.text_bytes import PARQUET


def parquet_table(raw: bytes, name: str) -> pa.Table:
    """All columns; raises UserError for bytes that are no whole Parquet table."""
    from pyarrow import parquet

    if not raw.startswith(PARQUET):
        raise UserError(f"{name} is no Parquet table: it does not begin with PAR1.", "Check that the name is right.")
    try:
        table = parquet.read_table(pa.BufferReader(raw))
    except (pa.ArrowException, OSError) as wrong:
        why = str(wrong).splitlines()[0].removesuffix(".")
        raise UserError(f"{name} is a damaged Parquet table: {why}.", "Copy or download it again.") from wrong
    if not table.num_rows:
        raise UserError(f"{name} is a Parquet table without rows.", "Choose a table with rows.")
    return table
