# SPDX-License-Identifier: Apache-2.0
# Everything a developer types. Each target installs what it lacks and does nothing twice.
.PHONY: help demo test check fuzz build screens clean
.DEFAULT_GOAL := help
FUZZ_SECONDS ?= 60
FUZZ ?=

help:
	@echo 'make demo    install, build and start a small operator on this machine (Ctrl-C stops it)'
	@echo 'make test    install, build and run every test'
	@echo 'make check   format, clang-tidy, structure, and 10 s of every fuzz target'
	@echo 'make fuzz    every fuzz target for FUZZ_SECONDS=60; FUZZ=name picks one'
	@echo 'make screens screenshots of every page into build/screens'
	@echo 'make build   the release program: build/release/signoff'
	@echo 'make clean   remove build/'

demo: build
	@tools/bootstrap demo
	@exec build/release/signoff demo

build:
	@tools/bootstrap build
	@tools/build release signoff

test:
	@tools/bootstrap test
	@tools/test

check:
	@tools/bootstrap check
	@tools/check

fuzz:
	@tools/bootstrap check
	@tools/fuzz --seconds $(FUZZ_SECONDS) $(FUZZ)

screens: build
	@tools/bootstrap test
	@tools/build release idcards
	@tools/test --peers
	@rm -rf build/screens
	@cd web && SIGNOFF_PROGRAM=../build/release/signoff SIGNOFF_SCREENS=../build/screens \
	  SIGNOFF_EVERY_PAIR=1 npm run --silent journeys

clean:
	rm -rf build
