#!/usr/bin/env bash
# Runs the hooks as their users do: pre-commit itself installs them from a clone of this checkout's commit, once by
# `try-repo` and once by a pinned `repo:`.
# usage: try-pre-commit.sh [FOLDER]: works in FOLDER, which must be empty, by default in one that is deleted afterwards
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
scratch=${1:-$(mktemp -d)}
if [ $# -eq 0 ]; then trap 'rm -rf "$scratch"' EXIT; fi
export PRE_COMMIT_HOME=$scratch/home PRE_COMMIT_COLOR=never HUSKY=0
export GIT_CONFIG_GLOBAL=$scratch/gitconfig
git config --file "$GIT_CONFIG_GLOBAL" user.name test
git config --file "$GIT_CONFIG_GLOBAL" user.email test@example.com
git config --file "$GIT_CONFIG_GLOBAL" init.defaultBranch main
git config --file "$GIT_CONFIG_GLOBAL" --add safe.directory '*'

python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet pre-commit
pre_commit=$scratch/venv/bin/pre-commit
"$pre_commit" --version

# What is not committed is tried too: as a commit of the clone.
hooks=$scratch/hooks
git clone --quiet --no-hardlinks . "$hooks"
git diff --binary HEAD | git -C "$hooks" apply --allow-empty --index
git ls-files -z --others --exclude-standard | while IFS= read -r -d '' file; do
  mkdir -p "$hooks/$(dirname "$file")"
  cp "$file" "$hooks/$file"
done
git -C "$hooks" add --all
git -C "$hooks" commit --quiet --allow-empty --message 'as it is'
revision=$(git -C "$hooks" rev-parse HEAD)

repository=$scratch/repository
git init --quiet "$repository"
mkdir -p "$repository/deploy/with blanks"
cp examples/log-collector.yaml "$repository/deploy/with blanks/bad.yaml"
cp examples/log-collector-hardened.yaml "$repository/deploy/good.yaml"
printf 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata: {a: "{{ b }}"}\n' >"$repository/deploy/map.yaml"
printf '{"name": "unrelated"}\n' >"$repository/package.json"
cp -r test/project/chart "$repository/chart"
printf 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ name }}\n' >"$repository/template.yaml"
cat >"$repository/.pre-commit-config.yaml" <<CONFIG
repos:
  - repo: file://$hooks
    rev: $revision
    hooks: [{id: dslint}, {id: dslint-all}]
CONFIG
cd "$repository"
git add .

# expect STATUS PATTERN COMMAND...: PATTERN is a line that must be printed; `silence` that no hook says a word.
expect() {
  local wanted=$1 pattern=$2 status=0 output
  shift 2
  output=$("$@" 2>&1) || status=$?
  local ok=yes
  [ "$status" -eq "$wanted" ] || ok="exit $status instead of $wanted"
  if [ "$pattern" = silence ]; then
    # Of a hook that passes in silence, pre-commit prints one line: its name and the word Passed.
    if printf '%s\n' "$output" | grep -Eq 'warning|error|note|hook id|duration'; then ok="a word where silence was wanted"; fi
    printf '%s\n' "$output" | grep -Eq 'dslint.*Passed' || ok="no hook has passed"
  else
    printf '%s\n' "$output" | grep -Eq -- "$pattern" || ok="no line like $pattern"
  fi
  printf '%s  %s\n' "$([ "$ok" = yes ] && echo ok || echo FAILED)" "${*#"$scratch"/}"
  if [ "$ok" != yes ]; then
    printf '%s\n%s\n' "$ok" "$output"
    exit 1
  fi
}

finding='\[missing-control-plane-toleration\]|missing-control-plane-toleration'
try="$pre_commit try-repo --ref $revision $hooks dslint --files"
# shellcheck disable=SC2086 # the words of a command
{
  expect 1 "$finding" $try 'deploy/with blanks/bad.yaml' deploy/good.yaml
  expect 0 silence $try deploy/good.yaml deploy/map.yaml package.json
}
expect 1 "$finding" "$pre_commit" run dslint --files 'deploy/with blanks/bad.yaml'
expect 1 'deploy/with blanks/bad.yaml' "$pre_commit" run dslint --files 'deploy/with blanks/bad.yaml' deploy/good.yaml
expect 0 silence "$pre_commit" run dslint --files deploy/good.yaml
expect 0 silence "$pre_commit" run dslint --files deploy/map.yaml package.json
expect 0 silence "$pre_commit" run dslint --files chart/templates/daemonset.yaml chart/values.yaml template.yaml
# With the folder as context, a file's clash with one that is not staged is found.
mkdir ports
for name in one other; do
  sed "s/name: log-collector.*/name: $name/; s/^\\( *\\)image: .*/&\\n\\1ports: [{containerPort: 9100, hostPort: 9100}]/" deploy/good.yaml >"ports/$name.yaml"
done
git add --all
expect 0 'dslint.*Passed' "$pre_commit" run dslint --files ports/one.yaml
printf 'context: [ports/]\n' >.dslint.yaml
expect 1 'host-port-clash' "$pre_commit" run dslint --files ports/one.yaml
git rm --quiet -r --force ports
rm .dslint.yaml
expect 1 "$finding" "$pre_commit" run dslint-all --files deploy/map.yaml
mv 'deploy/with blanks/bad.yaml' ./--fail-on=never.yaml
git add --all
expect 1 "$finding" "$pre_commit" run dslint --all-files
git mv -- --fail-on=never.yaml 'deploy/with blanks/bad.yaml'
git rm --quiet --cached 'deploy/with blanks/bad.yaml'
rm 'deploy/with blanks/bad.yaml'
expect 0 silence "$pre_commit" run dslint-all --all-files
"$pre_commit" install >/dev/null
expect 0 'dslint.*Passed' git commit --message 'pass both hooks'
cp "$OLDPWD/examples/log-collector.yaml" deploy/bad.yaml
git add --all
expect 1 "$finding" git commit --message 'a bad manifest'
git rm --quiet --force deploy/bad.yaml

# The chart's hook of docs/pre-commit.md, which renders: only where there is helm.
if command -v helm >/dev/null; then
  sed 's|, {id: dslint-all}|, {id: dslint-all, name: chart, entry: dslint --quiet --helm chart, files: ^chart/}|' .pre-commit-config.yaml >changed
  mv changed .pre-commit-config.yaml
  git add --all
  expect 1 'chart/templates/daemonset.yaml' "$pre_commit" run dslint-all --files chart/values.yaml
fi
