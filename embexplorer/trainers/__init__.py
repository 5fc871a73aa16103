"""Steps that learn a space: one file each, named after its sub-command without "train-"."""
