#!/usr/bin/env bash
# Which epoch is worth keeping: the table of docs/reproducing.md.
#
#   bench/best-epoch.sh OUTPUT SEEDS DATA... [-- OPTIONS OF ctre train]
#
# Trains every data set (a file or a known name) with seeds 0 to SEEDS - 1 on one thread, once as it is and once with --refit, and prints
# the test accuracy of the epoch that each rule would keep.
set -euo pipefail
output=$1 seeds=$2
shift 2
data=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do data+=("$1"); shift; done
[ $# -eq 0 ] || shift
root=$(cd "$(dirname "$0")/.." && pwd)
ctre=${CTRE:-$root/src/Ctre.Cli/bin/Release/net10.0/Ctre.Cli.dll}
[ -f "$ctre" ] || dotnet build -c Release "$root/src/Ctre.Cli"
for set in "${data[@]}"; do
  for ((seed = 0; seed < seeds; seed++)); do
    run=$output/$(basename "${set%.*}")-$seed
    [ -f "$run/refit.json" ] && continue
    dotnet "$ctre" train "$set" --seed "$seed" --threads 1 --quiet --json "$@" --output "$run" --force > /dev/null
    dotnet "$ctre" train "$set" --seed "$seed" --threads 1 --quiet --json "$@" --refit --output "$run-refit" --force > "$run/refit.json.new"
    rm -r "$run-refit"
    mv "$run/refit.json.new" "$run/refit.json"
  done
done
python3 "$root/bench/best-epoch.py" "$output"
