"""Test accuracy of the epoch that each rule would keep, from the metrics.csv of runs: one folder per data set and seed, NAME-SEED."""
import csv
import glob
import json
import os
import sys


def epochs(run):
    with open(os.path.join(run, "metrics.csv")) as file:
        return [tuple(float(row[name]) for name in ("validation_accuracy", "validation_loss", "test_accuracy"))
                for row in csv.DictReader(file)]


RULES = {
    "first of the most accurate": lambda rows: max(range(len(rows)), key=lambda i: (rows[i][0], -i)),
    "last of them": lambda rows: max(range(len(rows)), key=lambda i: (rows[i][0], i)),
    "lowest loss of them": lambda rows: max(range(len(rows)), key=lambda i: (rows[i][0], -rows[i][1], -i)),
    "lowest loss of all": lambda rows: min(range(len(rows)), key=lambda i: (rows[i][1], i)),
    "last epoch": lambda rows: len(rows) - 1,
}

results = {}
for run in sorted(glob.glob(os.path.join(sys.argv[1], "*-*"))):
    if not os.path.exists(os.path.join(run, "run.json")):
        continue
    name = os.path.basename(run).rsplit("-", 1)[0]
    rows = epochs(run)
    for rule, choose in RULES.items():
        results.setdefault(name, {}).setdefault(rule, []).append(rows[choose(rows)][2])
    refit = os.path.join(run, "refit.json")
    if os.path.exists(refit):
        with open(refit) as file:
            results[name].setdefault("refit", []).append(json.load(file)["testAccuracy"])

rules = [rule for rule in [*RULES, "refit"] if all(rule in by_rule for by_rule in results.values())]
print("| data | runs | " + " | ".join(rules) + " |")
print("|---|---:|" + "---:|" * len(rules))
means = {name: [100 * sum(by_rule[rule]) / len(by_rule[rule]) for rule in rules] for name, by_rule in results.items()}
for name, values in means.items():
    print(f"| {name} | {len(results[name][rules[0]])} | " + " | ".join(f"{value:.1f}" for value in values) + " |")
print("| mean | | " + " | ".join(f"{sum(column) / len(means):.2f}" for column in zip(*means.values())) + " |")
