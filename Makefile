# Every command installs what it needs into .venv and below tests/clients, from pinned and hashed packages;
# nothing is installed twice. `make help` lists the commands.

PYTHON  ?= python3
WORKERS ?= 2
# How many times as long to wait for pages: more on a machine that is slow or busy.
PATIENCE ?= 1
ARGS    ?=
BIN     := .venv/bin

# The stamps carry a checksum of what they were made from: another lock, another installation.
checksum    = $(shell cat $(1) | cksum | cut -d' ' -f1)
INSTALLED  := .venv/.installed-$(call checksum,requirements/dev.txt pyproject.toml tools/venv.sh)
JSFORCE    := tests/clients/node_modules/.installed-$(call checksum,tests/clients/package-lock.json tools/clients.sh)
SF         := tests/clients/sf/node_modules/.installed-$(call checksum,tests/clients/sf/package-lock.json tools/clients.sh)
ENVS       := $(foreach name,several tap-salesforce cumulusci,\
  tests/clients/.envs/$(name)/.installed-$(call checksum,tests/clients/python/$(name).txt tools/clients.sh))

.DEFAULT_GOAL := help
.PHONY: help scenarios living editor test test-clients jsforce clients nightly serve check format docs lock bench soak bench-scale screenshots chromium clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

scenarios: $(INSTALLED) chromium ## the features, by the REST API and by a browser; leaves build/report.html, junit.xml and cucumber.json
	$(BIN)/pytest features --driver both -n $(WORKERS) $(ARGS)

living: $(INSTALLED) ## one page of all features, with the results of the last run of scenarios: build/features.html
	$(BIN)/python -m features.living --results build/cucumber.json --output build/features.html

editor: $(INSTALLED) ## what VS Code completes the steps of a feature with: .vscode/steps.py, .vscode/steps.code-snippets
	$(BIN)/mock-org steps --glue .vscode/steps.py --snippets .vscode/steps.code-snippets

test: $(INSTALLED) chromium $(JSFORCE) ## features by API and by browser (one of each rule), on the mock and on the stand-in; pages, unit tests, three real clients
	$(BIN)/pytest --driver both --browser-scenarios rest --tracing off -n $(WORKERS) --patience $(PATIENCE) -m "not heavy" $(ARGS)
	$(MAKE) --no-print-directory standin

standin: $(INSTALLED) chromium ## features with --target sandbox, on a stand-in that is as strict as a sandbox
	bash tools/standin.sh $(BIN)/pytest features --target sandbox --browser-scenarios some -n 3 $(ARGS)

test-clients: $(INSTALLED) ## every real client: also sf, CumulusCI, django-salesforce, tap-salesforce and more
	@$(MAKE) --no-print-directory -j 4 clients
	$(BIN)/pytest -n $(WORKERS) --dist loadscope tests/clients $(ARGS)

jsforce: $(JSFORCE)

clients: $(JSFORCE) $(SF) $(ENVS)

nightly: scenarios ## all scenarios by browser in each flavour, pages and API of the stand-in, every real client, long tests and random ones, 60 s of load
	$(BIN)/pytest features --driver browser --flavour lwr -n $(WORKERS) $(ARGS)
	$(BIN)/pytest features --driver browser --flavour shadow -n $(WORKERS) $(ARGS)
	bash tools/standin.sh $(BIN)/pytest e2e/test_snapshots.py --target sandbox -m "not heavy" $(ARGS)
	bash tools/standin.sh $(BIN)/pytest tests/contract --target sandbox $(ARGS)
	bash tools/standin.sh $(BIN)/mock-org drift
	$(MAKE) --no-print-directory test-clients
	$(BIN)/pytest -n $(WORKERS) -m heavy e2e tests --ignore tests/clients $(ARGS)
	SOQL_STATEMENTS=20000 $(BIN)/pytest tests/mock_org/soql/test_random_statements.py $(ARGS)
	SHARING_ORGS=2000 $(BIN)/pytest tests/mock_org/security/test_against_oracle.py $(ARGS)
	$(BIN)/python -m benchmarks.load_users --seconds 60 --threads 32

serve: $(INSTALLED) ## a mock org of the starter metadata; more options: make serve ARGS="--port 8443 --tls"
	$(BIN)/mock-org serve $(ARGS)

check: $(INSTALLED) ## format, lint, types, direction of imports, generated pages of the documentation
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python docs/generate.py --check

format: $(INSTALLED) ## let ruff lay out the code and mend what it can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(INSTALLED) ## write the generated parts of README and docs again
	$(BIN)/python docs/generate.py

bench: $(INSTALLED) ## what restores, scenarios and requests cost, as ratios
	$(BIN)/python -m benchmarks

soak: $(INSTALLED) chromium ## all browser scenarios 20 times in a row, in other orders and with other data; none may fail
	$(BIN)/python -m benchmarks.soak --workers $(WORKERS) $(ARGS)

bench-scale: $(INSTALLED) ## 5,000 partner users and 1,000,000 leads: queries, matrix, leak search; builds an org for minutes
	$(BIN)/python -m benchmarks.bench_scale $(ARGS)

screenshots: $(INSTALLED) chromium ## take the pictures of the documentation again
	PYTHONPATH=. $(BIN)/python docs/screenshots.py

lock: $(INSTALLED) ## choose the packages anew and write their hashes
	$(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --extra harness --extra dev \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements/dev.txt pyproject.toml
	cd tests/clients && npm install --package-lock-only --ignore-scripts
	cd tests/clients/sf && npm install --package-lock-only --ignore-scripts
	for name in several tap-salesforce cumulusci; do $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe \
	  --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --output-file tests/clients/python/$$name.txt tests/clients/python/$$name.in || exit; done

clean: ## remove what was installed and built here
	rm -rf .venv build tests/clients/node_modules tests/clients/sf/node_modules tests/clients/.envs test-results .mypy_cache .ruff_cache

chromium: $(INSTALLED)
	@bash tools/chromium.sh

$(INSTALLED):
	@bash tools/venv.sh "$(PYTHON)" "$@"

$(JSFORCE): | $(INSTALLED)
	@bash tools/clients.sh node tests/clients "$@"

$(SF): | $(JSFORCE)
	@bash tools/clients.sh node tests/clients/sf "$@"

$(ENVS): | $(INSTALLED)
	@bash tools/clients.sh python "$@"
