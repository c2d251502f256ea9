# One page of commands. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8080

.DEFAULT_GOAL := help
.PHONY: help run test lint attack bench format clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

run: $(VENV)/.run ## install, build the demo, serve it on this machine (PORT=8080)
	$(BIN)/kiosk demo --port $(PORT)

test: chromium $(VENV)/.test axe ## install what tests need, check types and style, run every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

lint: $(VENV)/.test ## style and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

attack: $(VENV)/.test build/attack/.made ## scanners against the demo and a twin with planted flaws, about five minutes; no gate
	$(BIN)/python -m tests.security.attack build/attack/bin

build/attack/.made:
	@mkdir -p build
	@echo "Installing wapiti (200 MB) into build/attack…"
	@$(PYTHON) -m venv build/attack && build/attack/bin/pip install --quiet \
	  --disable-pip-version-check wapiti3==3.2.3 && touch $@

bench: $(VENV)/.bench ## measure beside others, about five minutes; every figure in build/benchmarks.json
	@mkdir -p build
	$(BIN)/python -m benchmarks --out build/benchmarks.json

format: $(VENV)/.test ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove what the commands above made
	rm -rf $(VENV) build *.egg-info .kiosk-demo .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The environment knows its place: moved or half made, it is made again.
ifneq ($(shell cat $(VENV)/.made 2>/dev/null),$(CURDIR))
.PHONY: $(VENV)/.made
endif
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "kiosk needs Python 3.11 or newer."; exit 1; }
	@echo "Installing into $(VENV), about half a minute…"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "Type: sudo apt-get install -y python3-venv"; exit 1; }
	@printf '%s' "$(CURDIR)" > $@

$(VENV)/.run: $(VENV)/.made setup.cfg pyproject.toml
	@PYTHONWARNINGS=ignore $(BIN)/pip install --quiet --disable-pip-version-check -e '.[office]'
	@touch $@

$(VENV)/.test: $(VENV)/.made setup.cfg pyproject.toml
	@PYTHONWARNINGS=ignore $(BIN)/pip install --quiet --disable-pip-version-check -e '.[office,dev]'
	@touch $@ $(VENV)/.run

$(VENV)/.bench: $(VENV)/.made setup.cfg pyproject.toml
	@PYTHONWARNINGS=ignore $(BIN)/pip install --quiet --disable-pip-version-check -e '.[office,bench]'
	@touch $@ $(VENV)/.run

.PHONY: chromium
chromium:
	@sh deploy/need-chromium.sh

.PHONY: axe
axe: $(VENV)/.made
	@sh deploy/need-axe.sh

.PHONY: catalogs
catalogs: $(VENV)/.test ## collect sentences, bring every catalog up to date, compile it
	$(BIN)/pybabel -q extract -F translations/babel.cfg -k N_ --no-location --sort-output \
	  --project kiosk --copyright-holder "the kiosk authors" -o translations/kiosk.pot .
	@for po in translations/*/LC_MESSAGES/kiosk.po; do \
	  $(BIN)/pybabel -q update -N --no-wrap -D kiosk -i translations/kiosk.pot -o $$po \
	    -l $$(basename $$(dirname $$(dirname $$po))) && \
	  $(BIN)/pybabel -q compile --statistics -i $$po -o $${po%.po}.mo; done
	$(BIN)/pybabel -q compile -D click -d translations -l fr
