"""Readers: each makes an embedding space out of a file."""
