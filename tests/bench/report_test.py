#!/usr/bin/env python3
"""Tests of report.py, targets.py and chart.py on rows made up here: numbers worked by hand, tables that hold together."""

import os
import re
import sys
import unittest
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import chart
import report
import targets


def entry(name, ours_ms, copy_ms, **peers):
    """A benchmark as Google Benchmark writes it; a peer is its (ms, rounds)."""
    counters = {"ours_ms": ours_ms, "ours_rounds": 9, "copy_ms": copy_ms, "copy_ratio": copy_ms / ours_ms,
                "read_ms": copy_ms / 2, "read_ratio": copy_ms / 2 / ours_ms, "outputs": 1e6, "input_bytes": 4e6,
                "page_faults": 0}
    for peer, (ms, rounds) in peers.items():
        counters.update({peer + "_ms": ms, peer + "_rounds": rounds, peer + "_ratio": ms / ours_ms})
    return {"name": name + "/iterations:1/manual_time", "label": "windows", **counters}


CONTEXT = {"processor": "A processor", "num_cpus": 2, "date": "2026-01-02T03:04:05", "mode": "full", "torch": "1.0",
           "opencv": "4.0", "compiler": "GCC 12"}
CONTENT = {"context": CONTEXT, "benchmarks": [
    entry("A/max/k2/s2/p0/1t", 1, 2, torch=(40, 9), onednn=(50, 3)),
    entry("B/max/k2/s2/p0/1t", 10, 20, torch=(190, 9)),
    entry("A/average/k2/s2/p0/1t", 2, 2, torch=(8, 9), opencv=(1, 9)),
    entry("B/max/k7/s1/p3/1t", 20, 10, opencv=(26, 9)),
    entry("B/max/k31/s1/p15/1t", 30, 10, opencv=(66, 9)),
    entry("B/max/k101/s1/p50/1t", 33, 10, opencv=(260, 9), ours_k7=(22, 9)),
    entry("C/max/k31/s1/p15/1t", 2, 1, torch=(1300, 1)),
    {"name": "accuracy/uniform/k7/iterations:1/manual_time", "single_ulp": 2.6, "exact_ulp": 0.5, "torch_ulp": 5.2},
    {"name": "accuracy/offset/k7/iterations:1/manual_time", "single_ulp": 9.0, "exact_ulp": 0.51},
    {"name": "accuracy/not-finite/k31/iterations:1/manual_time", "ours_misplaced": 0, "opencv_misplaced": 145514},
]}
ROWS = report.read_rows(CONTENT)


def verdict(number, what=""):
    found = [one for one in targets.verdicts(ROWS) if one.target.number == number and one.part.what == what]
    assert len(found) == 1, (number, what, found)
    return found[0]


class Targets(unittest.TestCase):
    def test_the_worst_row_decides(self):
        self.assertEqual(verdict(5, "max")[2:], (19.0, "B/max/k2/s2/p0/1t", True, False))
        self.assertEqual(verdict(13, "single")[2:], (9.0, "accuracy/offset/k7", False, False))

    def test_ours_over_a_limit(self):
        self.assertEqual(verdict(3, "max")[2:], (0.5, "B/max/k2/s2/p0/1t", True, True))
        self.assertEqual(verdict(3, "average").met, False)
        self.assertEqual(verdict(1).measured, 1.5)

    def test_two_counters_of_a_row(self):
        self.assertEqual(verdict(13, "single, against PyTorch's").measured, 0.5)

    def test_what_was_not_measured_is_not_met(self):
        self.assertEqual(verdict(12)[2:], (None, None, None, None))

    def test_none_where_it_is_asked_for(self):
        self.assertTrue(verdict(9, "outputs that a NaN or an infinity reaches wrongly").met)

    def test_patterns_do_not_take_other_kernels_or_threads(self):
        rows = {name: {"torch_ratio": 1} for name in
                ("A/max/k31/s1/p15/1t", "A/max/k3/s2/p1/1t", "A/max/k3/s1/p1/2t", "A/max+indices/k3/s1/p1/1t")}
        part = targets.at_least("", targets.windows("A", ["max"], [3]), "torch/ours", 1, 1)
        self.assertEqual(targets.judge(part, rows), (None, None))

    def test_all_fourteen_are_there_and_each_stretch_is_harder(self):
        self.assertEqual([target.number for target in targets.TARGETS], list(range(1, 15)))
        for target in targets.TARGETS:
            for part in target.parts:
                self.assertTrue(targets.reaches(part, part.stretch, part.limit), part)


