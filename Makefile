# Goldseam. `make` alone lists what there is. Works with GNU Make 3.81 and POSIX sh.

BIN = .venv/bin
RUNTIME = .venv/.runtime
DEVELOPMENT = .venv/.development
SAMPLE_DATA = var/sample

.PHONY: help .venv run test check preview release-content sample rehearse bench bench-live soak backup lock migration clean
.DEFAULT_GOAL := help

help: ## list the targets
	@awk -F ':.*## ' '/^[.a-z-]+:.*## /{printf "  make %-16s %s\n", $$1, $$2}' Makefile

.venv: $(RUNTIME) ## make the environment

run: $(RUNTIME) ## start Goldseam; PORT, HOST, GOLDSEAM_* and DATABASE_URL are obeyed
	@exec $(BIN)/python app.py

test: $(DEVELOPMENT) ## run every test (brings a browser if there is none)
	@$(BIN)/python -m tests.browser.bring
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

check: $(DEVELOPMENT) ## ruff, mypy, the content linter, and whether a migration is missing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m course lint --compare
	$(BIN)/python -m course migrate --check

preview: $(RUNTIME) ## see a lesson while you edit it: make preview LESSON=course/content/lessons/...
	@$(BIN)/python -m pages.routes.preview "$(LESSON)"

release-content: $(RUNTIME) ## write editions.lock: what the course's ids stand for from now on
	@$(BIN)/python -m course release-content

sample: $(RUNTIME) ## look around: invented cohorts in their own data folder, on a free port
	@port=$$($(BIN)/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'); \
	unset DATABASE_URL GOLDSEAM_RELEASE_URL GOLDSEAM_URL GOLDSEAM_MASTER_KEY; \
	GOLDSEAM_DATA=$(SAMPLE_DATA); PORT=$$port; export GOLDSEAM_DATA PORT; \
	$(BIN)/python -m course sample && exec $(BIN)/python app.py

rehearse: $(RUNTIME) ## try a workshop alone, with simulated participants: make rehearse PLAN=three-hours PEOPLE=24
	@$(BIN)/python -m pages.rehearsal $(PLAN) $(PEOPLE) $(ALONE)

bench: $(DEVELOPMENT) ## print how fast it is, as ratios within one run
	@$(BIN)/python -m tests.browser.bring
	@$(BIN)/python -m tests.bench

bench-live: $(DEVELOPMENT) ## the same of a workshop with a thousand phones (needs nginx for two replicas)
	@$(BIN)/python -m tests.browser.bring
	@$(BIN)/python -m tests.bench_live $(ARGS)

soak: $(DEVELOPMENT) ## print what attackers learn, then run the large tests (some hours)
	@$(BIN)/python -m tests.browser.bring
	@$(BIN)/python -m tests.soak $(ARGS)

backup: $(RUNTIME) ## copy the database aside while it runs
	@$(BIN)/python -m course backup

lock: $(DEVELOPMENT) ## pin the dependencies named in pyproject.toml, with hashes
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev pyproject.toml -o requirements-dev.txt

migration: $(DEVELOPMENT) ## write the next migration: make migration M="what it does"
	@$(BIN)/python -m course migrate --new "$(M)"

clean: ## remove the environment and caches (never your data)
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The first Python within the proven range that really starts (a version manager may leave a
# python3.13 on PATH that only says it is not there).
.venv/bin/python:
	@for python in python3.13 python3.12 python3.11 python3; do \
	  if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
	    found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Goldseam needs Python 3.11, 3.12 or 3.13: install it first (Debian: apt install python3 python3-venv; macOS: brew install python@3.13)." >&2; exit 2; \
	fi; \
	if ! $$found -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "This Python has no ensurepip: install it first (Debian: apt install $$($$found -c 'import sys; print("python3.%d-venv" % sys.version_info[1])'))." >&2; exit 2; \
	fi; \
	echo "Making .venv with $$($$found --version)"; $$found -m venv .venv || { rm -rf .venv; exit 2; }

$(RUNTIME): requirements.txt | .venv/bin/python
	@echo "Installing what Goldseam needs (about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt requirements.txt | .venv/bin/python
	@echo "Installing what Goldseam and its tests need (about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(RUNTIME)
