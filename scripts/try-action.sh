#!/usr/bin/env bash
# Runs the Action under `act` on this machine, in throw-away repositories with pull requests, and holds what GitHub would
# be told (annotations, summary, outputs, SARIF, exit code) to what it should be. `actions/cache` is a local stand-in, and
# the repository is there already in place of `actions/checkout`.
# usage: try-action.sh [ACT]: the program, by default `act` of the PATH
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
act=$(command -v "${1:-act}")
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GITHUB_ACTIONS
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME=$scratch/home XDG_CACHE_HOME=$scratch/cache XDG_CONFIG_HOME=$scratch/config
mkdir -p "$HOME" "$scratch/cache-action" "$scratch/action"
git config --global user.name test
git config --global user.email test@example.com
git config --global init.defaultBranch main
git config --global --add safe.directory '*'

# The Action as a runner downloads it: what git has, without build products and node_modules.
git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- --create --file=- | tar -xf - -C "$scratch/action"
cat >"$scratch/cache-action/action.yml" <<'ACTION'
name: stand-in for actions/cache
inputs: {path: {}, key: {}}
runs:
  using: composite
  steps:
    - run: if [ -d "$STORE/$KEY" ]; then cp -r "$STORE/$KEY" "$FOLDER"; fi
      shell: bash
      env: {STORE: '@STORE@', KEY: "${{ inputs.key }}", FOLDER: "${{ inputs.path }}"}
ACTION
sed -i "s|@STORE@|$scratch/store|" "$scratch/cache-action/action.yml"
for folder in cache-action action; do
  git -C "$scratch/$folder" init --quiet
  git -C "$scratch/$folder" add .
  git -C "$scratch/$folder" commit --quiet --message 'as it is'
done

odd="deploy/it's \"odd\" & so"
repository=$scratch/repository
mkdir -p "$repository/deploy" "$repository/.github/workflows" "$repository/$odd"
git -C "$repository" init --quiet
cp examples/log-collector.yaml "$repository/deploy/old.yaml"
cp examples/log-collector-hardened.yaml "$repository/deploy/good.yaml"
printf 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n' >"$repository/deploy/map.yaml"

# The step writes what the Action says of itself where the checks below can read it.
workflow() {
  cat >"$repository/.github/workflows/dslint.yml" <<WORKFLOW
on: pull_request
permissions: {contents: read}
jobs:
  dslint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - id: dslint
        uses: dslint/dslint@v1
        with:
$1
      - if: always()
        shell: bash
        run: |
          printf '%s\n' "\$SARIF" "\$ERRORS" "\$WARNINGS" "\$NOTES" "\$OUTCOME" >'$scratch/said'
          cp "\$SARIF" '$scratch/sarif' || true
        env:
          SARIF: \${{ steps.dslint.outputs.sarif-file }}
          ERRORS: \${{ steps.dslint.outputs.errors }}
          WARNINGS: \${{ steps.dslint.outputs.warnings }}
          NOTES: \${{ steps.dslint.outputs.notes }}
          OUTCOME: \${{ steps.dslint.outcome }}
WORKFLOW
}

# pull_request NAME BASE HEAD_REPOSITORY: the event as GitHub describes it
event() {
  cat >"$scratch/event.json" <<EVENT
{"pull_request": {"number": 1,
  "base": {"sha": "$1", "ref": "main", "repo": {"full_name": "owner/name"}},
  "head": {"sha": "$(git -C "$repository" rev-parse HEAD)", "ref": "change", "repo": {"full_name": "$2", "fork": $3}}}}
EVENT
}

commit() {
  git -C "$repository" add --all
  git -C "$repository" commit --quiet --allow-empty --message "$1"
}

status=0
# run [FOLDER]: the workflow in a clone, by default the repository itself
run() {
  status=0
  rm -f "$scratch/said" "$scratch/sarif" "$scratch/summary"
  (cd "${1:-$repository}" && "$act" pull_request --platform ubuntu-latest=-self-hosted --eventpath "$scratch/event.json" \
    --local-repository "actions/cache@v5=$scratch/cache-action" --local-repository "dslint/dslint@v1=$scratch/action" \
    --container-daemon-socket - --no-cache-server --json \
    >"$scratch/log" 2>&1) || status=$?
}

