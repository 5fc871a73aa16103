"""Steps that make a space from a space: one file each, named after its sub-command."""
