#!/usr/bin/env python3
"""Makes the pooling benchmark's JSON readable: a table, a chart, a verdict on each target, and the README's "Speed".

Usage: report.py POOL_JSON            writes pool.md and pool-speed.svg beside it and prints the verdicts
       report.py POOL_JSON --readme   besides, puts the figures into README.md and the chart into assets/readme
"""

import json
import os
import re
import sys

import chart
import targets

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BEGIN, END = "<!-- speed: written by tests/bench/report.py -->", "<!-- speed: end -->"
SHAPES = "A 1x64x224x224, B 1x3x3000x4000, C 1x3x750x1000 (float32), D 3000x4000x3 (interleaved bytes), E 1x2048x7x7"
ENOUGH_ROUNDS = 7
PICTURE = "assets/readme/pool-speed.svg"
MOST_LOSSES = 8  # that the README names

# Column title, peer.
PEERS = [("OpenCV", "opencv"), ("oneDNN", "onednn"), ("oneDNN blocked", "onednn_blocked"),
         ("oneDNN turned", "onednn_turned"), ("PyTorch", "torch")]

# What the README shows: words, row.
README_ROWS = [
    ("2x2 max, stride 2, 64x224x224", "A/max/k2/s2/p0/1t"),
    ("the same with indices", "A/max+indices/k2/s2/p0/1t"),
    ("3x3 max, stride 2, 64x224x224", "A/max/k3/s2/p1/1t"),
    ("3x3 average, stride 2, 64x224x224", "A/average/k3/s2/p1/1t"),
    ("global average, 64x224x224", "A/global-average/1t"),
    ("7x7 max, 12 megapixels x 3", "B/max/k7/s1/p3/1t"),
    ("7x7 average, 12 megapixels x 3", "B/average/k7/s1/p3/1t"),
    ("31x31 max, 12 megapixels x 3", "B/max/k31/s1/p15/1t"),
    ("31x31 average, 12 megapixels x 3", "B/average/k31/s1/p15/1t"),
    ("31x31 max, 0.75 megapixels x 3", "C/max/k31/s1/p15/1t"),
    ("7x7 max, 12-megapixel photo (bytes)", "D/max/k7/s1/p3/1t"),
    ("31x31 average, 12-megapixel photo (bytes)", "D/average/k31/s1/p15/1t"),
    ("half size, 12-megapixel photo (bytes)", "D/average/k2/s2/p0/1t"),
]


def read_rows(content):
    """{name: counters} of what Google Benchmark wrote; `method` is the label."""
    rows = {}
    for entry in content["benchmarks"]:
        name = entry["name"].split("/iterations:")[0]
        rows[name] = {key: value for key, value in entry.items() if isinstance(value, (int, float))}
        rows[name]["method"] = entry.get("label", "")
    return rows


