#!/usr/bin/env bash
# Usage: environment.sh NAME
# Makes a Python environment of its own out of NAME.txt, unless it is there, and prints the folder of its programs.
# Fails when there is no Python 3.10 or newer, or the packages cannot be installed; the caller then skips its checks.
set -euo pipefail
name="$1"
list="$(cd "$(dirname "$0")" && pwd)/$name.txt"
folder="$(cd "$(dirname "$0")/../.." && pwd)/.python/$name"

if ! cmp -s "$list" "$folder/installed.txt"; then
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' >&2
  rm -rf "$folder"
  python3 -m venv "$folder" >&2
  "$folder/bin/pip" install --quiet --disable-pip-version-check --requirement "$list" >&2
  cp "$list" "$folder/installed.txt"
fi
echo "$folder/bin"
