#!/usr/bin/env bash
# Fuzzes one target for so many seconds, guided by coverage: fuzz/run.sh TARGET SECONDS. Without arguments it names the targets.
# It needs AFL++ (Debian: afl++) and fetches the instrumenter with the .NET SDK. What is found is left in artifacts/fuzz/TARGET. It ends with
# 1 if a file made a reader crash or hang, with 2 if it could not run.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
root=$PWD project=fuzz/Ctre.Fuzzing built=fuzz/Ctre.Fuzzing/bin/Release/net10.0 work=$PWD/artifacts/fuzz

fail() { echo "fuzz/run.sh: $1" >&2; exit 2; }

command -v afl-fuzz >/dev/null || fail "afl-fuzz is missing: install AFL++ (apt-get install afl++)"
command -v dotnet >/dev/null || fail "dotnet is missing: install the .NET SDK that global.json names"
log=$(mktemp)
dotnet build -c Release "$project" >"$log" 2>&1 || { cat "$log" >&2; fail "the build failed"; }
declare -A corpora
while read -r name corpus; do corpora[$name]=$corpus; done < <(dotnet "$built/Ctre.Fuzzing.dll" 2>&1 | tail -n +2)
[ $# -eq 2 ] || { echo "usage: fuzz/run.sh TARGET SECONDS; the targets are ${!corpora[*]}" >&2; exit 2; }
target=$1 seconds=$2
corpus=${corpora[$target]-}
[ -n "$corpus" ] || fail "there is no target '$target'; the targets are ${!corpora[*]}"
[[ $seconds =~ ^[1-9][0-9]*$ ]] || fail "SECONDS must be a number of 1 or more, not '$seconds'"

# Only copies of the libraries are instrumented.
folder=$work/$target
rm -rf "$folder"
mkdir -p "$folder/seeds"
cp -r "$built" "$folder/program"
(cd fuzz && dotnet tool restore) >"$log" 2>&1 || { cat "$log" >&2; fail "the instrumenter could not be fetched"; }
for library in Ctre Ctre.Data; do
  (cd fuzz && dotnet sharpfuzz "$folder/program/$library.dll") >"$log" 2>&1 || { cat "$log" >&2; fail "$library.dll was not instrumented"; }
done

[ -d "fuzz/corpus/$corpus" ] && cp "fuzz/corpus/$corpus"/* "$folder/seeds"
dotnet "$built/Ctre.Fuzzing.dll" --sound "$target" "$folder/seeds"
words=()
[ -f "fuzz/dictionaries/$corpus" ] && words=(-x "$root/fuzz/dictionaries/$corpus")

memory=/dev/shm
[ -w "$memory" ] || memory=${TMPDIR:-/tmp}
export TMPDIR=$(mktemp -d "$memory/ctre-fuzz.XXXXXX")
trap 'rm -rf "$TMPDIR" "$log"' EXIT
export AFL_SKIP_BIN_CHECK=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_FORKSRV_INIT_TMOUT=60000
export AFL_IGNORE_SEED_PROBLEMS=1 DOTNET_gcServer=0 DOTNET_GCHeapHardLimit=0x40000000
afl-fuzz -i "$folder/seeds" -o "$folder/out" -V "$seconds" -t 5000 -m none -G 65536 "${words[@]}" -- \
  dotnet "$folder/program/Ctre.Fuzzing.dll" "$target" >"$folder/afl.log" 2>&1 || true
stats=$folder/out/default/fuzzer_stats
[ -f "$stats" ] || { tail -n 20 "$folder/afl.log" >&2; fail "afl-fuzz did not start; its last lines are above"; }
stat() { sed -n "s/^$1 *: //p" "$stats"; }
crashes=$(stat saved_crashes) hangs=$(stat saved_hangs)
echo "$target: $(stat execs_done) executions, $(stat execs_per_sec) a second; $(stat corpus_count) inputs with paths of their own," \
  "stability $(stat stability); $crashes crashes, $hangs hangs"
for file in "$folder"/out/default/{crashes,hangs}/id*; do
  [ -f "$file" ] || continue
  echo "$file"
  case $file in */crashes/*) timeout 60 dotnet "$built/Ctre.Fuzzing.dll" "$target" <"$file" 2>&1 | head -n 3 || true ;; esac
done
[ "$crashes" -eq 0 ] && [ "$hangs" -eq 0 ]
