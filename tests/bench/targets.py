"""The targets of the pooling benchmark, as data, and the verdict on each.

A row of the benchmark is a dict of its counters by its name, SHAPE/OPERATION/kK/sS/pP/THREADSt (pool_bench_cases.h).
A part of a target is met when its worst row is. `value` of a part says what is read off a row:
  "torch/ours"   how many times longer the peer took      "ours/copy"   ours against a copy of the input
  "single_ulp"   a counter as it is
"""

from collections import namedtuple
from fnmatch import fnmatchcase

Part = namedtuple("Part", "what rows value sense limit stretch")
Target = namedtuple("Target", "number what parts")
Verdict = namedtuple("Verdict", "target part measured row met stretched")

AT_LEAST, AT_MOST = ">=", "<="


def windows(shapes, ops, kernels, stride=1, threads=1):
    """Patterns of rows: every shape, operation and kernel."""
    return ["%s/%s/k%s/s%s/p*/%dt" % (shape, op, kernel, stride, threads)
            for shape in shapes for op in ops for kernel in kernels]


def at_least(what, rows, value, limit, stretch):
    return Part(what, rows, value, AT_LEAST, limit, stretch)


def at_most(what, rows, value, limit, stretch):
    return Part(what, rows, value, AT_MOST, limit, stretch)


BOTH = ("max", "average")
TO_31 = (3, 5, 7, 9, 11, 15, 21, 31)
TO_63 = TO_31 + (45, 63)

