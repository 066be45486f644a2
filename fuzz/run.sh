#!/usr/bin/env bash
# Fuzzes one target for so many seconds, guided by coverage: fuzz/run.sh TARGET SECONDS. With --keep it then puts as few of the inputs as take
# the same ways through the code into the target's folder of fuzz/corpus, each under digits of its own, and removes those that an earlier run
# put there. Without arguments it names the targets.
# It needs AFL++ (Debian: afl++) and fetches the instrumenter with the .NET SDK. What is found is left in artifacts/fuzz/TARGET. It ends with
# 1 if a file made a reader fail or hang, with 2 if it could not run.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
built=fuzz/Ctre.Fuzzing/bin/Release/net10.0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

fail() { echo "fuzz/run.sh: $1" >&2; exit 2; }
try() { "$@" >"$log" 2>&1 || { tail -n 20 "$log" >&2; return 1; }; }

command -v afl-fuzz >/dev/null || fail "afl-fuzz is missing: install AFL++ (apt-get install afl++)"
command -v dotnet >/dev/null || fail "dotnet is missing: install the .NET SDK that global.json names"
try dotnet build -c Release fuzz/Ctre.Fuzzing || fail "the build failed"
mapfile -t targets < <(dotnet "$built/Ctre.Fuzzing.dll" 2>&1 | tail -n +2)
target=${1-} seconds=${2-} keep=${3-}
[[ " ${targets[*]} " == *" $target "* && $seconds =~ ^[1-9][0-9]*$ && $keep =~ ^(--keep)?$ ]] \
  || fail "usage: fuzz/run.sh TARGET SECONDS [--keep]; the targets are ${targets[*]}"

# Only copies of the libraries are instrumented.
folder=$PWD/artifacts/fuzz/$target corpus=$PWD/fuzz/corpus/$target
rm -rf "$folder"
mkdir -p "$folder/seeds" "$corpus"
cp -r "$built" "$folder/program"
cd fuzz
try dotnet tool restore || fail "the instrumenter could not be fetched"
for library in Ctre Ctre.Data; do
  try dotnet sharpfuzz "$folder/program/$library.dll" || fail "$library.dll was not instrumented"
done
cd ..
dotnet "$built/Ctre.Fuzzing.dll" --sound "$target" "$folder/seeds"
cp -r "$corpus/." "$folder/seeds"

memory=/dev/shm
[ -w "$memory" ] || memory=/tmp
TMPDIR=$(mktemp -d "$memory/ctre-fuzz.XXXXXX")
trap 'rm -rf "$TMPDIR" "$log"' EXIT
export TMPDIR AFL_SKIP_BIN_CHECK=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1
export AFL_FORKSRV_INIT_TMOUT=60000 AFL_ALLOW_TMP=1
program=("$(command -v dotnet)" "$folder/program/Ctre.Fuzzing.dll" "$target") words=fuzz/dictionaries/${target%-*}
afl-fuzz -i "$folder/seeds" -o "$folder/out" -V "$seconds" -t 5000 -m none -G 65536 -x "$words" -- "${program[@]}" \
  >"$folder/afl.log" 2>&1 || true
stats=$folder/out/default/fuzzer_stats
[ -f "$stats" ] || { tail -n 20 "$folder/afl.log" >&2; fail "afl-fuzz did not start; its last lines are above"; }
stat() { sed -n "s/^$1 *: //p" "$stats"; }
crashes=$(stat saved_crashes) hangs=$(stat saved_hangs)
echo "$target: $(stat execs_done) executions, $(stat execs_per_sec) a second; $(stat corpus_count) inputs with ways of their own through" \
  "the code; $crashes crashes, $hangs hangs"
shopt -s nullglob
for file in "$folder"/out/default/{crashes,hangs}/id*; do
  echo "$file"
  try timeout 60 dotnet "$built/Ctre.Fuzzing.dll" "$target" <"$file" 2>/dev/null || grep -m 1 Exception "$log" || true
done

if [ -n "$keep" ]; then
  try afl-cmin -e -t 5000 -m none -i "$folder/out/default/queue" -o "$folder/kept" -- "${program[@]}" || fail "the corpus was not reduced"
  find "$corpus" -type f -regextype posix-extended -regex '.*/[0-9a-f]{12}' -delete
  for file in "$folder"/kept/*; do cp "$file" "$corpus/$(sha256sum "$file" | head -c 12)"; done
fi

[ "$crashes" -eq 0 ] && [ "$hangs" -eq 0 ]
