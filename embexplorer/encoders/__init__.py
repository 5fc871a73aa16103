"""Steps that embed new input with a model there is: one file each, named after its sub-command without "encode-"."""
