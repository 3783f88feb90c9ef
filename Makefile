# Two commands do everything: `make demo` and `make test`. `make help` lists the rest.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PORT ?= 8000
DATA_DIR ?= var
export PORT DATA_DIR
VENV := .venv
PY := $(VENV)/bin/python

help: ## list every target
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | sort | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: $(VENV)/demo ## make the demo college and serve it on http://127.0.0.1:$(PORT) (settings: PORT, DATA_DIR)
	@$(PY) manage.py messages compile
	@exec $(PY) -m demo --port $(PORT)

test: $(VENV)/dev ## run all tests: SQLite, then PostgreSQL, with Elasticsearch and a browser where the machine has them (AT=COMMIT: those that stood there)
	@$(PY) manage.py messages compile
	@AT="$(AT)" sh scripts/test.sh

bench: $(VENV)/dev ## measure ratios against a peer doing the same work (ONLY=search_embedded,pick_hot for some)
	@$(PY) manage.py messages compile
	@$(PY) -m benchmarks --only "$(ONLY)"

pictures: $(VENV)/dev ## make the pictures of the guides anew from what the browser tests see
	@$(PY) manage.py messages compile
	@$(PY) scripts/pictures.py

lint: $(VENV)/dev ## check style, import contracts, types, migrations and translations
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/mypy
	DJANGO_SETTINGS_MODULE=college.settings.test $(PY) manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=college.settings.test $(PY) manage.py messages check

format: $(VENV)/dev ## put the code in the project's style
	$(VENV)/bin/ruff check --fix --quiet . ; $(VENV)/bin/ruff format --quiet .

messages: $(VENV)/dev ## collect the strings for translation into each room's catalogue
	$(PY) manage.py messages update
	$(PY) manage.py messages compile

lock: $(VENV)/uv ## lock requirements/*.in with hashes
	for set in base dev ocr speech; do $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header requirements/$$set.in -o requirements/$$set.txt; done

clean: ## remove the virtual environment (the college's data in $(DATA_DIR) stays)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache

$(VENV)/uv: requirements/uv.txt
	@sh scripts/make-venv.sh $(VENV) requirements/uv.txt
	@touch $@

$(VENV)/demo: $(VENV)/uv requirements/base.txt
	@echo "Installing the locked requirements"
	@$(VENV)/bin/uv pip install --quiet --compile-bytecode --python $(PY) --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/dev: $(VENV)/uv requirements/dev.txt
	@echo "Installing the locked requirements, with those of the tests"
	@$(VENV)/bin/uv pip install --quiet --compile-bytecode --python $(PY) --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/demo

.PHONY: help demo test bench pictures lint format messages lock clean
