# Each of these does all its own set-up in .venv, once: see packaging/dev.py
PYTHON ?= python3

.PHONY: run test bench
run test bench:
	@$(PYTHON) packaging/dev.py $@ $(ARGS)
