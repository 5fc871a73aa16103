"""What `embexplorer --help` says: how to start, and every sub-command in one line each."""

import textwrap

from embexplorer.cli.commands import OWN, step_commands, width

HEAD = """\
Usage: embexplorer [FILE ...]                opens the window, with these files
       embexplorer COMMAND FILE [OPTIONS]    does one thing and ends
       embexplorer COMMAND --help            explains a command
       embexplorer --version

FILE is a file of vectors (word2vec text or binary, GloVe, fastText .vec, .npy, the Embedding Projector's TSV; each also
as .gz), a folder written by embexplorer, or demo:NAME for a bundled one, such as demo:glove-10k."""
FOOT = (
    "Results go to standard output or the file after -o, progress and messages to standard error. Exit status: 0 done, "
)
FOOT += "1 a fault of the program, 2 something you can put right, 130 interrupted."
TITLES = {
    "projector": "Draw a map, or write its coordinates",
    "probe": "Ask a question",
    "writer": "Write vectors to a file",
    "reader": "Read a file as a given kind (every command recognises the kind by itself)",
    "transform": "Make a space from a space",
    "trainer": "Train a space from text",
    "encoder": "Make a space with a model",
}


def overview() -> str:
    """The whole text."""
    parts = [HEAD, "Look at a file and at the program\n" + "\n".join(_line(*item) for item in OWN.items())]
    for kind, title in TITLES.items():
        lines = [_line(name, step.summary()) for name, step in step_commands().items() if step.kind == kind]
        if lines:
            parts.append(title + "\n" + "\n".join(lines))
    return "\n\n".join([*parts, textwrap.fill(FOOT, width())])


def _line(name: str, summary: str) -> str:
    return textwrap.fill(f"  {name:<17} {summary}", width(), subsequent_indent=" " * 20)