class Tables(unittest.TestCase):
    def test_figures(self):
        self.assertEqual([report.figure(value) for value in (0, 1, 0.12345, 12.345, 99.94, 1234.5, 0.00062)],
                         ["0", "1", "0.123", "12.3", "99.9", "1,234", "6.2e-04"])

    def test_every_line_of_every_table_has_as_many_cells_as_its_head(self):
        whole = report.report(CONTENT, ROWS, targets.verdicts(ROWS))
        blocks = re.findall(r"(?:^\|.*\n)+", whole, re.MULTILINE)
        self.assertEqual(len(blocks), 4)
        for block in blocks:
            self.assertEqual(len({line.count("|") for line in block.splitlines()}), 1, block)
            self.assertGreaterEqual(len(block.splitlines()), 3)

    def test_a_slow_peer_tells_its_rounds(self):
        self.assertIn("| A/max/k2/s2/p0/1t | windows | 1 | 0.5 | 1 | – | 50 (3) | 40 |", report.case_table(ROWS))

    def test_bandwidth(self):
        self.assertIn("| A, 4 MB | 1 | 4 | 4 |", report.memory_table(ROWS))

    def test_a_missing_library_is_named_and_has_no_column(self):
        whole = report.report(CONTENT, ROWS, targets.verdicts(ROWS))
        self.assertIn("Not installed: oneDNN.", whole)
        self.assertNotIn("oneDNN blocked |", whole)

    def test_losses_worst_first(self):
        rows = dict(ROWS, X={"torch_ratio": 0.25})
        self.assertEqual(report.losses(rows), [("X", "PyTorch", 0.25), ("A/average/k2/s2/p0/1t", "OpenCV", 0.5)])


class Readme(unittest.TestCase):
    def test_the_block_is_replaced_and_nothing_else(self):
        before = "a\n" + report.BEGIN + "\nold\n" + report.END + "\nz\n"
        after = report.put_between(before, "new")
        self.assertEqual(after, "a\n" + report.BEGIN + "\n\nnew\n" + report.END + "\nz\n")
        self.assertEqual(report.put_between(after, "new"), after)

    def test_marks_that_are_missing_or_doubled_are_refused(self):
        for text in ("", report.BEGIN, report.END + report.BEGIN, report.BEGIN * 2 + report.END):
            self.assertRaises(ValueError, report.put_between, text, "new")

    def test_the_readme_has_the_marks(self):
        with open(os.path.join(report.ROOT, "README.md"), encoding="utf-8") as file:
            report.put_between(file.read(), "new")

    def test_the_block_says_where_we_lose_and_what_was_missed(self):
        block = report.readme_block(CONTENT, ROWS, targets.verdicts(ROWS))
        self.assertIn("| 2x2 max, stride 2, 64x224x224 | – | 50 (3) | 40 | 0.5 |", block)
        self.assertIn("OpenCV takes 0.5 of our time in `A/average/k2/s2/p0/1t`", block)
        self.assertIn("single: 9 in `accuracy/offset/k7`, asked <= 8", block)


class Chart(unittest.TestCase):
    def test_points_are_nanoseconds_per_output(self):
        self.assertEqual(report.series(ROWS, "max", "ours_ms", "ours", "ours", "B").points, [(7, 20), (31, 30), (101, 33)])

    def test_it_is_xml_with_both_panels_and_every_series(self):
        picture = report.speed_chart(ROWS)
        root = ElementTree.fromstring(picture)
        words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
        for word in ("Max", "Average", "Poolscope", "OpenCV", "PyTorch", "a copy", "101", "nanoseconds per output value"):
            self.assertIn(word, words)
        self.assertIn("prefers-color-scheme: dark", picture)

    def test_everything_lies_within_the_picture(self):
        root = ElementTree.fromstring(report.speed_chart(ROWS))
        for element in root.iter("{http://www.w3.org/2000/svg}text"):
            self.assertTrue(0 <= float(element.get("x")) <= chart.WIDTH, element.text)
            self.assertTrue(0 <= float(element.get("y")) <= chart.HEIGHT, element.text)

    def test_names_do_not_cover_each_other(self):
        self.assertEqual(chart.spread_apart([10, 12, 50], 15), [10, 25, 50])

    def test_nothing_measured_gives_no_picture(self):
        self.assertEqual(report.speed_chart({}), "")


if __name__ == "__main__":
    unittest.main()
