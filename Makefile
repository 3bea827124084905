# onrecord: `make demo` shows it, `make test` tests it. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
VENV_TRAIN ?= .venv-train
BIN := $(VENV)/bin
BIN_TRAIN := $(VENV_TRAIN)/bin
PIP_INSTALL := -m pip install --quiet --quiet --disable-pip-version-check --no-input

# The folder that holds the training and scoring corpora; training/README.md tells its layout.
CORPORA ?=

.PHONY: help setup setup-dev setup-train demo test lint format train score coreference golden bench bench-ledger bench-hrds bench-copies docs lock clean torture

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# --- environments: each stamp is older than what it was made from only when that changed -----------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "onrecord needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime.stamp: requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements/runtime.txt
	$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/runtime.stamp
	$(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV_TRAIN)/train.stamp: requirements/training.txt pyproject.toml
	@test -x $(BIN_TRAIN)/python || $(PYTHON) -m venv $(VENV_TRAIN)
	$(BIN_TRAIN)/python $(PIP_INSTALL) -r requirements/training.txt
	$(BIN_TRAIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/runtime.stamp ## make .venv with what reading needs
setup-dev: $(VENV)/dev.stamp ## the same, with what tests and lint need
setup-train: $(VENV_TRAIN)/train.stamp ## make .venv-train with what training needs

# --- the two commands ------------------------------------------------------------------------------------------------

demo: setup ## read the example reports into a case, check it, print its record, write the brief: pages in build/
	@mkdir -p build
	$(BIN)/onrecord read examples/reports --manifest examples/manifest.csv --format html --out build/demo.html
	rm -rf build/demo.case
	$(BIN)/onrecord new build/demo
	$(BIN)/onrecord add build/demo examples/reports --manifest examples/manifest.csv
	$(BIN)/onrecord status build/demo
	$(BIN)/onrecord check build/demo
	$(BIN)/onrecord record build/demo --roster examples/roster.csv
	$(BIN)/onrecord brief build/demo --out build/demo-brief.html --roster examples/roster.csv --include-unreviewed
	$(BIN)/onrecord brief build/demo --out build/demo-brief.pdf --roster examples/roster.csv --include-unreviewed
	@echo "The brief, of what nobody has reviewed yet, and marked so: build/demo-brief.html and .pdf"
	@echo "The texts with what was read in them: build/demo.html. The case: build/demo.case"

test: setup-dev ## run the tests
	$(BIN)/python -m pytest -q $(PYTEST_ARGS)

# --- beside them -----------------------------------------------------------------------------------------------------

lint: setup-dev ## ruff, mypy --strict, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports --no-cache

format: setup-dev ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

train: setup-train ## from corpora to weights: make train CORPORA=path
	@test -n "$(CORPORA)" || { echo "Which corpora? make train CORPORA=path" >&2; exit 2; }
	$(BIN_TRAIN)/python -m training.train "$(CORPORA)" --out build/training $(TRAIN_ARGS)
	$(BIN_TRAIN)/python -m training.export build/training/quant.pt --out build/training/untuned.npz
	$(BIN_TRAIN)/python -m training.tune "$(CORPORA)" --weights build/training/untuned.npz
	$(BIN_TRAIN)/python -m training.export build/training/quant.pt --out src/onrecord/read/weights/reader.npz
	$(BIN_TRAIN)/python -m training.fit_summary "$(CORPORA)"
	$(BIN_TRAIN)/python -m training.fit_pronouns "$(CORPORA)"

score: setup ## score the committed weights: make score CORPORA=path
	@test -n "$(CORPORA)" || { echo "Which corpora? make score CORPORA=path" >&2; exit 2; }
	$(BIN)/python -m training.score --corpora "$(CORPORA)" $(SCORE_ARGS)

coreference: setup ## coreference on GUM dev by the usual measures: make coreference CORPORA=path
	@test -n "$(CORPORA)" || { echo "Which corpora? make coreference CORPORA=path" >&2; exit 2; }
	$(BIN)/python -m benchmarks.gum_coreference "$(CORPORA)/gum/dev.jsonl.gz"

torture: setup-dev ## kill add at 200 random moments, flip 1,000 random bits, erase 200 planted names: what is found
	$(BIN)/python -m onrecord.testing.kills --kills 200 --reports 300
	$(BIN)/python -m onrecord.testing.bitflips --flips 1000 --reports 120
	TORTURE=1 $(BIN)/python -m pytest -q tests/ledger

golden: setup-dev ## write tests/golden/record.txt anew, to be read; GOLDEN_ARGS=--read reads the example reports again
	$(BIN)/python -m tests.golden.make $(GOLDEN_ARGS)

bench: setup-train ## speed, memory and growth, as ratios
	$(BIN_TRAIN)/python -m benchmarks.run $(BENCH_ARGS)

# The sizes by default take an hour or two and 20 GB: make bench-ledger BENCH_ARGS='--reports 10000 100000 --engine sqlite'
bench-ledger: setup-dev ## how a ledger grows: insert rate, size, queries at 10^4, 10^5, 10^6 reports, both engines
	$(BIN)/python -m benchmarks.ledger $(BENCH_ARGS)

bench-hrds: setup ## HRDsAttack's labels by both rules: make bench-hrds CORPORA=path
	@test -n "$(CORPORA)" || { echo "Which corpora? make bench-hrds CORPORA=path" >&2; exit 2; }
	$(BIN)/python -m benchmarks.hrdsattack --score "$(CORPORA)"

bench-copies: setup ## copies found and wrongly joined, on a made set: make bench-copies CORPORA=path
	@test -n "$(CORPORA)" || { echo "Which corpora? make bench-copies CORPORA=path" >&2; exit 2; }
	$(BIN)/python -m benchmarks.copies "$(CORPORA)" $(BENCH_ARGS)

docs: setup-dev ## write docs/reference anew
	$(BIN)/python -m docs.generate

lock: ## choose versions anew and write requirements/
	$(PYTHON) -m venv build/lock
	build/lock/bin/python $(PIP_INSTALL) uv
	requirements/lock.sh build/lock/bin/uv $(LOCK_ARGS)

clean: ## remove what the commands made, but not the environments
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
