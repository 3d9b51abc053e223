#!/bin/sh
# Locks requirements/*.txt to what pyproject.toml asks for, with every hash.
set -eu
cd "$(dirname "$0")/.."
lock="uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest
  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate"
# Wheels of a local folder are not what the index has.
unset PIP_FIND_LINKS UV_FIND_LINKS || true
# pip-audit wants pip, which every environment has: it installs the rest, and should not
# replace itself meanwhile.
$lock pyproject.toml --extra dev -o requirements/dev.txt --no-emit-package pip \
  --override requirements/dev-overrides.txt "$@"
$lock pyproject.toml --extra finetune -o requirements/train.txt \
  --override requirements/train-overrides.txt --constraint requirements/dev.txt "$@"
