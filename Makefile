# `make run` is all a first visit needs; `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help setup run chat sms sms-network desk demo-data demo-staff desk-admin train migrate audit-verify verify eval mutation content replay test lint lock clean

# Nothing is reported to anyone, and TensorFlow keeps its start-up notes to itself.
export RASA_TELEMETRY_ENABLED = false
export TF_CPP_MIN_LOG_LEVEL = 3
export SQLALCHEMY_SILENCE_UBER_WARNING = 1

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

setup: ## Make the environment in .venv, or find it already made
	@scripts/setup.sh

run: setup train ## Start Signpost: set up, train if needed, migrate, serve the chat and the front desk
	@scripts/with_key.sh scripts/run.sh

chat: setup train ## Hold the same conversation in the terminal
	@scripts/with_key.sh scripts/chat.sh

sms: setup train ## Text with it in the terminal, and see each text as a phone would
	@scripts/with_key.sh scripts/sms.sh

sms-network: setup train ## Hold 200 conversations by text through a bad network and a kill -9; minutes
	@.venv/bin/python -m tests.sms_network $(ARGS)

desk: setup ## Start the front desk alone; prints its address
	@scripts/with_key.sh .venv/bin/python -m bot.desk

demo-data: setup ## Fill the front desk's queue with invented cases, each marked Demo; ARGS=--clear erases them
	@scripts/with_key.sh .venv/bin/python -m bot.demo $(ARGS)

demo-staff: setup ## Make invented staff to try the front desk with, and print how they sign in
	@scripts/with_key.sh .venv/bin/python -m bot.desk.demo_staff

desk-admin: setup ## Give the front desk's admin a new one-time password, when theirs is lost
	@scripts/with_key.sh .venv/bin/python -m bot.desk.first_admin

train: setup ## Train the model if anything it is made of has changed
	@.venv/bin/python scripts/train.py

migrate: setup ## Bring the database up to date
	@scripts/with_key.sh .venv/bin/python -m bot.store.migrate

audit-verify: setup ## Check that no line of the audit was changed, added or removed
	@scripts/with_key.sh .venv/bin/python -m bot.store.audit_verify

verify: setup ## Prove the content's promises over all evidence, and print the counts
	@.venv/bin/python -m bot.triage.verify

eval: setup train ## Judge the cases of tests/vignettes and the texts of tests/understanding, and print every miss
	@.venv/bin/python -m bot.evaluation; judged=$$?; \
		.venv/bin/python -m bot.evaluation.understanding --misses $(ARGS) && exit $$judged

mutation: setup ## Put faults into the content one at a time, and count which are noticed; minutes
	@.venv/bin/python -m bot.evaluation.mutation

content: setup ## Write docs/clinical-content.md, what a clinician reviews, from the content
	@.venv/bin/python -m bot.review.clinical_content

replay: setup ## Reproduce a decision record exactly; RECORD=path names it
	@.venv/bin/python -m bot.triage.replay "$(RECORD)"

test: setup ## Lint, train if needed, run every test; ARGS="tests/store -x" picks some
	@$(MAKE) --no-print-directory -j2 lint train
	@scripts/test.sh $(ARGS)

lint: setup ## Check style, types and the import contracts
	@scripts/lint.sh

lock: ## Resolve the dependencies again into requirements.lock
	@scripts/lock.sh

clean: ## Remove trained models, caches and reports; .venv and var/ stay
	@rm -rf .rasa .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache results \
		bot/models/*.tar.gz bot/models/.training-*
