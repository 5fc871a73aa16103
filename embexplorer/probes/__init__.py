"""Steps that answer a question about a space with a table."""
