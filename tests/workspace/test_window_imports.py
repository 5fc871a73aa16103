"""The window's process stays free of the heavy libraries."""

import subprocess
import sys

HEAVY = ("torch", "gensim", "umap", "sklearn", "transformers", "sentence_transformers", "openTSNE", "faiss", "scipy")
SCRIPT = """
import sys
{imports}
from embexplorer.core.registry import steps
steps()
print(*[name for name in {heavy} if name in sys.modules])
"""


def _loaded(imports: str, heavy: tuple[str, ...]) -> str:
    script = SCRIPT.format(imports=imports, heavy=heavy)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()


def test_workspace_and_jobs_load_no_heavy_library() -> None:
    imports = "import embexplorer.workspace.workspace, embexplorer.jobs.process_runner"

    assert "" == _loaded(imports, (*HEAVY, "numba"))


def test_the_whole_window_loads_no_heavy_library() -> None:
    imports = "import embexplorer.app, embexplorer.gui.window"

    assert "" == _loaded(imports, HEAVY)
