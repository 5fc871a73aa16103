"""Reading texts, graphs and tables of interactions into what trainers learn from."""
