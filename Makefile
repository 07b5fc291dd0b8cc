# Two commands do everything on a fresh machine: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CODE := schemas extractors pipeline plancards samples tests benchmarks docs

.PHONY: demo test lint samples accuracy contradictions amendments pictures crashes chaos hostile nightly clean

demo: $(VENV)/demo.ready ## set up and run the main job over samples/
	$(BIN)/plancards run samples/*.pdf --out out
	@echo && echo "Made:" && find out -type f ! -name README.md ! -name '.*' | sort

test: $(VENV)/dev.ready ## set up and pass the tests
	$(BIN)/python -m pytest

lint: $(VENV)/dev.ready ## lint, format and types
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy

samples: $(VENV)/dev.ready ## typeset the samples anew (needs LibreOffice)
	$(BIN)/python samples/build.py

accuracy: $(VENV)/dev.ready ## typeset 400 plans in random layouts and score them (needs Chromium, LibreOffice)
	$(BIN)/python -m benchmarks.layouts.accuracy --plans 400 --seed 1 --jobs 2

contradictions: $(VENV)/dev.ready ## plant 370 contradictions in the samples, typeset, and look for them
	$(BIN)/python -m benchmarks.contradictions --plans 370 --untouched 30 --jobs 2

amendments: $(VENV)/dev.ready ## amend the samples 500 times at random and score the diffs
	$(BIN)/python -m benchmarks.amendments.accuracy --pairs 500 --seed 1

pictures: $(VENV)/dev.ready ## take the pictures of README and tutorial anew (needs Chromium)
	$(BIN)/python -m docs.pictures

crashes: $(VENV)/dev.ready ## kill 1,000 runs, let every call that writes fail, and look at the store
	$(BIN)/python -m benchmarks.crashes --points 1000 --seed 1

chaos: $(VENV)/dev.ready ## run 1,000 files, a fifth of them hostile or killing, here and on a Dask cluster
	$(BIN)/python -m benchmarks.chaos --files 1000 --seed 1

hostile: $(VENV)/dev.ready ## read every odd and broken PDF of ../shared/hostile
	$(BIN)/python -m benchmarks.hostile ../shared/hostile

nightly: $(VENV)/dev.ready ## damage the samples 20,000 times at random and read every copy
	$(BIN)/python -m benchmarks.damage --copies 20000 --jobs 2

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

# pip compiles what it installs, but not a folder that it only points to; where Python is told to write
# no bytecode, every run would compile the code anew.
$(VENV)/demo.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	$(BIN)/python -m compileall -q $(CODE)
	touch $@

$(VENV)/dev.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m compileall -q $(CODE)
	touch $@ $(VENV)/demo.ready
