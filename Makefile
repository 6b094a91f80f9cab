# Two commands on a fresh machine: `make run` and `make test`. Needs Python 3.11 or later; uses uv when it is there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
UV := $(shell command -v uv 2>/dev/null)

# Byte code is kept whatever the machine says: a run of the tests starts many processes that would each compile anew.
export PYTHONDONTWRITEBYTECODE :=
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup run test lab lint bench lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

setup: $(STAMP) ## make .venv with the pinned packages and this package, editable

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed, $(PYTHON) is older: say make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
ifeq ($(UV),)
	@$(PYTHON) -m venv $(VENV)
else
	@$(UV) venv --quiet --seed --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV)
endif

$(STAMP): requirements.lock pyproject.toml | $(BIN)/python
ifeq ($(UV),)
	@$(BIN)/python -m pip install --quiet --only-binary :all: -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps -e .
else
	@$(UV) pip install --quiet --python $(BIN)/python --only-binary :all: -r requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps -e .
endif
# Made now, or every start would be slow in a read-only place; what is left out is not imported here.
	-@$(BIN)/python -m compileall -q -j 0 -x '/(tests|pip|setuptools|mypy|mypyc)/' $(VENV)/lib forecasting
	@touch $@

run: setup ## assess the Yanjiao dossier and the targets of China's provinces; write page, explorer and appendix (Chinese, English) into out/
	@mkdir -p out
	@$(BIN)/forecasting assess data/yanjiao > out/yanjiao.txt || [ $$? -eq 1 ] # 1 says that something inconsistent was found
	@sed '/findings, most consequential first/q' out/yanjiao.txt | sed '/^Targets and goals/,$$d'
	@$(BIN)/forecasting page data/yanjiao -o out/yanjiao.html --force
	@$(BIN)/forecasting explore data/yanjiao -o out/yanjiao_explorer.html --force
	@$(BIN)/forecasting portfolio data/provinces/targets.csv -o out/provinces.xlsx --page out/provinces.html --force
	@for language in zh en; do to=out/yanjiao_brief_$$language; \
	  $(BIN)/forecasting appendix data/yanjiao --brief --language $$language --force -o $$to.docx -o $$to.html -o $$to.pdf || exit 1; \
	  to=out/yanjiao_appendix_$$language; \
	  $(BIN)/forecasting appendix data/yanjiao --language $$language --force -o $$to.docx -o $$to.html -o $$to.pdf \
	    --workbook $$to.xlsx --counter-draft out/yanjiao_counter_draft_$$language.docx || exit 1; done
	@echo "All findings: out/yanjiao.txt. Open first: out/yanjiao.html"

test: setup ## run the tests
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# Without this JupyterLab asks at its first start whether it may fetch news from the internet.
LAB_SETTINGS := $(VENV)/share/jupyter/lab/settings

lab: setup ## open the notebooks in JupyterLab
	@mkdir -p $(LAB_SETTINGS)
	@echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}' > $(LAB_SETTINGS)/overrides.json
	$(BIN)/jupyter lab --LabApp.news_url=None notebooks

lint: setup ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup ## run every benchmark; benchmarks/README.md says what each measures
	@$(BIN)/python -m pip install --quiet -c requirements.lock -e '.[benchmark]'
	@for script in benchmarks/*.py; do echo "== $$script"; OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python $$script || exit 1; done

lock: ## solve the pins of requirements.lock anew (needs uv)
	@[ -n "$(UV)" ] || { echo "make lock needs uv: pip install uv"; exit 1; }
	$(UV) pip compile pyproject.toml --extra all --extra dev --universal --python-version 3.11 \
	  --only-binary :all: --no-header --quiet -o requirements.lock

clean: ## remove what the other targets made
	rm -rf $(VENV) out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
