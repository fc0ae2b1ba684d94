# Two commands are enough: `make brief` builds the briefing note, `make test` checks the program.
# Both prepare .venv first, and do no work there again until a lock file or pyproject.toml changes.

VENV := .venv
BIN := $(VENV)/bin
OUT := out
UV ?= uv

# macOS: not every Python looks where Homebrew keeps Pango, and the system's own shell drops this
# variable when it is set outside.
LIBRARIES := $(if $(filter Darwin,$(shell uname)),DYLD_FALLBACK_LIBRARY_PATH="$$(brew --prefix)/lib:/usr/lib")

# A stamp's name holds a checksum of this folder's place and of the file it stands for, so that
# only a move or a real change asks for a new one.
stamp = $(VENV)/.$(1)-$(shell echo "$(CURDIR)" | cat - $(2) | cksum | cut -d ' ' -f 1)
RUNTIME := $(call stamp,runtime,requirements.lock)
PROJECT := $(call stamp,project,pyproject.toml)
DEVELOPMENT := $(call stamp,development,requirements-dev.lock)
PRODUCT := $(call stamp,product,requirements-product.lock)
PEERS := $(VENV)/peers
CHANGERS := $(VENV)/mutants
CHANGING := $(call stamp,changing,requirements-mutants.lock)
MEASURING := $(call stamp,measuring,requirements-eval.lock)

PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
COMPILE := $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --custom-compile-command 'make lock' --quiet

.PHONY: help brief test check-slow check-long check-product lint types corruptions golden golden-pictures pictures eval mutants demo-weeks check-mail lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

brief: $(PROJECT) ## build the briefing note from inputs/ into out/
	@tools/system-libraries.sh $(BIN)/python
	@$(LIBRARIES) $(BIN)/briefgen build -c briefgen.yaml -o $(OUT)

test: lint types ## check style, types and layers, and run the tests but for the slow ones
	@tools/system-libraries.sh $(BIN)/python
	@tools/test-tools.sh
	$(LIBRARIES) $(BIN)/pytest -n 2 --dist loadfile -m "not slow"

check-slow: $(PROJECT) $(DEVELOPMENT) ## run the slow tests: weeks, desks, signatures, kills, forgeries
	@tools/system-libraries.sh $(BIN)/python
	@tools/test-tools.sh
	$(LIBRARIES) $(BIN)/pytest -n 2 --dist loadfile -m slow

check-long: $(PROJECT) $(DEVELOPMENT) $(PRODUCT) ## kill the desk twenty times, and work a week at its page
	@tools/product-tools.sh
	BRIEFGEN_DESK_KILLS=20 $(LIBRARIES) $(BIN)/pytest tests/e2e/test_desk.py -k kills
	$(LIBRARIES) $(BIN)/pytest tests/product/test_product_desk_week.py

check-product: $(PROJECT) $(DEVELOPMENT) $(PRODUCT) ## check finished briefs with validators, a browser and OCR
	@tools/system-libraries.sh $(BIN)/python
	@tools/product-tools.sh
	$(LIBRARIES) $(BIN)/pytest -n 2 --dist loadfile tests/product \
		--ignore tests/product/test_product_desk_week.py

lint: $(PROJECT) $(DEVELOPMENT) ## check style and the order of the layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

types: $(PROJECT) $(DEVELOPMENT) ## check types
	$(BIN)/mypy

corruptions: $(PROJECT) $(DEVELOPMENT) ## corrupt ten briefs 2,000 times, and see what verify sees of it
	@tools/system-libraries.sh $(BIN)/python
	@tools/test-tools.sh
	@PYTHONPATH=tests $(LIBRARIES) $(BIN)/python -m corruptions.whole

golden: $(PROJECT) $(DEVELOPMENT) ## write the golden briefs anew, for review
	BRIEFGEN_WRITE_GOLDEN=1 $(LIBRARIES) $(BIN)/pytest tests/golden

