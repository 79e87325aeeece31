#!/usr/bin/env bash
# Scans, exports and runs the functions against moto, and exports with the AWS CLI. Without Python, says so and succeeds.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! MOTO_PROGRAMS="$(scripts/python/environment.sh moto)"; then
  echo "SKIPPED: the tests against moto, because its Python environment cannot be installed here."
  exit 0
fi
export MOTO_PROGRAMS
npx vitest run --config vitest.moto.config.ts
