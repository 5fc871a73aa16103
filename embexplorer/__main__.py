"""Lets `python -m embexplorer` do what the command `embexplorer` does."""

import sys

from embexplorer.cli import main

if __name__ == "__main__":
    sys.exit(main())
