#!/usr/bin/env bash
# Prints what ctre train expects to take and the peak that it takes, for 20 shapes with all methods: estimate / peak is to be between 0.75
# and 1.25. Data are made up in a temporary folder. Takes about fifteen minutes on two cores.
#
#   bench/memory.sh [FILE]
#
# SHAPES (numbers, default all) and METHODS (default all) choose some: SHAPES="3 7" METHODS="gse gmp" bench/memory.sh
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release bench/Ctre.Benchmarks >&2
dotnet bench/Ctre.Benchmarks/bin/Release/net10.0/Ctre.Benchmarks.dll memory "$@"
