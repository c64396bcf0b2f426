# The commands of the newsroom. Each prepares the virtual environment in .venv first, so that all work from a fresh clone.
# PORT=8001 make run        another port               DEMO_PASSWORD=... make run     your own demo password
# make test ARGS="-k name"  a part of the suite        REQUIRE_ALL=1 make test        a left-out part is a failure

.PHONY: help run test check dev bench messages lock

help:
	@echo "make run       the demo newsroom on http://127.0.0.1:8000"
	@echo "make test      the whole suite, on each database that is found"
	@echo "make check     lint, formats, migrations, translations, wheels, deployment"
	@echo "make dev       development server with DEBUG on, reloads by itself"
	@echo "make bench     the benchmarks"
	@echo "make messages  take new texts into the translation catalogues"
	@echo "make lock      pin the newest allowed packages in requirements*.txt"

run test check dev bench messages lock:
	@sh deploy/python.sh deploy/local.py $@ $(ARGS)
