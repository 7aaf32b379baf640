# FOI Redactor: `make run` to see it, `make test` to check it. `make help` lists the rest.
# PYTHON=/path/to/python3.12 chooses the Python; ONSCREEN=1 shows the tests' windows.

BIN := .venv/bin
READY := .venv/ready
QT_READY := .venv/qt-ready
SAMPLE ?= build/sample.foicase

# A checkout that was moved takes its .venv along, whose programs then start nothing.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif

ifndef ONSCREEN
test: export QT_QPA_PLATFORM := offscreen
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

.PHONY: run
ifeq ($(shell tools/display.sh),yes)
run: $(QT_READY) $(SAMPLE) ## open the sample case (without a display: release it, and say where it is)
	$(BIN)/foi-redactor "$(SAMPLE)"
else
run: $(READY)
	@mkdir -p build
	@echo "There is no display: the sample case is done by command line."
	$(BIN)/foi-redactor demo "build/release-$$(date +%Y%m%d-%H%M%S)"
endif

$(SAMPLE): | $(READY)
	@mkdir -p "$(@D)"
	$(BIN)/python -m redactor.sample "$@"

.PHONY: test
test: lint $(QT_READY) ## check everything: style, types, walls, then the test suite
	$(BIN)/pytest

.PHONY: lint
lint: $(READY) ## check style, types and walls only
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

.PHONY: format
format: $(READY) ## put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: bench
bench: $(READY) ## measure how fast things are
	$(BIN)/python -m bench

.PHONY: eval
eval: $(READY) ## measure how well the finder does, and the change since the last time
	$(BIN)/python -m eval

# One thread, so that the same weights come out each time.
TUNE := PYTHONPATH=build/model OMP_NUM_THREADS=1 $(BIN)/python -m tools.model
.PHONY: model
model: $(READY) ## learn names anew from the texts in tools/model, and measure what that gains
	$(BIN)/pip install -q --no-deps --upgrade --target build/model -r tools/model/requirements.txt
	$(TUNE).train build/tuned
	mkdir -p resources/model && cp build/tuned/all/*.xz resources/model/
	$(TUNE).weigh build/tuned rules/weights.yaml
	$(TUNE).measure

.PHONY: setup
setup: $(QT_READY) ## make .venv ready, and Qt's system libraries

.PHONY: clean
clean: ## take away all that was made here, the sample case and .venv included
	rm -rf .venv build dist .*_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt tools/setup.sh
	@tools/setup.sh python "$(PYTHON)"

$(QT_READY): $(READY)
	@tools/setup.sh qt
