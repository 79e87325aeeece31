#!/usr/bin/env bash
# What action.yml runs: scans, leaves a SARIF file, and ends as the inputs ask. The inputs are environment variables.
set -euo pipefail

arguments=(scan --no-progress --format sarif --output "$SARIF" --fail-on "$FAIL_ON")
if [[ -n $EXPORT ]]; then arguments+=(--export "$EXPORT"); fi
if [[ -n $REGIONS ]]; then arguments+=(--regions "$REGIONS"); fi
if [[ -n $RULES ]]; then arguments+=(--rule "$RULES"); fi
if [[ -n $CONFIG ]]; then arguments+=(--config "$CONFIG"); fi

code=0
node "$ACTION_PATH/cli/bin.mjs" "${arguments[@]}" || code=$?
{
  echo "sarif=$SARIF"
  echo "exit-code=$code"
} >>"$GITHUB_OUTPUT"

if ((code == 3)) && [[ $ALLOW_INCOMPLETE == true ]]; then code=0; fi
exit "$code"