def figure(value):
    """Three significant digits, without an exponent."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return "{:,.0f}".format(value)
    return "%.3g" % value if abs(value) >= 0.001 else "%.1e" % value


def markdown_table(head, rows, left=1):
    """The first `left` columns are words, the others numbers."""
    rule = ["---" if i < left else "---:" for i in range(len(head))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, rule] + rows) + "\n"


def peer_cell(row, peer):
    ratio = row.get(peer + "_ratio")
    if ratio is None:
        return "–"
    rounds = int(row[peer + "_rounds"])
    return figure(ratio) + (" (%d)" % rounds if rounds < ENOUGH_ROUNDS else "")


def present_peers(rows):
    return [(title, peer) for title, peer in PEERS if any(peer + "_ratio" in row for row in rows.values())]


def case_table(rows):
    peers = present_peers(rows)
    head = ["case", "method", "ours, ms", "÷ copy", "÷ read"] + [title for title, _ in peers]
    body = [[name, row["method"], figure(row["ours_ms"]), figure(1 / row["copy_ratio"]), figure(1 / row["read_ratio"])] +
            [peer_cell(row, peer) for _, peer in peers]
            for name, row in rows.items() if "ours_ms" in row]
    return markdown_table(head, body, left=2)


def memory_table(rows):
    """Bandwidth of a copy (read and written) and of a read, from the rows of each shape and number of threads."""
    pairs_of = {}
    for name, row in rows.items():
        if "copy_ms" not in row:
            continue
        key = (name[0], name.rsplit("/", 1)[1])
        bandwidths = tuple(row["input_bytes"] / row[what] / 1e6 for what in ("copy_ms", "read_ms"))
        pairs_of.setdefault(key, []).append(bandwidths)
    body = []
    for (shape, threads), pairs in sorted(pairs_of.items()):
        copies, reads = (sorted(pair[i] for pair in pairs) for i in (0, 1))
        size = next(row["input_bytes"] for name, row in rows.items() if name[0] == shape and "input_bytes" in row)
        body.append(["%s, %s MB" % (shape, figure(size / 1e6)), threads[:-1], figure(2 * copies[len(copies) // 2]),
                     figure(reads[len(reads) // 2])])
    return markdown_table(["input", "threads", "copy, GB/s read and written", "read, GB/s"], body)


def accuracy_table(rows):
    body = [[name.split("/", 1)[1]] + [figure(row[key]) if key in row else "–"
                                       for key in ("single_ulp", "exact_ulp", "torch_ulp")]
            for name, row in rows.items() if "single_ulp" in row]
    return markdown_table(["data, kernel", "single", "exact", "PyTorch"], body)


def verdict_table(verdicts):
    words = {None: "not measured", False: "**missed**", True: "met"}
    body = []
    for verdict in verdicts:
        part = verdict.part
        what = verdict.target.what + (": " + part.what if part.what else "")
        measured = "–" if verdict.measured is None else figure(verdict.measured)
        met = "met, stretch too" if verdict.stretched and part.stretch != part.limit else words[verdict.met]
        asked = "%s %s" % (part.sense, figure(part.limit))
        body.append([str(verdict.target.number), what, verdict.row or "–", measured, asked, figure(part.stretch), met])
    return markdown_table(["#", "target", "worst row", "measured", "asked", "stretch", "verdict"], body, left=3)


def losses(rows):
    """[(name, peer's title, ratio)] wherever a peer was faster, worst first."""
    found = [(row[peer + "_ratio"], name, title) for name, row in rows.items() for title, peer in PEERS
             if row.get(peer + "_ratio", 1) < 1]
    return [(name, title, ratio) for ratio, name, title in sorted(found)]


def machine(context):
    libraries = [title + " " + context[key] for title, key in
                 (("PyTorch", "torch"), ("oneDNN", "onednn"), ("OpenCV", "opencv")) if key in context]
    missing = [title for title, key in (("PyTorch", "torch"), ("oneDNN", "onednn"), ("OpenCV", "opencv"))
               if key not in context]
    words = "%s, %d logical CPUs, %s; against %s." % (
        context["processor"], context["num_cpus"], context.get("compiler", "compiler unknown"),
        ", ".join(libraries) or "nobody")
    if missing:
        words += " Not installed: %s." % ", ".join(missing)
    if context.get("load_avg") and context["load_avg"][0] > 1:
        words += " Other work was going on (load average %.1f): read the ratios, not the times." % context["load_avg"][0]
    return words


def series(rows, op, key, kind, name, shape):
    points = []
    for row_name, row in rows.items():
        match = re.fullmatch(r"%s/%s/k(\d+)/s1/p\d+/1t" % (shape, op), row_name)
        if match and key in row:
            points.append((int(match.group(1)), row[key] * 1e6 / row["outputs"]))
    return chart.Series(name, kind, sorted(points))


def speed_chart(rows):
    """PyTorch from C, where its large kernels take seconds instead of minutes; the others from B."""
    return chart.draw([
        (title, [series(rows, op, "torch_ms", "torch", "PyTorch", "C"),
                 series(rows, op, "opencv_ms", "opencv", "OpenCV", "B"),
                 series(rows, op, "ours_ms", "ours", "Poolscope", "B"),
                 series(rows, op, "copy_ms", "copy", "a copy", "B")])
        for title, op in (("Max", "max"), ("Average", "average"))])


def report(content, rows, verdicts):
    context = content["context"]
    told = [
        "# Pooling: how fast\n",
        machine(context) + (" **A quick run: fewer cases and rounds.**" if context.get("mode") == "quick" else "") + "\n",
        "Times are medians over rounds in which all contestants take turns: on one thread its processor time, on two the "
        "wall clock. Ratios are medians of the ratios of each round. A peer's column is its time over ours: above 1, ours "
        "is faster. In brackets: how many rounds, where a peer is too slow for %d; then the ratio is that of the medians. "
        "– : not offered by that library, or minutes long. All write into memory that is there before; PyTorch's max "
        "always computes indices; oneDNN blocked is given its input in its own layout for nothing, oneDNN turned turns it "
        "into that and its result back. Shapes: %s. kK/sS/pP: kernel, stride, padding; 1t: one thread.\n"
        % (ENOUGH_ROUNDS, SHAPES),
        "## Targets\n", verdict_table(verdicts),
        "## Memory, the limit\n", memory_table(rows),
        "## Cases\n", case_table(rows),
        "## Errors of averages, in units in the last place\n", accuracy_table(rows),
    ]
    return "\n".join(told)


def bullets(lines):
    return "".join("- %s\n" % line for line in lines)


def readme_block(content, rows, verdicts):
    peers = present_peers(rows)
    body = [[words] + [peer_cell(rows[name], peer) for _, peer in peers] + [figure(1 / rows[name]["copy_ratio"])]
            for words, name in README_ROWS if name in rows]
    met = sum(verdict.met is True for verdict in verdicts)
    missed = ["%s%s: %s in `%s`, asked %s %s" % (
        verdict.target.what, ", " + verdict.part.what if verdict.part.what else "", figure(verdict.measured), verdict.row,
        verdict.part.sense, figure(verdict.part.limit))
              for verdict in verdicts if verdict.met is False]
    lost = ["%s takes %s of our time in `%s`" % (title, figure(ratio), name) for name, title, ratio in losses(rows)]
    if len(lost) > MOST_LOSSES:
        lost[MOST_LOSSES:] = ["%d more, in the whole table" % (len(lost) - MOST_LOSSES)]
    told = [
        "![Cost of pooling against kernel size: Poolscope, OpenCV, PyTorch and a copy of the input](%s)\n" % PICTURE,
        "How many times as long the others take, one thread each (above 1, Poolscope is faster), and how many copies of "
        "its input ours costs:\n",
        markdown_table(["pooling"] + [title for title, _ in peers] + ["ours, in copies"], body),
        "In brackets: rounds, where a library is too slow for %d. Measured %s on %s\n" % (
            ENOUGH_ROUNDS, content["context"]["date"][:10], machine(content["context"])),
        "**Where we lose** (A: 64x224x224, B and D: 12 megapixels as floats and bytes, E: 2048x7x7; k kernel, s stride, "
        "p padding)%s\n"
        % (":" if lost else ": to none of them in any case measured."), bullets(lost),
        "**%d of %d targets met**%s\n" % (met, len(verdicts), "; missed:" if missed else "."), bullets(missed),
    ]
    return "\n".join(told)


def put_between(text, block):
    """`text` with what is between the two marks replaced."""
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise ValueError("README.md must have the lines '%s' and '%s' once each, in this order" % (BEGIN, END))
    before, rest = text.split(BEGIN)
    return before + BEGIN + "\n\n" + block + "\n" + END + rest.split(END)[1]


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main(arguments):
    if not arguments or arguments[1:] not in ([], ["--readme"]):
        sys.exit(__doc__)
    with open(arguments[0], encoding="utf-8") as file:
        content = json.load(file)
    rows = read_rows(content)
    verdicts = targets.verdicts(rows)
    folder = os.path.dirname(os.path.abspath(arguments[0]))
    picture = speed_chart(rows)
    write(os.path.join(folder, "pool.md"), report(content, rows, verdicts))
    write(os.path.join(folder, "pool-speed.svg"), picture)
    if arguments[1:]:
        readme = os.path.join(ROOT, "README.md")
        with open(readme, encoding="utf-8") as file:
            text = file.read()
        write(readme, put_between(text, readme_block(content, rows, verdicts)))
        write(os.path.join(ROOT, PICTURE), picture)
    for verdict in verdicts:
        if verdict.met is not True:
            print("  target %d, %s %s: %s" % (verdict.target.number, verdict.target.what, verdict.part.what,
                                              "not measured" if verdict.met is None else "%s in %s, asked %s %s" % (
                                                  figure(verdict.measured), verdict.row, verdict.part.sense,
                                                  figure(verdict.part.limit))))
    print("  %d of %d targets met; the table: %s" % (sum(verdict.met is True for verdict in verdicts), len(verdicts),
                                                     os.path.join(folder, "pool.md")))


if __name__ == "__main__":
    main(sys.argv[1:])
