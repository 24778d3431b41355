# What people type, and what CI types. `make` alone explains.
PYTHON ?= python3
LAUNCH := $(PYTHON) -m launch
# Settings are environment variables and may be given as arguments: make up CC_WEB_PORT=9000

.DEFAULT_GOAL := help
.PHONY: help up down status demo-calls test lint lock bench drills docs-pictures clean

help: ## say what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: ## bring up a running contact center; prints its address and the demo sign-ins
	@$(LAUNCH) up --demo-calls $(or $(CALLS),0)

down: ## stop it
	@$(LAUNCH) down

status: ## say what runs and where the logs are
	@$(LAUNCH) status

demo-calls: ## let headless phones call the running center (CALLS=6 a minute) until Ctrl-C
	@$(LAUNCH) demo-calls --calls-per-minute $(or $(CALLS),6)

test: ## run everything that checks the project
	@$(LAUNCH) test

lint: ## check style, types and import contracts
	@$(LAUNCH) lint

lock: ## choose the versions of all dependencies anew
	@$(LAUNCH) lock

bench: ## measure speed and size against Asterisk's own app_queue
	@$(LAUNCH) bench

drills: ## kill, cut and fill up a center of its own, and tell what was lost (DRILLS="--quick --only NAME")
	@$(LAUNCH) drills $(DRILLS)

docs-pictures: ## take the pictures in docs/ anew
	@$(LAUNCH) pictures

clean: ## remove what was built in the checkout; var/ (the center's data) stays
	@rm -rf web/dist web/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache tests/output
