#!/usr/bin/env bash
# Test accuracy at the best validation epoch, mean and sample standard deviation over seeds, as a row of a Markdown table:
#
#   bench/accuracy.sh NAME DATA [ctre train options]
#
# SEEDS (default "0 1 2") are the seeds, THREADS (default 2) the threads; accuracies don't depend on the threads. CTRE is the
# built Ctre.Cli.dll to run, by default this repository's, built if it is not there yet.
set -euo pipefail
name=$1
shift
ctre=${CTRE:-$(dirname "$0")/../src/Ctre.Cli/bin/Release/net10.0/Ctre.Cli.dll}
[ -f "$ctre" ] || dotnet build -c Release "$(dirname "$0")/../src/Ctre.Cli" >&2
seeds=${SEEDS:-0 1 2}
runs=$(mktemp -d)
trap 'rm -rf "$runs"' EXIT
for seed in $seeds; do
  dotnet "$ctre" train "$@" --seed "$seed" --threads "${THREADS:-2}" --output "$runs/$seed" --quiet --json
  echo
done | awk -v name="$name" -v runs="$(wc -w <<<"$seeds")" '
  function number(key) { return match($0, "\"" key "\": *[-0-9.eE+]+") ? substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 3) + 0 : 0 }
  /"testAccuracy"/ { a[++n] = number("testAccuracy"); sum += a[n] }
  /"connections"/ && !connections { connections = number("connections") }
  END {
    if (n != runs) { printf "%s: %d of %d runs failed\n", name, runs - n, runs >"/dev/stderr"; exit 1 }
    mean = sum / n
    for (i = 1; i <= n; i++) { square += (a[i] - mean) ^ 2; list = list (i > 1 ? " " : "") sprintf("%.3f", a[i]) }
    printf "| %s | %d | %.3f ± %.3f | %s |\n", name, connections, mean, (n > 1 ? sqrt(square / (n - 1)) : 0), list
  }'
