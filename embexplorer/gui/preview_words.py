"""What a preview says in words: kind, size, memory, oddities and the first labels."""

from embexplorer.core.preview import Preview

MIB = 1 << 20


def facts(preview: Preview) -> list[tuple[str, str]]:
    """Name and sentence, in the order of the sheet; only what is known."""
    lines = [
        ("Kind", preview.kind_title),
        ("Size", f"{preview.rows:,} rows × {preview.dimensions:,} dimensions"),
        ("On disk", size(preview.file_bytes)),
        ("In memory", f"about {size(preview.memory_bytes)}"),
        ("Oddities", oddities(preview)),
        ("First labels", " · ".join(preview.first_labels)),
        *(("Note", note) for note in preview.notes),
    ]
    return [(name, text) for name, text in lines if text]


def oddities(preview: Preview) -> str:
    """“3 duplicates, the first of each is kept · 1 row of zeros”; says so when there is none."""
    found = [
        _counted(preview.nan_rows, "row with NaN or infinity", "rows with NaN or infinity"),
        _counted(preview.zero_rows, "row of zeros", "rows of zeros"),
        _counted(preview.duplicates, "duplicate, the first one is kept", "duplicates, the first of each is kept"),
    ]
    return " · ".join(text for text in found if text) or ("" if preview.complaint else "none found")


def size(count: int) -> str:
    """A number of bytes with two figures: “12 MB”, “1.2 GB”."""
    for unit, bytes_ in (("GB", MIB * 1024), ("MB", MIB), ("kB", 1024)):
        if count >= bytes_:
            value = count / bytes_
            return f"{value:.1f} {unit}" if value < 10 else f"{value:,.0f} {unit}"
    return f"{count} bytes"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}" if count else ""