TARGETS = [
    Target(1, "Max on B: time at kernel 101 over time at 7", [
        at_most("", windows("B", ["max"], [101]), "ours/ours_k7", 1.6, 1.3)]),
    Target(2, "Max on B, stride 1, kernels 3 to 31, over a copy of the input", [
        at_most("", windows("B", ["max"], TO_31), "ours/copy", 2.5, 1.5)]),
    Target(3, "2x2 stride 2 on A and B, over a copy of the input", [
        at_most("max", windows("AB", ["max"], [2], 2), "ours/copy", 0.75, 0.6),
        at_most("average", windows("AB", ["average"], [2], 2), "ours/copy", 0.75, 0.6)]),
    Target(4, "Global average on A, over a read of the input", [
        at_most("", ["A/global-average/1t"], "ours/read", 1.1, 1.0)]),
    Target(5, "PyTorch over ours, 2x2 stride 2 on A and B", [
        at_least("max", windows("AB", ["max"], [2], 2), "torch/ours", 18, 30),
        at_least("max with indices", windows("AB", ["max+indices"], [2], 2), "torch/ours", 13, 20),
        at_least("average", windows("AB", ["average"], [2], 2), "torch/ours", 7, 15)]),
    Target(6, "PyTorch over ours, 3x3 stride 2 padding 1 on A and B", [
        at_least("max", windows("AB", ["max"], [3], 2), "torch/ours", 15, 25),
        at_least("max with indices", windows("AB", ["max+indices"], [3], 2), "torch/ours", 10, 15)]),
    Target(7, "PyTorch over ours, stride 1", [
        at_least("max, kernel 7 on A and B", windows("AB", ["max"], [7]), "torch/ours", 100, 150),
        at_least("average, kernel 7 on A and B", windows("AB", ["average"], [7]), "torch/ours", 25, 37.5),
        at_least("max, kernel 15 on A", windows("A", ["max"], [15]), "torch/ours", 200, 300),
        at_least("average, kernel 15 on A", windows("A", ["average"], [15]), "torch/ours", 120, 180),
        at_least("max, kernel 31 on A", windows("A", ["max"], [31]), "torch/ours", 500, 750),
        at_least("average, kernel 31 on A", windows("A", ["average"], [31]), "torch/ours", 390, 585),
        at_least("max and average, kernel 63 on C", windows("C", BOTH, [63]), "torch/ours", 2000, 3000)]),
    Target(8, "OpenCV's dilate over ours, float32 on A and B", [
        at_least("kernels up to 5", windows("AB", ["max"], [3, 5]), "opencv/ours", 1.0, 1.3),
        at_least("kernel 7", windows("AB", ["max"], [7]), "opencv/ours", 1.15, 1.5),
        at_least("kernel 15", windows("AB", ["max"], [15]), "opencv/ours", 1.4, 2),
        at_least("kernel 31", windows("AB", ["max"], [31]), "opencv/ours", 2.1, 3),
        at_least("kernel 63", windows("AB", ["max"], [63]), "opencv/ours", 4.2, 6)]),
    Target(9, "OpenCV's boxFilter over ours, float32 on A and B", [
        at_least("kernels up to 9", windows("AB", ["average"], [3, 5, 7, 9]), "opencv/ours", 2, 3),
        at_least("kernels 11 to 101", windows("AB", ["average"], [11, 15, 21, 31, 45, 63, 101]), "opencv/ours", 1.4, 2),
        at_most("outputs that a NaN or an infinity reaches wrongly", ["accuracy/not-finite/*"], "ours_misplaced", 0, 0)]),
    Target(10, "OpenCV over ours, bytes of D", [
        at_least("dilate, kernel 7", windows("D", ["max"], [7]), "opencv/ours", 1.0, 1.5),
        at_least("dilate, kernel 15", windows("D", ["max"], [15]), "opencv/ours", 1.4, 2.1),
        at_least("dilate, kernel 31", windows("D", ["max"], [31]), "opencv/ours", 2, 3),
        at_least("dilate, kernel 63", windows("D", ["max"], [63]), "opencv/ours", 3.4, 5.1),
        at_least("boxFilter, kernel 7", windows("D", ["average"], [7]), "opencv/ours", 1.1, 1.65),
        at_least("boxFilter, kernel 31", windows("D", ["average"], [31]), "opencv/ours", 1.2, 1.8),
        at_least("resize by half (INTER_AREA)", windows("D", ["average"], [2], 2), "opencv/ours", 1.0, 1.5)]),
    Target(11, "oneDNN over ours", [
        at_least("planes as they are, any window", windows("ABC", BOTH, ["*"], "*"), "onednn/ours", 15, 15),
        at_least("its blocked layout, 3x3 stride 2", windows("A", BOTH, [3], 2), "onednn_blocked/ours", 0.9, 1.2),
        at_least("its blocked layout, kernels from 7", windows("A", BOTH, [7, 9, 15, 31, 63, 101]),
                 "onednn_blocked/ours", 4, 4)]),
    Target(12, "One thread over two, B, kernels from 7", [
        at_least("", windows("B", BOTH, [7, 15, 31, 63], 1, 2), "ours_one_thread/ours", 1.6, 1.9)]),
    Target(13, "Error of a float32 average, in units in the last place", [
        at_most("single", ["accuracy/*"], "single_ulp", 8, 1),
        at_most("single, against PyTorch's", ["accuracy/*"], "single_ulp/torch_ulp", 1, 1),
        at_most("exact", ["accuracy/*"], "exact_ulp", 0.52, 0.52)]),
    Target(14, "B, any kernel up to 63", [
        at_most("ms on one thread", windows("B", BOTH, TO_63), "ours_ms", 50, 30),
        at_most("ms on two threads", windows("B", BOTH, [7, 15, 31, 63], 1, 2), "ours_ms", 27, 16),
        at_most("page faults after warming up", windows("B", BOTH, ["*"], "*"), "page_faults", 0, 0)]),
]


def read_value(row, value):
    """What `value` reads off a row; None where the row does not have it."""
    if "/" not in value:
        return row.get(value)
    over, under = value.split("/")
    if under == "ours":
        return row.get(over + "_ratio")
    if over == "ours":
        inverse = row.get(under + "_ratio")
        return 1 / inverse if inverse else None
    return row[over] / row[under] if over in row and row.get(under) else None


def judge(part, rows):
    """(measured, name of the row) of the worst row, or (None, None) where none was measured."""
    found = [(read_value(counters, part.value), name) for name, counters in rows.items()
             if any(fnmatchcase(name, pattern) for pattern in part.rows)]
    found = [(measured, name) for measured, name in found if measured is not None]
    if not found:
        return None, None
    return (min if part.sense == AT_LEAST else max)(found)


def reaches(part, measured, limit):
    return measured >= limit if part.sense == AT_LEAST else measured <= limit


def verdicts(rows):
    """A verdict for each part of each target, in order; met is None where nothing was measured."""
    result = []
    for target in TARGETS:
        for part in target.parts:
            measured, row = judge(part, rows)
            met = None if measured is None else reaches(part, measured, part.limit)
            stretched = None if measured is None else reaches(part, measured, part.stretch)
            result.append(Verdict(target, part, measured, row, met, stretched))
    return result
