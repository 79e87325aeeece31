#!/usr/bin/env bash
# Checks the Dockerfile with hadolint and action.yml against its schema, which need Python. Without it, says so and
# succeeds.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! programs="$(scripts/python/environment.sh lint-distribution)"; then
  echo "SKIPPED: hadolint and check-jsonschema, because their Python environment cannot be installed here."
  exit 0
fi

"$programs/hadolint" Dockerfile
echo "hadolint: Dockerfile: no findings"
"$programs/check-jsonschema" --builtin-schema vendor.github-actions action.yml
