SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
FUZZTIME ?= 60s
ROUNDS   ?= 5
COMMUNITIES ?= 100000
IMAGE    ?= echowall
MODULE   ?=
# More flags: make test TESTFLAGS=-v, make demo ARGS=--once, make docker DOCKERFLAGS='--network host'
TESTFLAGS   ?=
ARGS        ?=
DOCKERFLAGS ?=
# The tools have a module of their own, so that nobody who builds the program has to get theirs.
TOOL := go tool -modfile=.ci/tools/go.mod

.PHONY: help
help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-16s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

.PHONY: demo
demo: ## Play a case from message to close, with no token and no network (ARGS=--once)
	go run ./cmd/echowall demo $(ARGS)

.PHONY: deps
deps: ## Install what the tests need beyond Go
	@.ci/deps

# The race detector needs a C compiler. Where there is none the tests run without it, but for a build machine.
RACE := $(if $(or $(filter true,$(CI)),$(shell command -v gcc)),-race)
# In these nothing runs beside anything else, which the test of the architecture holds: the race detector has nothing to find there.
CALM = $$(go list . ./flows/... ./locales/... ./bot/books ./bot/draw ./bot/ics | grep -v '/flows$$')
BUSY = $$(go list ./... | grep -vxF -f <(printf '%s\n' $(CALM)))

# The tests that the race detector leaves out (testenv.Unraced) run without it, so that none is left out altogether.
UNRACED = $$(grep -rl --include='*_test.go' 'testenv\.Unraced(t)' * | xargs dirname | sort -u | sed 's|^|./|')

# Tests leave much garbage and little that lasts, so collecting it seldom saves a fifth of the time; and a process under the race
# detector need not linger for a second at its end.
test: export GOGC = 400
test: export GORACE = atexit_sleep_ms=100
.PHONY: test
test: missing ## Run the tests that are over in three minutes, with the race detector where things run side by side
	@go test $(TESTFLAGS) $(CALM) $(UNRACED)
	@go test $(RACE) -timeout 20m $(TESTFLAGS) $(BUSY)

.PHONY: test-long
test-long: missing ## Run all tests: two years, kills, failovers, long walks from a new seed (ECHOWALL_SEED=), conversations under the race detector
	@export ECHOWALL_LONG=1 ECHOWALL_SEED=$${ECHOWALL_SEED:-$$RANDOM$$RANDOM}; echo "ECHOWALL_SEED=$$ECHOWALL_SEED"; \
	go test -count=1 -timeout 20m $(TESTFLAGS) $(CALM) ./flows && go test -count=1 $(RACE) -timeout 60m $(TESTFLAGS) $(BUSY)

.PHONY: missing
missing: # Say which tools are not here, so that what needs them is skipped
	@.ci/deps missing

.PHONY: bench-idle
bench-idle: deps ## Measure what the clock costs from 1,000 to 1,000,000 open cases, on bolt and on Redis
	@go test -timeout 30m -run '^$$' -bench BenchmarkIdle ./flows

.PHONY: bench
bench: deps ## Measure votes a second beside a bare bot, on bolt and on Redis (ROUNDS=5), the 100,000th vote in one ballot, and the pages of the wall
	@dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; go build -o "$$dir/" ./cmd/echowall ./cmd/echowall-bench; \
	"$$dir/echowall-bench" votes --rounds $(ROUNDS) "$$dir/echowall"; "$$dir/echowall-bench" rush "$$dir/echowall"; \
	go test ./bot/wall -run '^$$' -bench Wall -benchtime 3s

.PHONY: scale
scale: deps ## Measure what 100,000 communities with a million open cases cost in Redis (COMMUNITIES=100000)
	@dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; go build -o "$$dir/" ./cmd/echowall ./cmd/echowall-bench; \
	"$$dir/echowall-bench" scale --communities $(COMMUNITIES) "$$dir/echowall"

.PHONY: trials
trials: deps ## Run the long trials: 200 kills of the program, 20 of Redis, failovers, a full disk, a Telegram in trouble, three replicas
	@ECHOWALL_LONG=1 ECHOWALL_TRIALS=1 go test -count=1 -timeout 60m -parallel 1 -v -run 'UnderLoad|DiskFull|DamagedFile' ./cmd/echowall
	@ECHOWALL_LONG=1 go test -count=1 -v -run 'Failover|Dies|Restarts|TooFewReplicas' ./storage/redisdb
	@go test -count=1 -v -run 'TelegramInTrouble|TelegramAway|Thrice' ./bot
	@$(MAKE) --no-print-directory trial-replicas

.PHONY: trial-replicas
trial-replicas: deps ## Let three replicas be killed and paused for a minute: nothing said twice, nothing missing
	@ECHOWALL_LONG=1 ECHOWALL_TRIALS=1 go test -count=1 -v -run '^TestReplicas$$' ./cmd/echowall | grep -v '^    replicas_test.go.* replica [0-9]: '

.PHONY: test-valkey
test-valkey: ## Run the tests of the store in Redis against Valkey (Debian's packages valkey-server and valkey-sentinel)
	@ECHOWALL_LONG=1 ECHOWALL_TEST_SERVER=valkey go test $(TESTFLAGS) ./storage/redisdb

.PHONY: office
office: ## Open the books in LibreOffice, which is installed if need be (a trial: it is large)
	@command -v soffice >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui >/dev/null; }
	@go test ./bot/books -run TestOffice -office -count=1 -v

.PHONY: cover
cover: ## Show how much of the domain its tests reach, each package by its own tests and at last all by all
	@go test -cover ./flows/...
	@profile=$$(mktemp); trap 'rm -f "$$profile"' EXIT; go test -coverpkg=./flows/... -coverprofile="$$profile" ./flows/... >/dev/null; \
	go tool cover -func="$$profile" | tail -1

.PHONY: fuzz
fuzz: ## Run every fuzz target, each for FUZZTIME (60s)
	@FUZZTIME=$(FUZZTIME) .ci/fuzz

.PHONY: check
check: lint vuln ## Run all checks: lint and vuln

.PHONY: lint
lint: fmt vet staticcheck golangci arch ## Run the checks that need no network once the tools are there: fmt, vet, staticcheck, golangci, arch

.PHONY: fmt
fmt: ## List files that gofmt would change, and fail if there are any
	@files=$$(gofmt -l .); [ -z "$$files" ] || { printf 'not formatted:\n%s\n' "$$files"; exit 1; }

.PHONY: vet
vet: ## Run go vet
	@go vet ./...

.PHONY: staticcheck
staticcheck: ## Run staticcheck
	@$(TOOL) staticcheck ./...

.PHONY: golangci
golangci: ## Run golangci-lint, as .golangci.yml says
	@$(TOOL) golangci-lint run

.PHONY: arch
arch: ## Test the import rules
	@go test -run TestArchitecture .

.PHONY: vuln
vuln: ## Look for known vulnerabilities in what the program calls
	@.ci/vuln

.PHONY: module
module: ## Give the module the path under which it is hosted, so that "go install" finds it (MODULE=example.org/village/echowall)
	@.ci/module '$(MODULE)'

.PHONY: build
build: ## Build ./echowall, one static file
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o echowall ./cmd/echowall

.PHONY: docker
docker: ## Build the container image
	docker build $(DOCKERFLAGS) --build-arg VERSION=$(VERSION) -t $(IMAGE) .
