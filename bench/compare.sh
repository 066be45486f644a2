#!/usr/bin/env bash
# The comparisons of docs/reproducing.md: the paper's settings, settings searched for each method, 1 % density, and
# accuracy against density.
#
#   CTRE_DATA_DIR=... bench/compare.sh [OUTPUT]
#
# CTRE_DATA_DIR holds madelon, isolet, har, mnist and fashion-mnist. OUTPUT (default runs/comparisons) gets a folder per
# comparison; tables, summaries and plots are copied to bench/results. Stop it and start it again as you like: it resumes with
# the run that is missing. Two cores take about two hours.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${CTRE_DATA_DIR:?set CTRE_DATA_DIR to the folder of the data sets}
output=${1:-runs/comparisons}
ctre=${CTRE:-src/Ctre.Cli/bin/Release/net10.0/Ctre.Cli.dll}
[ -f "$ctre" ] || dotnet build -c Release src/Ctre.Cli
sets=(madelon isolet har mnist fashion-mnist)
methods=static,set,rigl,gse,snfs,snip,chts,cte,ctre-seq,ctre-sim,dense

compare() {
  local name=$1
  shift
  dotnet "$ctre" compare "$@" --data-dir "$data" --seeds 0..2 --output "$output/$name"
  mkdir -p "bench/results/$name"
  (cd "$output/$name" && cp -r ./*.csv ./*.md plots "$OLDPWD/bench/results/$name")
  [ ! -f "$output/$name/tuned.json" ] || cp "$output/$name/tuned.json" "bench/results/$name"
}

compare paper paper "${sets[@]}" --methods "$methods" \
  --epochs 200 --epochs-for mnist=100,fashion-mnist=100,dense=25 --similarity-rows 1024
# The default, --similarity auto, came later; on few rows it takes nearly the same pairs.
similarity=(--similarity exact --similarity-rows 512)
compare tuned tuned "${sets[@]}" --methods "$methods" --tune "${similarity[@]}" \
  --epochs 100 --epochs-for mnist=60,fashion-mnist=60,dense=25 \
  --tune-epochs-for mnist=10,fashion-mnist=10,mnist/dense=5,fashion-mnist/dense=5
compare one-percent mnist fashion-mnist --methods set,ctre-sim --density 0.01 \
  --epochs 100 --batch-size 50 --dropout 0.05 "${similarity[@]}"
compare density madelon isolet fashion-mnist --methods set,rigl,gse,ctre-sim --epsilon 0.5,1,2,5,10 \
  --epochs 60 --epochs-for fashion-mnist=15 --batch-size 50 "${similarity[@]}"
