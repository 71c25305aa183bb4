#!/usr/bin/env bash
# Renders the chart and the overlay of test/project with the real helm and kustomize of the PATH, and holds where the
# findings point.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dslint=$PWD/dist/cli.js
cd test/project

# expect PATTERN ARGUMENT...: a line of the compact report
expect() {
  local pattern=$1 output
  shift
  output=$(node "$dslint" --no-config --fail-on never --format compact "$@")
  if ! printf '%s\n' "$output" | grep -Eq -- "$pattern"; then
    printf 'FAILED  %s: no line like %s\n%s\n' "$*" "$pattern" "$output"
    exit 1
  fi
  printf 'ok  %s\n' "$*"
}

template=chart/templates/daemonset.yaml
expect "^$template:19:20: .*\[host-network\]" --helm chart
expect "^$template:27:25: .*\[privileged-container\]" --helm chart -f chart/production.yaml
expect "^$template:1:1: .*\(rendered\) \[floating-image-tag\]" --helm chart
if node "$dslint" --helm chart --format compact | grep -E 'host-pid|unused-suppression'; then exit 1; fi
if node "$dslint" --helm chart -f chart/production.yaml --format compact | grep -E 'host-network|floating'; then exit 1; fi
expect '^overlay/kustomization.yaml:1:1: .*\[host-network\]' --kustomize overlay
if node "$dslint" --kustomize overlay --format compact | grep floating; then exit 1; fi
if helm template chart | node "$dslint" --format compact - >"${TMPDIR:-/tmp}/dslint-rendered"; then exit 1; fi
grep -q '^log-agent/templates/daemonset.yaml:' "${TMPDIR:-/tmp}/dslint-rendered"
rm "${TMPDIR:-/tmp}/dslint-rendered"
