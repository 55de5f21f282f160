#!/usr/bin/env bash
# What the action runs: start, wait, annotate, and put the verdicts on the page of the run.
set -uo pipefail
arguments=(--output json)
[ -n "${INPUT_PLAN:-}" ] && arguments+=(--plan "$INPUT_PLAN")
[ -n "${INPUT_SERVICE:-}" ] && arguments+=(--service "$INPUT_SERVICE")
[ -n "${INPUT_ENVIRONMENT:-}" ] && arguments+=(--environment "$INPUT_ENVIRONMENT")
[ -n "${INPUT_REASON:-}" ] && arguments+=(--reason "$INPUT_REASON")
if [ "${INPUT_WAIT:-true}" = true ]; then
  arguments+=(--wait --timeout "${INPUT_TIMEOUT:-2h}" --annotate --summary "$GITHUB_STEP_SUMMARY")
fi

# The command line may be two words, as 'dotnet rollouts'.
read -r -a command <<<"${ROLLOUTS:-rollouts}"
rollout=$("${command[@]}" start "${arguments[@]}" -- "$INPUT_VERSION")
code=$?
field() { printf '%s' "$rollout" | sed -n "s/^  \"$1\": \"\([^\"]*\)\",\{0,1\}\$/\1/p" | head -1; }
{
  echo "id=$(field id)"
  echo "status=$(field status)"
} >>"$GITHUB_OUTPUT"
exit "$code"
