"""Read a text as a text step asks for it: find its documents, split them into words, number the words."""

import csv
import gzip
import re
from dataclasses import replace
from pathlib import Path

import numpy as np

from embexplorer.core.corpus import Corpus, corpus_of
from embexplorer.core.errors import UserError
from embexplorer.core.report import Report, ignore
from embexplorer.core.tokeniser import Tokeniser
from embexplorer.corpora.text_step import TextStep

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def read_corpus(step: TextStep, report: Report = ignore) -> Corpus:
    """The corpus; raises UserError for a file that is missing, binary or empty, and for a column that is not there."""
    documents = []
    lines = _texts(step)
    for number, text in enumerate(lines):
        if number % 1000 == 0:
            report(number / len(lines), f"Reading {step.path.name}: {number:,} documents")
        words = WORD.findall(text.lower() if step.lowercase else text)
        if words:
            documents.append(words)
    if not documents:
        raise UserError(f"{step.path.name} holds no word.", "Choose a file with text in it.")
    corpus = replace(corpus_of(documents, step.path.name.split(".")[0]), tokeniser=Tokeniser(lowercase=step.lowercase))
    report(1.0, f"Read {step.path.name}")
    return corpus if step.resample is None else resampled(corpus, step.resample)


def resampled(corpus: Corpus, seed: int) -> Corpus:
    """As many documents, drawn with replacement."""
    random = np.random.default_rng(seed)
    return corpus.only(random.integers(0, len(corpus), len(corpus)))


def _texts(step: TextStep) -> list[str]:
    text = _text(step.path)
    if not step.column:
        return text.splitlines()
    rows = list(csv.reader(text.splitlines(), delimiter="\t"))
    at = rows[0].index(step.column)
    return [row[at] for row in rows[1:]]


def _text(path: Path) -> str:
    raw = path.read_bytes()
    return (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8")
