# One environment, .venv, made from the one lock, requirements.txt. uv installs it where uv is there, pip where not.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test unit slow check lint gate bench soak quality ablation train lock clean

demo: $(READY)
	$(BIN)/juzheng index
	@echo
	@echo '$$ juzheng ask "who was punished in the KOL incident"'
	@$(BIN)/juzheng ask "who was punished in the KOL incident"
	@echo
	@echo 'Next: $(BIN)/juzheng ask "KOL事件谁被处罚了" · $(BIN)/juzheng chat · $(BIN)/juzheng ask "…" --corpus DIR'

# All tests. The slow ones mostly wait for processes and for Telegram's pace: the others run beside them.
test: $(READY)
	$(MAKE) --no-print-directory -j2 slow unit

# Those that a developer wants after every change: seconds.
unit: $(READY)
	$(BIN)/python -m pytest -q -m "not slow"

# Whole processes, and what keeps to a pace of real time.
slow: $(READY)
	$(BIN)/python -m pytest -q -m slow

check: $(READY)
	$(MAKE) --no-print-directory -j2 slow lint unit gate

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Fails where a figure fell since benchmarks/figures.toml noted it; with SETS those of that folder, too.
gate: $(READY)
	$(BIN)/python -m benchmarks.quality --gate $(SETS)

# What it costs; with SETS on the sets of that folder, too.
bench: $(READY)
	$(BIN)/python -m benchmarks.demo
	$(BIN)/python -m benchmarks.speed $(SETS)
	$(BIN)/python -m benchmarks.reading

# 300 people and 20 groups ask the bot 3,000 questions in five minutes, while everything fails now and then.
soak: $(READY)
	$(BIN)/python -m benchmarks.soak

$(READY): requirements.txt pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python "$(PYTHON)" .venv && \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --editable .; \
	else \
	  $(PYTHON) -m venv .venv && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .; \
	fi
	@touch $(READY)

# Asks our own questions, and every set in the folder SETS, which has a score.py; prints the figures.
quality: $(READY)
	$(BIN)/python -m benchmarks.quality $(SETS)

# What answers lose without each feature and each part; with SETS over the public sets of that folder, too.
ablation: $(READY)
	$(BIN)/python -m benchmarks.ablation $(SETS)

# Learns retrieval/weights.toml from the public sets in the folder SETS and from our own.
train: $(READY)
	$(BIN)/python -m benchmarks.train $(SETS)

# Pins everything anew; needs uv.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --extra fast --extra dev --custom-compile-command "make lock" --upgrade pyproject.toml -o requirements.txt

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
