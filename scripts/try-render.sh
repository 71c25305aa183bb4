#!/usr/bin/env bash
# Renders the chart and the overlay of test/project with the real helm, kustomize and kubectl, and holds where the findings
# point.
# usage: try-render.sh [FOLDER]: where the programs are looked for first, before the PATH
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [ $# -gt 0 ]; then PATH=$(cd "$1" && pwd):$PATH; fi
dslint=$PWD/dist/cli.js
node=$(command -v node)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/one"
cd test/project

# The PATH that dslint is run with.
programs=$PATH
lint() { PATH=$programs "$node" "$dslint" --no-config --fail-on never --format compact "$@"; }

fail() {
  printf 'FAILED  %s\n%s\n' "$1" "$2"
  exit 1
}

# finds PATTERN ARGUMENT...: a line of the report
finds() {
  local pattern=$1 output
  shift
  output=$(lint "$@") || fail "$*" "exit $?"
  grep -Eq -- "$pattern" <<<"$output" || fail "$*: no line like $pattern" "$output"
  printf 'ok  %s: %s\n' "$*" "$pattern"
}

# lacks PATTERN ARGUMENT...
lacks() {
  local pattern=$1 output
  shift
  output=$(lint "$@") || fail "$*" "exit $?"
  if grep -Eq -- "$pattern" <<<"$output"; then fail "$*: a line like $pattern" "$output"; fi
  printf 'ok  %s: no %s\n' "$*" "$pattern"
}

template=chart/templates/daemonset.yaml
helm version --short
finds "^$template:19:20: .*\[host-network\]" --helm chart
finds "^$template:27:25: .*\[privileged-container\]" --helm chart -f chart/production.yaml
finds "^$template:1:1: .*\(rendered\) \[floating-image-tag\]" --helm chart
lacks 'host-pid|unused-suppression' --helm chart
lacks 'host-network|floating' --helm chart -f chart/production.yaml
helm template chart >"$scratch/rendered"
finds '^log-agent/templates/daemonset.yaml:[0-9]+:[0-9]+: .*\[host-network\]' - <"$scratch/rendered"

# kustomize is preferred where there are both, so each is tried by itself.
tried=0
for builder in kustomize kubectl; do
  path=$(command -v "$builder") || continue
  printf '%s\n' "$path"
  ln -s "$path" "$scratch/one/$builder"
  programs=$scratch/one
  finds '^overlay/kustomization.yaml:1:1: .*\[host-network\]' --kustomize overlay
  lacks floating --kustomize overlay
  rm "$scratch/one/$builder"
  tried=$((tried + 1))
done
[ "$tried" -gt 0 ] || fail 'there is neither kustomize nor kubectl' ''

# As a plug-in of kubectl, which finds it by its name.
if command -v kubectl >/dev/null; then
  printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$node" "$dslint" >"$scratch/kubectl-dslint"
  chmod +x "$scratch/kubectl-dslint"
  status=0
  output=$(PATH=$scratch:$PATH kubectl dslint --no-config --format compact - <"$scratch/rendered") || status=$?
  [ "$status" -eq 1 ] || fail "kubectl dslint -: exit $status" "$output"
  grep -q '\[host-network\]' <<<"$output" || fail 'kubectl dslint -: no finding' "$output"
  printf 'ok  kubectl dslint -\n'
fi
