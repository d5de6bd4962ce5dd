# `make run` starts Loopbrug, `make test` proves it. Everything else is below.
VENV ?= .venv
PY := $(VENV)/bin/python
PORT ?= 8000
BASE_PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
PIP := $(PY) -m pip --disable-pip-version-check -q install --no-deps
export DJANGO_SETTINGS_MODULE := loopbrug.web.site.settings
.DELETE_ON_ERROR:
.PHONY: run test test-nobrowser check bench format lock messages schema browser clean

run: $(VENV)/.warm messages  ## start the demo region on http://127.0.0.1:$(PORT)
	@$(PY) -m loopbrug.web.site.start --port $(PORT)

test: $(VENV)/.dev $(VENV)/.warm messages browser  ## every test, browser journeys included
	@$(PY) -m pytest -n 2 --dist loadgroup $(ARGS)
	@sh tools/postgres.sh $(PY) -m pytest -n 2 -m together tests/web

test-nobrowser: $(VENV)/.dev $(VENV)/.warm messages  ## every test but the browser journeys
	@$(PY) -m pytest -n 2 -m "not journey" $(ARGS)
	@sh tools/postgres.sh $(PY) -m pytest -n 2 -m together tests/web

check: $(VENV)/.dev  ## contracts, types, lint, sizes, sentences
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(VENV)/bin/lint-imports
	@$(PY) -m mypy src tools benchmarks
	@$(PY) tools/sizes.py
	@$(PY) tools/messages.py check
	@$(PY) -m django makemigrations --check --dry-run

bench: $(VENV)/.dev $(VENV)/.warm  ## measure the engines, beside their baselines
	@$(PY) -m benchmarks $(ARGS)

format: $(VENV)/.dev  ## put code in shape
	@$(PY) -m ruff check --fix . ; $(PY) -m ruff format .

lock:  ## make the lock files anew (needs uv)
	@for f in requirements requirements-dev; do \
	  uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --custom-compile-command "make lock" -q $$f.in -o $$f.txt || exit 1; done

messages: $(VENV)/.run
	@$(PY) tools/messages.py compile

browser:
	@sh tools/browser.sh

$(PY):
	@test -n "$(BASE_PYTHON)" || { echo "Loopbrug needs Python 3.11 or newer with the venv module, and found none. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(BASE_PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Could not make $(VENV): is the disk full, or is python3-venv missing?" >&2; exit 1; }

$(VENV)/.run: requirements.txt pyproject.toml | $(PY)
	@echo "Setting up Loopbrug in $(VENV) (once) ..."
	@$(PIP) --only-binary :all: --require-hashes -r requirements.txt || { echo "Installing failed. The first time needs a network and about 700 MB of disk." >&2; exit 1; }
	@$(PIP) --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Adding what the tests need (once) ..."
	@$(PIP) --only-binary :all: --require-hashes -r requirements-dev.txt || { echo "Installing failed. The first time needs a network and about 1 GB of disk." >&2; exit 1; }
	@touch $@

$(VENV)/.warm: $(wildcard src/loopbrug/core/programme/*.py src/loopbrug/core/assessment/*.py) $(VENV)/.run
	@echo "Compiling the planners (once, one to two minutes) ..."
	@$(PY) -c "from loopbrug.core.programme.solver import warm_up; warm_up()"
	@$(PY) -c "from loopbrug.core.assessment.solver import warm_up; warm_up()"
	@touch $@

clean:  ## remove what make made; your data in var/ stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache build src/*.egg-info