golden-pictures: $(PROJECT) $(DEVELOPMENT) $(PRODUCT) ## draw the kept pictures of finished briefs anew, for review
	@tools/product-tools.sh
	BRIEFGEN_WRITE_GOLDEN=1 $(LIBRARIES) $(BIN)/pytest tests/product -k look

pictures: $(PROJECT) $(DEVELOPMENT) ## draw the pictures of README and docs anew
	@tools/product-tools.sh
	$(LIBRARIES) $(BIN)/python tools/make_pictures.py

eval: $(PROJECT) $(MEASURING) ## measure on a folder of gold data, beside the usual methods (make eval EVAL=folder)
	@$(BIN)/python tests/eval/quotations.py "$(EVAL)"
	@for what in summaries links timelines; do \
		PYTHONPATH=$(PEERS) $(BIN)/python tests/eval/$$what.py "$(EVAL)" || exit; \
	done

mutants: $(PROJECT) $(DEVELOPMENT) $(CHANGING) ## change the program in a copy, place after place, and count what tests notice (MUTANTS=package)
	PYTHONPATH=$(CHANGERS) $(LIBRARIES) $(BIN)/python tests/mutants/measure.py $(MUTANTS)

demo-weeks: $(PROJECT) $(DEVELOPMENT) ## send two weeks of an invented valley to a mail server on this machine
	@tools/system-libraries.sh $(BIN)/python
	@$(LIBRARIES) $(BIN)/python tools/demo_weeks.py $(OUT)/demo-weeks

check-mail: $(PROJECT) $(DEVELOPMENT) ## try mail on a real postfix, spamassassin and caniemail (Debian, as root)
	@tools/system-libraries.sh $(BIN)/python
	@$(LIBRARIES) tools/check_mail.sh $(BIN)/python

lock: ## write the lock files anew, keeping pins that still fit (LOCK=--upgrade: newest versions)
	@command -v $(UV) > /dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	$(COMPILE) $(LOCK) --output-file requirements.lock pyproject.toml requirements.in
	$(COMPILE) $(LOCK) --output-file requirements-dev.lock --constraints requirements.lock --group dev
	$(COMPILE) $(LOCK) --output-file requirements-product.lock --constraints requirements.lock \
		--constraints requirements-dev.lock --group product
	$(COMPILE) $(LOCK) --output-file requirements-eval.lock --group eval --no-emit-package numpy --no-emit-package setuptools
	$(COMPILE) $(LOCK) --output-file requirements-mutants.lock --group mutants

clean: ## remove .venv and caches; finished briefs stay
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find briefgen tests -name __pycache__ -prune -exec rm -rf {} +

$(RUNTIME):
	@tools/virtual-environment.sh $(VENV)
	@echo "Installing the locked dependencies into $(VENV): a minute or two, once." >&2
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

$(PROJECT): $(RUNTIME)
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check > /dev/null \
		|| { echo "requirements.lock does not fit pyproject.toml: run make lock" >&2; exit 1; }
	@touch $@

# dkimpy comes as a source only.
$(DEVELOPMENT): $(RUNTIME)
	@echo "Installing the development tools." >&2
	@$(PIP) install --require-hashes --only-binary :all: --no-binary dkimpy -r requirements-dev.lock
	@touch $@

$(PRODUCT): $(RUNTIME)
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-product.lock
	@touch $@

$(CHANGING): $(RUNTIME)
	@echo "Installing what changes the program." >&2
	@$(PIP) install --no-deps --require-hashes --prefer-binary --upgrade --target $(CHANGERS) -r requirements-mutants.lock
	@touch $@

# In a folder of their own: sumy asks for an older setuptools than the rest, which it does not use.
$(MEASURING): $(RUNTIME)
	@echo "Installing what the measuring needs." >&2
	@$(PIP) install --no-deps --require-hashes --prefer-binary --upgrade --target $(PEERS) -r requirements-eval.lock
	@touch $@