# check NAME EXPRESSION: a JavaScript expression on what was said
check() {
  local name=$1
  shift
  node scripts/try-action-check.mjs "$scratch" "$status" "$name" "$@" || exit 1
}

workflow '          paths: deploy'
commit 'what is there'
base=$(git -C "$repository" rev-parse HEAD)

sed 's/log-collector/log-collector-two/' examples/log-collector.yaml >"$repository/deploy/new.yaml"
workflow '          {paths: deploy, changed-only: true}'
commit 'a new finding'
event "$base" owner/name false
run
check 'a new finding' 'status === 1' 'outcome === "failure"' 'warnings > 0' \
  'annotations.length > 0 && annotations.every((line) => line.includes("file=deploy/new.yaml,"))' \
  'annotations.filter((line) => line.includes("::warning ")).length <= 10' \
  'sarif.runs[0].results.length === errors + warnings + notes' 'summary.includes("deploy/new.yaml")'

# The first run has built; from here on it is as if the cache had kept that.
if [ "$(cat dist/build-key 2>/dev/null)" = "$(node scripts/build-key.mjs | cut -d= -f2)" ]; then
  mkdir -p "$scratch/store"
  cp -r dist "$scratch/store/dslint-Linux-$(cat dist/build-key)"
fi

event "$base" someone/fork true
run
check 'the same from a fork' 'status === 1' 'outcome === "failure"' 'warnings > 0' 'sarif.version === "2.1.0"'

git -C "$repository" rm --quiet deploy/new.yaml
printf '# a comment\n' >>"$repository/deploy/good.yaml"
workflow '          {paths: deploy, changed-only: true}'
commit 'nothing new'
event "$base" owner/name false
run
check 'only old findings' 'status === 0' 'outcome === "success"' 'errors + warnings + notes === 0' \
  'annotations.length === 0' 'sarif.runs[0].results.length === 0' 'sarif.runs[0].tool.driver.rules.length > 50'

mkdir -p "$repository/$odd"
cp "$repository/deploy/old.yaml" "$repository/$odd/old.yaml"
workflow "          paths: |
            $odd
            deploy/good.yaml
          fail-on: never
          sarif-file: \"out \$(touch pwned).sarif\"
          args: --only 'missing-control-plane-toleration' --rule missing-control-plane-toleration=error"
commit 'an odd path'
event "$base" owner/name false
run
check 'a path with blanks and quotes' 'status === 0' 'errors === 1' 'warnings === 0' \
  "annotations.some((line) => line.includes(\"it's \\\"odd\\\" & so/old.yaml\"))" \
  'sarifFile.endsWith("/out $(touch pwned).sarif")' \
  'decodeURIComponent(sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).endsWith(" & so/old.yaml")'
[ ! -e "$repository/pwned" ]
rm -rf "${repository:?}/$odd"

workflow '          paths: deploy/map.yaml'
commit 'no DaemonSet'
event "$base" owner/name false
run
check 'no DaemonSet' 'status === 0' 'outcome === "success"' 'errors + warnings + notes === 0' 'annotations.length === 0'

workflow "          paths: deploy/\$(touch pwned)none.yaml"
commit 'no such file'
event "$base" owner/name false
run
check 'a file that is not there' 'status === 1' 'outcome === "failure"' \
  'log.includes("there is no such file or folder")' '!log.includes("    at ")'
[ ! -e "$repository/pwned" ]

workflow '          {paths: deploy, changed-only: true}'
commit 'nothing that dslint reads'
event "$base" owner/name false
shallow=$scratch/shallow
git clone --quiet --depth=1 "file://$repository" "$shallow"
run "$shallow"
check 'a clone without the base' 'status === 1' 'outcome === "failure"' 'warnings > 0' \
  "warned.some((line) => line.includes('commit $base') && line.includes('so everything is linted; check out with fetch-depth: 0'))"
