# Wiredesk: everything a person does with a clone. `make` alone lists it.
#
# Paths are relative throughout, so that a clone may lie under a name with spaces.
# A set-up is a stamp file inside its environment: it is done again only when the lock or pyproject.toml changes.
# Libraries are compiled when they are installed: where an environment forbids Python to write bytecode (containers often
# do), each start would otherwise compile them again, which costs 0.6 s of the 2.5 s to the first report.

PYTHON ?= python3
DATA ?= ../shared
BIN := .venv/bin
UV := $(BIN)/uv pip
TRAIN := .venv-train/bin/python
UV_VERSION := 0.13.9
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet
CODE := src tests benchmarks training tools

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo check test accuracy train card picture assets lock setup setup-dev format clean distclean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

demo: .venv/.run-stamp ## set everything up, read the three sample reports, write their evidence pages to out/demo
	@sh tools/demo.sh

check: .venv/.dev-stamp ## format, lint, types, import directions
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

test: .venv/.dev-stamp ## every test, those of the house too
	$(BIN)/python -m pytest

format: .venv/.dev-stamp ## lay out the code as `make check` wants it
	$(BIN)/ruff check --fix --quiet $(CODE) || true
	$(BIN)/ruff format $(CODE)

accuracy: .venv/.dev-stamp ## measure every figure on the dev splits in ../shared and write docs/accuracy.md
	$(BIN)/python -m benchmarks.accuracy --data "$(DATA)"

train: .venv-train/.stamp ## train the model from ../shared/data with a fixed seed and write its card (hours)
	sh tools/train.sh "$(DATA)"

card: .venv/.dev-stamp ## write docs/model-card.md from the models and the figures as they lie
	$(BIN)/python -m training.card

assets: ## build the bundled files of the browser desk (needs Node.js; what it makes is committed)
	cd tools/assets && npm ci --no-audit --no-fund --ignore-scripts && npm run build

picture: .venv/.dev-stamp ## take the pictures of the README (needs /usr/bin/chromium)
	$(BIN)/python tools/picture.py docs/evidence.png
	$(BIN)/python tools/screens.py docs

setup: .venv/.run-stamp ## only set up what running needs

setup-dev: .venv/.dev-stamp ## only set up what `make check` and `make test` need

lock: .venv/.run-stamp ## write the lock files from pyproject.toml (UPGRADE=--upgrade takes newer versions)
	$(LOCK) $(UPGRADE) -o requirements.lock
	$(LOCK) $(UPGRADE) --group dev -c requirements.lock -o requirements-dev.lock

clean: ## remove what was made, keep the environments
	rm -rf out build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests benchmarks training -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## remove the environments too
	rm -rf .venv .venv-train

.venv/.run-stamp: requirements.lock pyproject.toml tools/venv.sh
	@sh tools/venv.sh .venv "$(PYTHON)"
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(UV) install --quiet --compile-bytecode --python .venv --require-hashes -r requirements.lock
	@$(UV) install --quiet --python .venv --no-deps --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

.venv/.dev-stamp: .venv/.run-stamp requirements-dev.lock
	@$(UV) install --quiet --python .venv --require-hashes -r requirements-dev.lock
	@touch $@

# torch comes through pip: uv's resolver takes the build for graphics cards, ten times the size.
.venv-train/.stamp: pyproject.toml tools/venv.sh
	@sh tools/venv.sh .venv-train "$(PYTHON)"
	$(TRAIN) -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(TRAIN) -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	@touch $@
