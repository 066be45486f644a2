#!/usr/bin/env bash
# Prints the ablation table of docs/reproducing.md: the default recipe of ctre-sim at epsilon 1 with one thing changed at a
# time. CTRE_DATA_DIR must name a folder that holds madelon, isolet and fashion-mnist. Takes about half an hour.
set -euo pipefail
data=${CTRE_DATA_DIR:?set CTRE_DATA_DIR to the folder of the data sets}
here=$(dirname "$0")
# The recipe is that of the table, in which similarity was searched exactly, on 512 rows.
cell() {
  case "$*" in *--similarity*) ;; *) set -- "$@" --similarity exact --similarity-rows 512 ;; esac
  "$here/accuracy.sh" x "$@" | cut -d '|' -f 4
}

printf '| change | UCI Madelon | Isolet | Fashion-MNIST (15 epochs) |\n|---|---|---|---|\n'
while IFS='|' read -r name options; do
  # shellcheck disable=SC2086
  printf '| %s |%s|%s|%s|\n' "$name" \
    "$(cell "$data/madelon" $options)" "$(cell "$data/isolet" $options)" "$(cell "$data/fashion-mnist" --epochs 15 $options)"
done <<'EOF'
none (default)|
no wiring rounds|--wiring-rounds 0
5 wiring rounds|--wiring-rounds 5
20 wiring rounds|--wiring-rounds 20
Glorot weights (paper)|--weight-init glorot
uniform growth (paper)|--grow-init uniform
constant ζ (paper)|--zeta-schedule constant
ζ = 0.2|--zeta 0.2
ζ = 0.5|--zeta 0.5
learning rate 0.01|--lr 0.01
learning rate 0.05|--lr 0.05
learning rate 0.2|--lr 0.2
constant learning rate 0.01 (paper)|--lr 0.01 --lr-schedule constant
constant learning rate 0.1|--lr-schedule constant
batch 50|--batch-size 50
weight decay 5e-4|--weight-decay 5e-4
similarity on 256 rows|--similarity exact --similarity-rows 256
similarity on 1024 rows|--similarity exact --similarity-rows 1024
EOF
