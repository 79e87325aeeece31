"""Reads OCSF Compliance Findings from a file, as tools that use py-ocsf-models do. Usage: check-ocsf.py FILE"""

import json
import sys

from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding

with open(sys.argv[1], encoding="utf-8") as file:
    events = json.load(file)
for event in events:
    ComplianceFinding.model_validate(event)
print(f"py-ocsf-models: {len(events)} compliance findings are valid")
