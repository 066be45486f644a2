#!/usr/bin/env bash
# Prints the tables of the default preset in docs/reproducing.md. CTRE_DATA_DIR must name a folder that holds madelon, isolet, har, mnist
# and fashion-mnist as their publishers name the files. Takes about an hour on two cores.
set -euo pipefail
data=${CTRE_DATA_DIR:?set CTRE_DATA_DIR to the folder of the data sets}
here=$(dirname "$0")
accuracy() { "$here/accuracy.sh" "$@"; }
head() { printf '\n%s\n\n| method | connections | test accuracy | seeds 0, 1, 2 |\n|---|---|---|---|\n' "$1"; }

# HAR has its labels in a file of their own; side by side they make a table that ctre reads.
har=$(mktemp -d)
trap 'rm -rf "$har"' EXIT
for part in train test; do
  paste -d ' ' <(gzip -cdf "$data/har/X_$part.txt"* | tr -d '\r') <(tr -d '\r' <"$data/har/y_$part.txt") >"$har/$part.txt"
done

for epsilon in 1 5; do
  for method in ctre-sim ctre-seq cte set static; do
    # As the tables were made; the default now, --similarity auto, takes nearly the same pairs sooner.
    options=(--epsilon "$epsilon" --method "$method" --similarity exact --similarity-rows 512)
    head "Default preset, epsilon $epsilon, $method"
    accuracy 'UCI Madelon, 100 epochs' "$data/madelon" "${options[@]}"
    accuracy 'Isolet, 100 epochs' "$data/isolet" "${options[@]}"
    accuracy 'HAR, 100 epochs' "$har/train.txt" --test "$har/test.txt" "${options[@]}"
    accuracy 'Fashion-MNIST, 15 epochs' "$data/fashion-mnist" --epochs 15 "${options[@]}"
    accuracy 'MNIST, 15 epochs' "$data/mnist" --epochs 15 "${options[@]}"
  done
done
