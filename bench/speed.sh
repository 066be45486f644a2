#!/usr/bin/env bash
# All measurements of speed: bench/results/speed, and the table of the README. About fifteen minutes on an idle machine.
#
#   CTRE_DATA_DIR=... bench/speed.sh
#
# CTRE_DATA_DIR holds mnist and fashion-mnist, on which growth is measured. Each result names its machine.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${CTRE_DATA_DIR:?set CTRE_DATA_DIR to the folder of the data sets}"
results=bench/results/speed
mkdir -p "$results"
dotnet build -c Release bench/Ctre.Benchmarks
for name in step kernels sparse-kernels growth growth-quality sparse-input linear-cost million-neurons; do
  dotnet bench/Ctre.Benchmarks/bin/Release/net10.0/Ctre.Benchmarks.dll "$name" "$results/$name.md"
done
dotnet bench/Ctre.Benchmarks/bin/Release/net10.0/Ctre.Benchmarks.dll linear-cost-figure "$results/linear-cost.md" "$results/linear-cost.svg"

awk -v table="$results/step.md" '
  /^<!-- \/step -->/ { inside = 0 }
  !inside { print }
  /^<!-- step -->/ { inside = 1; while ((getline line < table) > 0) if (line ~ /^\|/) print line }
' README.md >README.new
mv README.new README.md
