"""Set up `.venv` and run, test or measure the program: `python3 packaging/dev.py run|test|bench [ARGUMENTS]`.

Standard library only, since it runs before anything is installed. It passes no index options to pip, so that the
user's own pip settings decide where packages come from; only if those would bring a CUDA build of torch, it asks the
CPU index too.
"""

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
ENVIRONMENT = Path(os.environ.get("EMBEXPLORER_ENV") or ROOT / ".venv")
STAMP = ENVIRONMENT / "embexplorer-stamp"
EXTRAS = ".[train,projections,dev]"
OLDEST = (3, 11)
TORCH_CPU = "https://download.pytorch.org/whl/cpu"
CUDA = ("nvidia", "cuda", "triton")  # how the names of the packages begin that a CUDA build of torch brings
DEMO = "demo:glove-10k"
PICTURE = ROOT / "out" / "demo-map.png"

# The library that must load, and the Debian package that brings it; a second name is tried where the first is gone.
LIBRARIES = {
    "libGL.so.1": ("libgl1",),
    "libEGL.so.1": ("libegl1",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libglib-2.0.so.0": ("libglib2.0-0", "libglib2.0-0t64"),
    "libdbus-1.so.3": ("libdbus-1-3",),
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libwayland-cursor.so.0": ("libwayland-cursor0",),
}
HEADLESS = {
    "QT_QPA_PLATFORM": "offscreen",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "2",
}
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports", "--no-logo"),
    ("pytest", "-q", "-n", "2"),
)


def main(arguments: list[str]) -> int:
    """Set up, then do what the first argument says with the others."""
    if not arguments or arguments[0] not in TASKS:
        return fail(f"Usage: packaging/dev.py {'|'.join(TASKS)} [ARGUMENTS]")
    if sys.version_info < OLDEST:
        return with_newer_python(arguments)
    try:
        set_up()
    except subprocess.CalledProcessError as failed:
        return fail(f"This command failed with status {failed.returncode}: {' '.join(map(str, failed.cmd))}")
    return TASKS[arguments[0]](arguments[1:])


