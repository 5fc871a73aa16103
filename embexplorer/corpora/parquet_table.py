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
        table = parquet.ParquetFile(pa.BufferReader(raw)).read()
        table.validate(full=True)  # what is said to be text may not be UTF-8
    except (pa.ArrowException, OSError) as wrong:
        why = str(wrong).splitlines()[0].removesuffix(".")
        raise UserError(f"{name} is a damaged Parquet table: {why}.", "Copy or download it again.") from wrong
    twice = next((one for one in table.column_names if table.column_names.count(one) > 1), None)
    if twice is not None:
        raise UserError(f"{name} has two columns named ‘{twice}’.", "Name them differently.")
    if not table.num_rows:
        raise UserError(f"{name} is a Parquet table without rows.", "Choose a table with rows.")
    return table
