# One word for each habit. Every target sets up what it needs; a second call is quick.
#   make run    install what is needed, open the page on the bundled data
#   make test   install what is needed, run every test, those in Chromium too
SHELL := /bin/bash
.DELETE_ON_ERROR:
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
PORT ?= 8501

.PHONY: run test lint fix bench data data-check pictures soak lock help
help:
	@sed -n '2,3p' Makefile; echo "Also: lint, fix, bench, data, data-check, pictures, soak, lock (see README.md)."

# make run EVENTS=my.csv PLACES="my.geojson other.csv" STORE=folder shows somebody's own records and corrections;
# EXPORTS=folder is where the export log lies, KEY=file has the key of the partner profile.
export EVENTS PLACES STORE EXPORTS KEY
run: $(VENV)/.run
	$(PY) -m streamlit run app.py --server.port $(PORT)

# In the order of the folders: the files that open Chromium take long and come first, so that all workers end together.
test: $(VENV)/.dev
	@set -e; CHROMIUM="$$(.ci/chromium $(PY) shell)"; export CHROMIUM; $(PY) -m pytest -n logical --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

fix: $(VENV)/.dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: $(VENV)/.bench
	@set -e; CHROMIUM="$$(.ci/chromium $(VENV)-bench/bin/python)"; export CHROMIUM; $(VENV)-bench/bin/python -m bench

data: $(VENV)/.run
	$(PY) data/build.py

data-check: $(VENV)/.run
	$(PY) data/build.py --check

pictures: $(VENV)/.dev
	@set -e; CHROMIUM="$$(.ci/chromium $(PY))"; export CHROMIUM; $(PY) -m tests.browser.pictures

# The long version of tests/geodata/test_soak.py: some ten minutes.
soak: $(VENV)/.dev
	$(PY) -m tests.geodata.soak --kills 1000 --faults 5000

# The pins: made from pyproject.toml for every supported Python at once.
lock: $(VENV)/bin/python
	$(PIP) install uv
	$(PY) -m uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements.txt
	$(PY) -m uv pip compile pyproject.toml --extra dev -c requirements.txt --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements-dev.txt

# A stamp a set of pins; a changed pin file makes it again.
$(VENV)/bin/python:
	.ci/venv $(VENV)
$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.txt
	@touch $@
$(VENV)/.dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $(VENV)/.run $@
$(VENV)/.bench: requirements-dev.txt bench/requirements.txt | $(VENV)/bin/python
	.ci/venv $(VENV)-bench
	$(VENV)-bench/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-dev.txt
	$(VENV)-bench/bin/python -m pip --disable-pip-version-check --quiet install -r bench/requirements.txt
	@touch $@