def set_up() -> None:
    """Bring `.venv` up to date; does nothing when the stamp says that it is."""
    add_system_packages({**LIBRARIES, **(WINDOW_LIBRARIES if has_display() else {})})
    wanted = stamp()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    say(f"Setting up {ENVIRONMENT} (once; some minutes).")
    if not tool("python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
    pip = [str(tool("python")), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--upgrade", "pip>=23.3"], check=True)  # older ones download a wheel to learn what it needs
    subprocess.run([*pip, "-c", str(CONSTRAINTS), "-e", EXTRAS], check=True, cwd=ROOT, env=torch_on_cpu(pip))
    refuse_cuda()
    say("Compiling what draws and computes.")
    subprocess.run([str(tool("python")), str(ROOT / "packaging" / "compile_kernels.py")], check=False, cwd=ROOT)
    STAMP.write_text(wanted, encoding="utf-8")


def stamp() -> str:
    """A digest of all that decides what is installed; another value means: install again."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (ROOT / "pyproject.toml", CONSTRAINTS, Path(__file__)):
        digest.update(path.read_bytes())
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def torch_on_cpu(pip: list[str]) -> dict[str, str]:
    """The environment for pip, with the CPU index of torch added if the user's own settings lead to a CUDA build."""
    report = [*pip, "--dry-run", "--no-deps", "--ignore-installed", "--report", "-", "-c", str(CONSTRAINTS), "torch"]
    answer = subprocess.run(report, check=True, cwd=ROOT, stdout=subprocess.PIPE)
    needs = json.loads(answer.stdout)["install"][0]["metadata"].get("requires_dist", [])
    if sys.platform != "linux" or not any(need.startswith(CUDA) for need in needs):
        return dict(os.environ)
    say(f"Your pip settings lead to torch with CUDA (some 3 GB): taking the CPU build from {TORCH_CPU} instead.")
    known = os.environ.get("PIP_EXTRA_INDEX_URL", "")
    return {**os.environ, "PIP_EXTRA_INDEX_URL": f"{known} {TORCH_CPU}".strip()}


def refuse_cuda() -> None:
    """Stop if CUDA packages came in all the same: they are gigabytes that the program does not use."""
    folders = [*ENVIRONMENT.glob("lib/python3*/site-packages"), ENVIRONMENT / "Lib" / "site-packages"]
    names = [path.name for folder in folders for path in folder.glob("*.dist-info")]
    unwanted = sorted(name for name in names if name.startswith(CUDA))
    if unwanted:
        line = f"PIP_EXTRA_INDEX_URL={TORCH_CPU}"
        sys.exit(fail(f"CUDA packages came in: {', '.join(unwanted)}. Remove {ENVIRONMENT}, set {line}, try again."))


def add_system_packages(libraries: dict[str, tuple[str, ...]]) -> None:
    """Install the missing system libraries as root on a Debian family system, else name the line that does it."""
    missing = [names for library, names in libraries.items() if not loads(library)]
    if not tool("python").exists() and not has_module("ensurepip"):
        missing.append((f"python{sys.version_info[0]}.{sys.version_info[1]}-venv", "python3-venv"))
    if not missing:
        return
    line = "apt-get install -y --no-install-recommends " + " ".join(names[0] for names in missing)
    if shutil.which("apt-get") is None:
        sys.exit(fail(f"These libraries are missing; on Debian: {line}"))
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        sys.exit(fail(f"System libraries are missing. Run this once, then again what you ran:\n  sudo {line}"))
    say(f"Installing missing system libraries: {line}")
    install_packages(missing)


def install_packages(missing: list[tuple[str, ...]]) -> None:
    """Install one package of each tuple: the first that this release of Debian or Ubuntu knows."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    names = [next((name for name in names if is_package(name)), names[0]) for names in missing]
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
    subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)


def is_package(name: str) -> bool:
    """True when apt knows how to install it."""
    answer = subprocess.run(["apt-cache", "policy", name], check=False, stdout=subprocess.PIPE, text=True)
    return "Candidate:" in answer.stdout and "Candidate: (none)" not in answer.stdout


def loads(library: str) -> bool:
    """True when the system's loader finds the library; always true where there is none to ask."""
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_module(name: str) -> bool:
    """True when this Python can import it."""
    try:
        __import__(name)
    except ImportError:
        return False
    return True


def run(arguments: list[str]) -> int:
    """Open the program on its demo, or with these arguments; without a display, draw the demo's map to a file."""
    if arguments or has_display():
        return call("embexplorer", *(arguments or [DEMO]))
    say(f"There is no display, so no window: drawing the map of {DEMO} to {PICTURE} instead.")
    PICTURE.parent.mkdir(exist_ok=True)
    return call("embexplorer", "pca", DEMO, "-o", str(PICTURE))  # what the window shows first


def test(arguments: list[str]) -> int:
    """Run every check headless, all of them even if one fails; the arguments go to pytest."""
    os.environ.update(HEADLESS)
    failed = [check[0] for check in CHECKS if not passes(check, arguments if check[0] == "pytest" else [])]
    say(f"FAILED: {', '.join(failed)}" if failed else "Everything holds.")
    return 1 if failed else 0


def passes(check: tuple[str, ...], arguments: list[str]) -> bool:
    """Run one check, saying its command first."""
    say("— " + " ".join(check))
    return call(*check, *arguments) == 0


def bench(arguments: list[str]) -> int:
    """Run the benchmarks in full size and print a table; the arguments choose some by name."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return call("python", str(ROOT / "tests" / "benchmarks"), *arguments)


def call(name: str, *arguments: str) -> int:
    """Run a command of the environment in the checkout and answer its exit status."""
    try:
        return subprocess.run([str(tool(name)), *arguments], check=False, cwd=ROOT).returncode
    except KeyboardInterrupt:
        return 130


def tool(name: str) -> Path:
    """A command of the environment."""
    return ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / (name + (".exe" if os.name == "nt" else ""))


def has_display() -> bool:
    """True when a window can be shown; QT_QPA_PLATFORM, when set, is taken as the user's word."""
    if sys.platform != "linux":
        return True
    if "QT_QPA_PLATFORM" in os.environ:
        return os.environ["QT_QPA_PLATFORM"] not in ("offscreen", "minimal")
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def with_newer_python(arguments: list[str]) -> int:
    """Do it again with a Python that is new enough, where there is one beside this one."""
    for name in ("python3.11", "python3.12", "python3.13"):
        found = shutil.which(name)
        if found:
            return subprocess.run([found, __file__, *arguments], check=False).returncode
    return fail(
        f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. On Debian: apt-get install python3.11"
    )


def say(text: str) -> None:
    """Tell the user, before the next command writes its own lines."""
    print(text, flush=True)


def fail(text: str) -> int:
    """Tell the user what is wrong and answer the exit status for it."""
    print(text, file=sys.stderr, flush=True)
    return 2


TASKS = {"run": run, "test": test, "bench": bench}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
