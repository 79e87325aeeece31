#!/usr/bin/env bash
# Opens the HTML report in a real browser. Installs Debian's Chromium where it can; without one, says so and succeeds.
set -euo pipefail
cd "$(dirname "$0")/.."

browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

if ! browser >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  (apt-get update && apt-get install --yes --no-install-recommends chromium) >/dev/null 2>&1 || true
fi
if ! CHROMIUM="$(browser)"; then
  echo "SKIPPED: the browser test of the HTML report, because there is no Chromium and it cannot be installed here."
  exit 0
fi
export CHROMIUM
npx vitest run --config vitest.browser.config.ts
