# One verb per task. Each builds the environment it needs, from Python 3.11 or newer and
# requirements.lock; running a verb twice does the work once.

.DEFAULT_GOAL := help
VENV ?= .venv
BIN ?= $(VENV)/bin
READY = $(VENV)/.ready
# A Python to build the environment with; the first that is new enough, unless you name one.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
# Tests run side by side, a file at a time; PARALLEL= runs them one after the other. Many wait for
# programs and browsers, so there are half as many again as cores.
CORES := $(shell nproc 2>/dev/null || echo 2)
PARALLEL ?= -n $(shell expr \( $(CORES) \* 3 + 1 \) / 2) --dist loadfile
FUZZ_SECONDS ?= 60
# Where generated code goes; the tests generate it elsewhere and compare.
OUT ?= .
# The wire as first published: whoever speaks it must be understood for ever.
WIRE ?= $(shell git rev-list --max-parents=0 HEAD 2>/dev/null | tail -n 1)

.PHONY: help
help: ## say what each verb does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(READY) ## play a trace across three states (ONCE=1 ends by itself, DATA=FILE uses a register)
	@PATH="$(abspath $(BIN)):$$PATH" PYTHONPATH=deploy/demo ONCE="$(ONCE)" DATA="$(DATA)" MAPPING="$(MAPPING)" \
		$(BIN)/python -m accord_demo

.PHONY: test
test: $(READY) browser ## run every test (ARGS="..." goes to pytest)
	@$(BIN)/python -m pytest -q $(PARALLEL) $(ARGS)

# Debian's Chromium for tests/browser, where we may install it; elsewhere those tests say they skip.
.PHONY: browser
browser:
	@command -v chromium >/dev/null || [ "$$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null || { \
		echo "installing chromium (once)"; mkdir -p build; \
		{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core; } \
			>build/chromium.log 2>&1 || echo "chromium could not be installed: build/chromium.log"; }

.PHONY: fuzz
fuzz: $(READY) ## feed every reader what no test thought of (FUZZ_SECONDS=60 each)
	@mkdir -p build
	@for target in mark mapping envelope payload csv xlsx xls ods dbf dat; do \
		echo "$$target"; \
		$(BIN)/python -m tests.fuzz $$target -max_total_time=$(FUZZ_SECONDS) >build/fuzz-$$target.log 2>&1 \
			|| { tail -n 30 build/fuzz-$$target.log; exit 1; }; \
	done

.PHONY: check
check: lint types wire $(READY) ## everything that is checked without running Accord
	@$(BIN)/python -m pytest -q tests/architecture

.PHONY: lint
lint: $(READY) ## style, and who may import whom
	@$(BIN)/ruff format --check --quiet . || { echo "run: make fmt"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/python -m pytest -q tests/architecture/test_imports.py

.PHONY: types
types: $(READY) ## strict typing
	@$(BIN)/mypy accord adapters hub node deploy/demo benchmarks tests

.PHONY: wire
wire: $(READY) ## lint protos/ and compare it with the wire as first published
	@cd protos && $(abspath $(BIN))/buf lint
	@if [ "$$(git rev-parse --is-shallow-repository 2>/dev/null)" != false ]; then \
		echo "skipped: comparing protos/ with the first published wire needs the whole history"; \
	else \
		rm -rf build/wire && mkdir -p build/wire && \
		git archive $(WIRE) protos | tar -x -C build/wire && \
		cd protos && $(abspath $(BIN))/buf breaking --against ../build/wire/protos; \
	fi

.PHONY: protos
protos: $(READY) generate ## regenerate accord/v1 from protos/

.PHONY: generate
generate:
	@PATH="$(abspath $(BIN)):$$PATH" python -m grpc_tools.protoc -I protos \
		--python_out=$(OUT) --mypy_out=quiet:$(OUT) protos/accord/v1/*.proto
	@PATH="$(abspath $(BIN)):$$PATH" python -m grpc_tools.protoc -I protos \
		--grpc_python_out=$(OUT) --mypy_grpc_out=quiet:$(OUT) $$(grep -l '^service ' protos/accord/v1/*.proto)

.PHONY: docs
docs: $(READY) ## rewrite the documents that are made from the source
	@$(BIN)/python tests/support/error_table.py .

.PHONY: messages
messages: $(READY) ## bring the consoles' catalogues in step with the source
	@$(BIN)/python tests/support/messages.py .

.PHONY: bench
bench: $(READY) ## measure Accord beside its ceiling and its peers (ARGS="..." narrows it)
	@PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python -m benchmarks $(ARGS)

.PHONY: bench-identification
bench-identification: $(READY) ## read real records beside labels made by hand (needs ../shared)
	@PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python -m benchmarks.identification $(ARGS)

.PHONY: fmt
fmt: $(READY) ## rewrite sources to the project's style
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

.PHONY: lock
lock: $(READY) ## choose the newest allowed versions anew
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --upgrade --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --all-extras \
		pyproject.toml -o requirements.lock

.PHONY: clean
clean: ## remove the environment and everything built
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# The environment: everything from the lock by hash, then this checkout as an editable install.
$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Accord needs Python 3.11 or newer on the PATH"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments: install your system's python3-venv"; exit 1; }
	@test -x $(BIN)/python || { echo "building $(VENV) (once, a minute or two)"; $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --no-index --no-build-isolation --no-deps --editable .
	@touch $@
