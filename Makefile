# Two commands matter: `make demo` runs a filled site, `make test` runs everything. Neither asks a question.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:

UV := .tools/uv/bin/uv
PY := .venv/bin/python
DEMO_DIR ?= var/demo
PORT ?= 8000
.PHONY: help setup demo serve test check unit postgres journeys bench lock format clean

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(UV):
	@bash scripts/get-uv.sh

# scripts/sync.sh knows what the environment holds: nothing is done when that is what is wanted. (A stamp for make
# would not do: after `make demo` the environment is there, without what tests need.)
setup: $(UV) ## make the environment and build the front end
	@bash scripts/sync.sh dev

demo: ## fill a sample site and serve it at http://127.0.0.1:8000
	@bash scripts/get-uv.sh
	@bash scripts/sync.sh base
	@PRACTICA_DATA_DIR=$(DEMO_DIR) PRACTICA_PORT=$(PORT) $(PY) -m practica.config.cli demo
	@PRACTICA_DATA_DIR=$(DEMO_DIR) PRACTICA_PORT=$(PORT) PRACTICA_SITE_URL=http://127.0.0.1:$(PORT) $(PY) -m practica.config.cli serve

serve: setup ## serve this checkout with its own data folder
	@$(PY) -m practica.config.cli serve

test: setup ## style, types, import rules, tests on SQLite and PostgreSQL, browser journeys
	@bash scripts/test.sh all

check: setup ## style, types and import rules alone
	@bash scripts/test.sh check

unit: setup ## unit and house tests on SQLite
	@bash scripts/test.sh unit

postgres: setup ## the suite on a real PostgreSQL with Redis
	@bash scripts/test.sh postgres

journeys: setup ## browser journeys
	@bash scripts/test.sh journeys

bench: setup ## measure speed and memory on generated sites (see benchmarks/README.md)
	@$(PY) -m benchmarks

lock: $(UV) ## compile the locked requirement files anew
	@compile="$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header"
	@$$compile pyproject.toml --group test --group build -o requirements/dev.txt
	@$$compile pyproject.toml -c requirements/dev.txt -o requirements/base.txt
	@$$compile --group build -c requirements/dev.txt -o requirements/build.txt

format: setup ## put the code into our style
	@.venv/bin/ruff check --fix-only -q . ; .venv/bin/ruff format -q .

clean: ## remove what was built (data folders stay)
	@rm -rf .venv .tools frontend/node_modules practica/kit/ui/static/dist .pytest_cache .mypy_cache .ruff_cache
