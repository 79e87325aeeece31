#!/usr/bin/env bash
# Checks CloudFormation templates with cfn-lint and checkov, which need Python. Without it, says so and succeeds.
# Default: the packaged template and those for member accounts.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! programs="$(scripts/python/environment.sh lint-template)"; then
  echo "SKIPPED: cfn-lint and checkov, because their Python environment cannot be installed here."
  exit 0
fi

templates=("$@")
if [ "${#templates[@]}" -eq 0 ]; then
  templates=(.serverless/cloudformation-template-update-stack.json infrastructure/member-accounts/*.yml)
fi

# W3005: osls names the role of a function both where it is used and among what the function depends on.
# E3601: its schema of state machines knows no JSONata; asl-validator checks the file in the tests.
"$programs/cfn-lint" --ignore-checks W3005 E3601 --template "${templates[@]}"
echo "cfn-lint: ${templates[*]}: no findings"
for template in "${templates[@]}"; do
  "$programs/checkov" --config-file infrastructure/checkov.yml --file "$template"
done
