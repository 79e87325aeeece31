#!/usr/bin/env bash
# Runs the state machine and the patterns of events on moto, which needs Python. Without it, says so and succeeds.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! programs="$(scripts/python/environment.sh engine)"; then
  echo "SKIPPED: the state machine on moto, because its Python environment cannot be installed here."
  exit 0
fi
ENGINE_PYTHON="$programs/python" npx vitest run --config vitest.engine.config.ts
