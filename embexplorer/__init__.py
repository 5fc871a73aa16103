"""embexplorer: open, see, question and publish embedding spaces."""

__version__ = "0.1.0"
