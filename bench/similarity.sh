#!/usr/bin/env bash
# Accuracy of growth by --similarity auto and by exact: the table of docs/reproducing.md.
#
#   CTRE_DATA_DIR=... bench/similarity.sh [OUTPUT]
#
# CTRE_DATA_DIR holds madelon, isolet and fashion-mnist. Two cores take about ten minutes, nearly all of it for exact.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${CTRE_DATA_DIR:?set CTRE_DATA_DIR to the folder of the data sets}
output=${1:-runs/similarity}
ctre=${CTRE:-src/Ctre.Cli/bin/Release/net10.0/Ctre.Cli.dll}
[ -f "$ctre" ] || dotnet build -c Release src/Ctre.Cli
for similarity in auto exact; do
  dotnet "$ctre" compare madelon isolet fashion-mnist --data-dir "$data" --methods ctre-sim,ctre-seq --epsilon 1 --seeds 0..4 \
    --epochs-for fashion-mnist=30 --similarity "$similarity" --output "$output/$similarity"
  mkdir -p "bench/results/similarity"
  cp "$output/$similarity/summary.csv" "bench/results/similarity/$similarity.csv"
  cp "$output/$similarity/summary.md" "bench/results/similarity/$similarity.md"
done
