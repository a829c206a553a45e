# Everything a newcomer types. Needs only Python 3.11+, make and the package registries.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE ?= 1

.PHONY: run demo setup setup-test test check format lint types contracts bench rig lock clean

run: setup ## the desk on http://127.0.0.1:8000
	@$(BIN)/relance start

demo: setup ## the same on an invented cabinet, in a folder of its own
	@$(BIN)/relance demo

setup: $(VENV)/.run ## .venv with the `relance` command

$(VENV)/.uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "relance a besoin de Python 3.11 ou plus récent : rien n’a été installé.")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/.run: $(VENV)/.uv requirements/run.txt pyproject.toml
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/run.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

setup-test: setup $(VENV)/.test

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/test.txt
	@touch $@

test: setup-test ## every test this machine can run; says in one line what is missing
	@$(BIN)/python -m tests

check: setup-test format lint types contracts ## what CI runs
	@$(MAKE) --no-print-directory test

format:
	@$(BIN)/ruff format --check src tests bench

lint:
	@$(BIN)/ruff check src tests bench

types:
	@$(BIN)/mypy

contracts:
	@$(BIN)/lint-imports

bench: setup-test ## the figures of the README, with this machine's facts
	@$(BIN)/python -m bench

rig: setup-test ## the crash rig, longer (RUNS=10000), races, restores, a million claims, tampered bundles
	@$(BIN)/python -m tests.evidence.mutations $(or $(MUTATIONS),10000)
	@$(BIN)/python -m tests.claim.histories $(or $(HISTORIES),1000000)
	@RELANCE_RESTORES=$(or $(RESTORES),200) $(BIN)/python -m pytest tests/office/test_restored.py
	@RELANCE_RIG_RUNS=$(or $(RUNS),3000) RELANCE_RIG_RACES=$(or $(RACES),10000) $(BIN)/python -m pytest tests/rig -m rig

lock: $(VENV)/.uv ## write the hash-locked files again (names no index)
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --group build pyproject.toml -o requirements/run.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --group build --group test -c requirements/run.txt pyproject.toml -o requirements/test.txt

clean:
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
