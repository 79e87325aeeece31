#!/usr/bin/env bash
# Reads the OCSF report of the demo account with py-ocsf-models, which needs Python. Without it, says so and succeeds.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! programs="$(scripts/python/environment.sh ocsf)"; then
  echo "SKIPPED: the check with py-ocsf-models, because its Python environment cannot be installed here."
  exit 0
fi

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
# Exit code 1: the demo account has findings.
node cli/bin.mjs scan --export examples/demo-account --output "$folder/report.ocsf.json" || [ "$?" = 1 ]
"$programs/python" scripts/python/check-ocsf.py "$folder/report.ocsf.json"
