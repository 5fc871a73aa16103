"""The documents of a folder of text files: a file or a line each, with the names of subfolders as a label."""

import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.report import Part, Report
from embexplorer.corpora.documents import Documents
from embexplorer.corpora.encoding import as_utf8
from embexplorer.corpora.plain_text import Unit, documents_in
from embexplorer.corpora.table_kind import is_table_name
from embexplorer.corpora.text_bytes import bytes_of, refuse_binary

Skipped = dict[str, str]  # what was not read, and why


def documents_of_folder(folder: Path, unit: Unit, encoding: str, report: Report) -> Documents:
    """Files in the order of their names, subfolders too; hidden, binary, empty and table files are told, not read."""
    files, skipped = text_files(folder)
    texts, ids, folders, names, notes = [], [], [], [], []
    for number, path in enumerate(files):
        part = Part(report, number / len(files), (number + 1) / len(files))
        place = path.relative_to(folder).as_posix()
        text, said = _text_of(path, place, encoding, skipped, part)
        found, lines = documents_in(text, unit)
        notes += [f"{place}: {sentence}" for sentence in said]
        texts.append(found)
        ids += [place if unit == "files" else f"{place}:{line}" for line in lines.tolist()]
        folders += [path.parent.relative_to(folder).as_posix()] * len(found)
        names += [place] * len(found)
    if not ids:
        raise _nothing(folder, skipped)
    columns = {} if unit == "files" else {"file": names}
    if set(folders) != {"."}:
        columns["folder"] = [name.removeprefix(".") if name == "." else name for name in folders]
    return Documents(
        texts=pa.chunked_array(texts, pa.large_string()),
        ids=tuple(ids),
        columns=pa.table({name: pa.array(values, pa.large_string()) for name, values in columns.items()}),
        notes=(*_as_one(notes), *_told(skipped), *_how(unit)),
    )


def text_files(folder: Path) -> tuple[tuple[Path, ...], Skipped]:
    """Files that may hold text, by name; and those that do not, with the reason."""
    files, skipped = [], {}
    for path in sorted(_all_files(folder)):
        place = path.relative_to(folder)
        if any(part.startswith(".") for part in place.parts):
            skipped[place.as_posix()] = "hidden"
        elif is_table_name(path):
            skipped[place.as_posix()] = "a table"
        elif not path.is_file():
            skipped[place.as_posix()] = "no ordinary file"
        else:
            files.append(path)
    return tuple(files), skipped


def _all_files(folder: Path) -> Iterator[Path]:
    def refuse(wrong: OSError) -> None:
        raise UserError(f"The folder {wrong.filename} cannot be read: {wrong.strerror}.", "Choose another.") from wrong

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in names)


def _text_of(path: Path, place: str, encoding: str, skipped: Skipped, report: Report) -> tuple[bytes, tuple[str, ...]]:
    """The text in UTF-8; none for a file that holds none, which is then noted as skipped."""
    raw = bytes_of(path, place, report)
    if not raw.strip():
        skipped[place] = "empty"
        return b"", ()
    try:
        if not encoding:
            refuse_binary(raw, place)
    except UserError:
        skipped[place] = "no text"
        return b"", ()
    return as_utf8(raw, place, encoding)


def _nothing(folder: Path, skipped: Skipped) -> UserError:
    if not skipped:
        return UserError(f"The folder {folder.name} holds no text.", "Choose a folder of text files.")
    place, why = next(iter(skipped.items()))
    count = "its only file is" if len(skipped) == 1 else f"of its {len(skipped):,} files none is, such as"
    return UserError(f"The folder {folder.name} holds no text file: {count} {place} ({why}).", "Choose another folder.")


def _told(skipped: Skipped) -> list[str]:
    if not skipped:
        return []
    place, why = next(iter(skipped.items()))
    if len(skipped) == 1:
        return [f"1 file was skipped: {place} ({why})."]
    return [f"{len(skipped):,} files were skipped, such as {place} ({why})."]


def _as_one(notes: list[str]) -> list[str]:
    if len(notes) < 2:
        return notes
    return [f"{len(notes):,} files are not UTF-8, such as {notes[0]}"]


def _how(unit: Unit) -> list[str]:
    if unit == "files":
        return []
    return [f"Documents are the {unit} of the files; --documents files makes each file one."]
