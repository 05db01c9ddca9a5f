# Every target sets up what it needs. `make` alone says what there is.

VENV      := .venv
BIN       := $(VENV)/bin
# Holds the folder that the environment was made for: a copied checkout makes its own.
INSTALLED := $(VENV)/.installed
# More options for pytest, as in: make test ARGS='-k oracle'
ARGS      :=
# A file's tests share fixtures, and stay together.
PARALLEL  := --numprocesses logical --maxprocesses 8 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo test test-long lint bench bench-peers bench-figures gallery picture prevalence clean runtimes runtimes-quick FORCE

help: ## What there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

demo: $(INSTALLED) ## Reduce a real program on screen, 50 KB to a few lines
	@$(BIN)/wreduce demo

# No tests at all is exit code 5, as where ARGS selects tests of one phase alone.
test: $(INSTALLED) ## The test suite: on all cores what does not time, then alone what does
	@status=0; \
	echo "== tests that time nothing, several at once"; \
	$(BIN)/python -m pytest -m 'not long and not timing' $(PARALLEL) $(ARGS) || { status=$$?; [ $$status = 5 ] && status=0; }; \
	echo "== tests that time real runtimes, one after the other"; \
	$(BIN)/python -m pytest -m 'timing and not long' $(ARGS) || { timed=$$?; [ $$timed = 5 ] || status=$$timed; }; \
	exit $$status

test-long: $(INSTALLED) ## The long tests: thousands of examples, whole reductions
	@$(BIN)/python -m pytest -m long $(ARGS)

lint: $(INSTALLED) ## ruff (lint and format) and mypy, all three whatever the first says
	@status=0; \
	$(BIN)/ruff check --quiet --output-format concise || status=1; \
	$(BIN)/ruff format --check --quiet --output-format concise || status=1; \
	$(BIN)/mypy || status=1; \
	exit $$status

bench: $(INSTALLED) ## The benchmarks
	@$(BIN)/python -m pytest tests/bench --benchmark-only --override-ini addopts= $(ARGS)

# What is asked for is run; without ARGS, what has been run is shown.
bench-peers: $(INSTALLED) ## wreduce beside other reducers: ARGS='run --inputs 8 --limit 60s', then without
	@$(BIN)/python tests/bench/peers $(or $(ARGS),show)

bench-figures: $(INSTALLED) ## Figures of whole commands: ARGS='commands --times 1', then without
	@$(BIN)/python tests/bench/figures $(or $(ARGS),show)

gallery: $(INSTALLED) ## docs/gallery.md: what is missing is measured, ten minutes at most; ARGS='--again' for all
	@$(BIN)/python tests/bench/gallery run $(ARGS)

picture: $(INSTALLED) ## docs/terminal.svg: the end of a run of `wreduce demo`
	@$(BIN)/python tests/bench/terminal_picture.py docs/terminal.svg

prevalence: $(INSTALLED) ## How often instructions stand in public modules: fetches them, makes the table anew
	@$(BIN)/python tests/bench/prevalence $(ARGS)

runtimes: $(INSTALLED) ## All runtimes that can be had here; builds some, for many minutes
	@$(BIN)/wreduce runtimes install --all
	@echo "== what is here, and whether it is what its name says"
	@$(BIN)/wreduce runtimes --check

runtimes-quick: $(INSTALLED) ## Of these, the ones that only have to be downloaded
	@$(BIN)/wreduce runtimes install --quick

clean: ## Remove the environment and all caches; run folders stay
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
	@find reducer seeds tests -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up

ifneq ($(shell cat $(INSTALLED) 2>/dev/null),$(CURDIR))
$(INSTALLED): FORCE
endif

# A Python is tried, not asked for its name: some are only there to say that they are not installed.
$(INSTALLED): pyproject.toml
	@python=; \
	for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			python="$$name"; break; \
		fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Python 3.11 or later is needed and was not found: install it, or name it: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$$python cannot make virtual environments: install its venv package (Debian: apt-get install python3-venv)" >&2; \
		exit 1; \
	fi; \
	if [ "$$(cat $@ 2>/dev/null)" = "$(CURDIR)" ]; then \
		echo "== bringing $(VENV) up to date with pyproject.toml"; \
	else \
		echo "== making $(VENV) with $$("$$python" --version); the first time takes a minute or two"; \
		"$$python" -m venv --clear $(VENV); \
	fi && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --editable '.[dev]' && \
	echo "$(CURDIR)" > $@
