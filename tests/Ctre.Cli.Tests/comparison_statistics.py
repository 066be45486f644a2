"""Recomputes comparisons: reads one JSON object a line from the first file, writes one a line to the second.

Right answers and rows are integers, so everything is rational here: `right[data][method][seed]` of `rows[data]` test rows. Ranks are those
of scipy.stats.rankdata. p is counted in integers up to `mostExact` differences, and must be what SciPy says wherever SciPy has an answer
(its exact distribution knows no ties; its permutation test enumerates all signs); beyond, it is SciPy's normal approximation.
"""
import json
import sys
from fractions import Fraction

try:
    import numpy as np
    from scipy import stats
except ImportError:
    sys.exit(3)


def close(p, q, what):
    if abs(p - q) > 1e-12 * max(abs(p), abs(q)):
        sys.exit(f'{what}: {p!r} against {q!r} of SciPy')


def dense(values):
    """Small integers in the same order, equal where values are equal: NumPy ranks them without rounding."""
    place = {value: i for i, value in enumerate(sorted(set(values)))}
    return [place[value] for value in values]


def wilcoxon(signed, mode):
    """By position: the parameter was called mode before it was called method."""
    return float(stats.wilcoxon(signed, None, 'wilcox', False, 'two-sided', mode)[1])


def counted(doubled, least):
    """Sign patterns whose sum of doubled ranks is at most least. Digit k of the integer counts the patterns whose sum is k."""
    digits, bits = 1, len(doubled) + 1
    for rank in doubled:
        digits += digits << rank * bits
    low = digits & (1 << (least + 1) * bits) - 1
    mask, total = (1 << 64 * bits) - 1, 0
    while low:  # In pieces: shifting the whole by one digit at a time would be quadratic.
        piece, low = low & mask, low >> 64 * bits
        while piece:
            total, piece = total + (piece & (1 << bits) - 1), piece >> bits
    return total


def probability(differences, most_exact):
    differences = [d for d in differences if d != 0]
    n = len(differences)
    if n == 0:
        return 1.0
    magnitudes = dense([abs(d) for d in differences])
    ranks = stats.rankdata(magnitudes, method='average')
    signed = [(m + 1) * (1 if d > 0 else -1) for m, d in zip(magnitudes, differences)]
    if n > most_exact:
        return wilcoxon(signed, 'approx')
    doubled = [int(2 * rank) for rank in ranks]
    plus = sum(rank for rank, d in zip(doubled, differences) if d > 0)
    p = float(min(Fraction(1), Fraction(2 * counted(doubled, min(plus, sum(doubled) - plus)), 2 ** n)))
    if len(set(magnitudes)) == n:
        close(p, wilcoxon(signed, 'exact'), f'{n} differences without ties')
    if 2 <= n <= 8:
        of_signs = stats.permutation_test(
            (ranks * np.sign(signed),), lambda x, axis: np.sum(np.where(x > 0, x, 0), axis=axis),
            permutation_type='samples', vectorized=True, n_resamples=np.inf)
        close(p, float(of_signs.pvalue), f'{n} differences, all signs')
    return p


def holm(p):
    return [max(min(Fraction(1), sum(r >= q for r in p) * Fraction(q)) for q in p if q <= own) for own in p]


def recompute(case):
    rows, right, reference = case['rows'], case['right'], case['reference']
    methods = range(len(right[0]))
    ranks = [stats.rankdata([-sum(runs) for runs in one], method='average') for one in right]
    others = [m for m in methods if m != reference]
    tests = []
    for m in others:
        pairs = [Fraction(a - b, n) for n, one in zip(rows, right) for a, b in zip(one[reference], one[m])]
        tests.append({
            'better': sum(d > 0 for d in pairs),
            'worse': sum(d < 0 for d in pairs),
            'meanDifference': float(sum(pairs) / len(pairs)),
            'p': probability(pairs, case['mostExact']),
        })
    for test, corrected in zip(tests, holm([test['p'] for test in tests])):
        test['pHolm'] = float(corrected)
    return {'ranks': [float(sum(Fraction(r[m]) for r in ranks) / len(rows)) for m in methods], 'tests': tests}


with open(sys.argv[1], encoding='utf-8') as cases, open(sys.argv[2], 'w', encoding='utf-8') as results:
    for case in cases:
        results.write(json.dumps(recompute(json.loads(case))) + '\n')
