#!/usr/bin/env bash
# Writes the lock files with UV, the path of a uv binary; further arguments go to uv (--upgrade, --upgrade-package NAME).
#
# Each lock holds the digests of every platform's files, so that the same lock installs on Linux and macOS, x86_64 and
# arm64, and names no index: where packages come from is the installer's business.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$1
shift

compile() { # OUTPUT, then uv's arguments
  local output=$1
  shift
  "$uv" pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
    --no-emit-index-url --no-emit-find-links --output-file "$output" "$@" >/dev/null
  sed -i "1i # Written by \`make lock\`; edit pyproject.toml instead." "$output"
}

compile requirements/runtime.txt --generate-hashes pyproject.toml requirements/build.in "$@"
compile requirements/dev.txt --generate-hashes --extra test --extra lint \
  --constraint requirements/runtime.txt pyproject.toml requirements/build.in "$@"
compile requirements/exchange.txt --generate-hashes --extra exchange \
  --constraint requirements/dev.txt pyproject.toml requirements/build.in "$@"
# No digests here: torch is built per accelerator, and machines without one are commonly served the smaller CPU build of
# the same version, whose digest differs. For the same reason its CUDA parts are left to the build that wants them.
compile requirements/training.txt --extra training --extra bench --extra test \
  --constraint requirements/runtime.txt pyproject.toml requirements/build.in "$@"
sed -i -E '/^(nvidia-|cuda-|triton)/d' requirements/training.txt
