# `make demo` and `make check` are all a newcomer needs; both build the environment first.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup check smoke demo format lint types imports test figures golden lock docs clean

setup: .venv/ready

.venv/ready: requirements/dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/ready

demo: setup
	mkdir -p out
	$(BIN)/chancery read examples/kyrgyz-russia examples/india-nepal examples/greece-turkey --record out/demo.db
	$(BIN)/chancery timeline KGZ RUS --record out/demo.db
	$(BIN)/chancery page --record out/demo.db --output out/demo
	@echo "The chronicle lies at out/demo/index.html"

check: setup lint types imports test figures smoke

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

test: setup
	$(BIN)/python -m pytest -n 2

figures: setup
	$(BIN)/python bench/gate.py

# Training code runs, on a handful of sentences; its requirements come last, so that nothing above can lean on them.
smoke: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(BIN)/python training/smoke.py

docs: setup
	$(BIN)/python docs/generate.py

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --no-annotate pyproject.toml --group dev -o requirements/dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --no-annotate pyproject.toml -o requirements/run.lock

clean:
	rm -rf .venv out .pytest_cache .mypy_cache .ruff_cache .hypothesis
