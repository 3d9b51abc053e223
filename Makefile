# Visage: `make demo` runs the whole service on this machine, `make test` tests it.
# Both set up what is missing; a second time they start at once.

SHELL := /bin/sh
.SHELLFLAGS := -eu -c
.DELETE_ON_ERROR:
.PHONY: help setup demo test test-python test-web lint format fuzz load chaos bench evaluate \
        package layers sbom audit rehearse deploy cost docs lock models train-env clean

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
  command -v $$p >/dev/null 2>&1 && \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
  { echo $$p; break; }; done)
BIN := .venv/bin
DATA ?= ../shared/data
VENV := .venv/.installed
TRAIN := .venv-train/.installed
NODE := node_modules/.installed
MODELS := .visage/models/.pulled
SITE := web/dist/index.html
SITE_SOURCES := $(shell find web/src web/public web/build web/*.ts web/*.json web/*.html \
  -type f 2>/dev/null)
# serverless-offline, osls and our own programs find the project's Python by these.
export VIRTUAL_ENV := $(CURDIR)/.venv
export PATH := $(CURDIR)/.venv/bin:$(PATH)

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|'

setup: $(VENV) $(NODE) $(MODELS) $(SITE) ## Install, fetch the models, build the site

demo: setup ## Run the whole service on loopback and open its page
	$(BIN)/python -m local.demo $(DEMO_OPTIONS)

test: setup layers test-python test-web ## Run every test

test-python: setup layers
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup \
	  --no-loadscope-reorder $(PYTEST_OPTIONS)

test-web: $(NODE)
	npm run --workspace web --silent typecheck
	npm run --workspace web --silent test

lint: $(VENV) $(NODE) ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	npx prettier --check local/plugins "resources/*.mjs"
	npm run --workspace web --silent lint

format: $(VENV) $(NODE) ## Bring the code into the project's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	npx prettier --write local/plugins "resources/*.mjs"
	npm run --workspace web --silent format

fuzz: setup ## Send bodies, pictures and routes what no one thought of: two minutes
	$(BIN)/python -m tests.fuzz $(FUZZ_OPTIONS)

load: setup ## Load the demo with 64 clients on all routes, and its peers: two minutes
	$(BIN)/python -m bench.load $(LOAD_OPTIONS)

chaos: setup ## Kill API, cameras, bridge and broker at random: two minutes
	$(BIN)/python -m bench.chaos $(CHAOS_OPTIONS)

bench: setup ## Measure against the peers
	$(BIN)/python -m bench

evaluate: setup ## Measure accuracy on Labeled Faces in the Wild, in DATA
	$(BIN)/python -m train.evaluate --data $(DATA)
	$(BIN)/python -m train.identify --data $(DATA)
	$(BIN)/python -m train.similarities --data $(DATA)
	$(BIN)/python -m train.without_faces

layers: $(VENV) ## Build the Lambda layers, without Docker
	$(BIN)/python -m layers.build

package: setup layers ## Package for AWS and print every function's size
	npx sls package
	$(BIN)/python -m layers.sizes

sbom: $(VENV) $(NODE) ## List the third-party code of layers and site, as CycloneDX
	$(BIN)/python -m local.sbom

audit: $(VENV) $(NODE) ## Ask the registries for known flaws of all that is locked
	$(BIN)/python -m local.audit

rehearse: setup layers ## Deploy to an emulator on loopback, call every route, remove
	$(BIN)/python -m local.rehearse

deploy: setup layers ## Deploy to AWS, push the models, test, print the addresses
	$(BIN)/python -m local.deploy $(DEPLOY_OPTIONS)

cost: setup layers ## Say what a million calls and one camera cost on AWS
	$(BIN)/python -m local.cost

docs: $(VENV) ## Write the generated documents: OpenAPI, command line
	$(BIN)/python -m functions.openapi
	$(BIN)/python -m docs.generate

lock: $(VENV) ## Lock the Python environments anew
	sh requirements/lock.sh
	$(BIN)/python -m layers.lock

models: $(MODELS) ## Fetch the models

train-env: $(TRAIN) ## Make the second environment, with torch: 5 GB

clean: ## Remove everything that was made, models included
	rm -rf .venv .venv-train .visage node_modules web/node_modules web/dist .serverless \
	  build bench/out layers/*/python layers/*/.built visage.egg-info

$(VENV): requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Visage needs Python 3.11 or newer; found" \
	  "$$(python3 --version 2>&1 || echo none). Install it, or say make PYTHON=…" >&2; \
	  exit 1; }
	@echo "Python: installing into .venv"
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --no-build-isolation --editable .
	@touch $@

$(TRAIN): requirements/train.txt
	@echo "Python for training: installing torch into .venv-train (2.6 GB to fetch)"
	test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes --requirement requirements/train.txt
	@touch $@

$(NODE): package-lock.json package.json web/package.json
	@command -v node >/dev/null || { echo "Visage needs Node 20 or newer." >&2; exit 1; }
	@echo "Node: installing into node_modules"
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(MODELS): visage/models/catalogue.toml $(VENV)
	$(BIN)/visage models pull
	@touch $@

$(SITE): $(SITE_SOURCES) $(NODE) $(VENV)
	@echo "Site: building web/dist"
	$(BIN)/python -m docs.samples things
	npm run --workspace web --silent build
	@touch $@
