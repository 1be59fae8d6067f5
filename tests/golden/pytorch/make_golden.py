#!/usr/bin/env python3
"""Writes pooling.json: inputs, settings and what PyTorch makes of them, for tests/core/golden_test.cpp.

Run it by hand with any PyTorch (Debian: python3-torch); the tests only read the file.
    python3 tests/golden/pytorch/make_golden.py tests/golden/pytorch/pooling.json

Everything is computed in float64 from float32 values and rounded to float32 once, as Poolscope does. A setting that
PyTorch refuses is kept too, marked "refused": Poolscope has to say so.

Left out, because Poolscope follows ONNX there (sum of |x|^p, padding adds 0):
  - Lp of negative values (PyTorch takes signed powers), Lp with ceil windows that hang over (PyTorch multiplies by the
    whole kernel), p = infinity (PyTorch returns 1).
Where dilation steps over the whole input, the index PyTorch gives names a cell the window does not read; Poolscope says
-1, and the test compares with that.
"""

import itertools
import json
import math
import random
import sys
import warnings

import torch
import torch.nn.functional as F

SEED = 20220307
CASES = {"max": 260, "average": 300, "lp": 80, "adaptive_max": 80, "adaptive_average": 80}


def make_inputs(rng):
    """Name -> rows of float32 values."""

    def grid(rows, cols, draw):
        return [[draw() for _ in range(cols)] for _ in range(rows)]

    def spoiled(rows, cols, specials):
        values = grid(rows, cols, lambda: rng.randint(-9, 9))
        for special in specials:
            values[rng.randrange(rows)][rng.randrange(cols)] = special
        return values

    ties = lambda: rng.randint(0, 2)
    decimals = lambda: round(rng.uniform(-50, 50), 2)
    inf, nan = math.inf, math.nan
    return {
        "one": [[-3.5]],
        "article": [[12, 20, 30, 0], [8, 12, 2, 0], [34, 70, 37, 4], [112, 100, 25, 12]],
        "row": grid(1, 9, decimals),
        "column": grid(8, 1, decimals),
        "ties": grid(6, 7, ties),
        "decimals": grid(7, 5, decimals),
        "negative": grid(5, 5, lambda: -rng.randint(1, 9)),
        "nan": spoiled(6, 6, [nan, nan, nan]),
        "infinite": spoiled(6, 5, [inf, -inf, -inf, nan]),
        "all_minus_infinity": grid(4, 4, lambda: -inf),
        "signed_zero": [[0.0, -0.0, -0.0, 0.0], [-0.0, 0.0, -1, -0.0], [-0.0, -0.0, 0.0, 0.0]],
        "large": grid(9, 9, lambda: round(rng.uniform(-1e6, 1e6))),
        "positive": grid(8, 6, lambda: round(rng.uniform(0, 20), 1)),
    }


def draw_settings(op, rng):
    if op.startswith("adaptive"):
        return {"output_size": [rng.randint(1, 9), rng.randint(1, 9)]}
    kernel = [rng.randint(1, 4), rng.randint(1, 4)]
    settings = {"kernel": kernel, "stride": [rng.randint(1, 4), rng.randint(1, 4)], "ceil": rng.random() < 0.5}
    if op == "lp":
        settings["p"] = rng.choice([1, 1.5, 2, 3, 5])
        return settings
    if rng.random() < 0.15:
        settings["padding"] = [rng.randint(0, 3), rng.randint(0, 3)]
    else:
        settings["padding"] = [rng.randint(0, kernel[0] // 2), rng.randint(0, kernel[1] // 2)]
    if op == "max":
        settings["dilation"] = rng.choice([[1, 1], [1, 1], [2, 2], [1, 2], [3, 1]])
    else:
        settings["count_include_pad"] = rng.random() < 0.5
        if rng.random() < 0.3:
            settings["divisor"] = rng.choice([1, 2, 3, 7, -2])
    return settings


def pool(op, x, settings):
    """Values and indices (or None); raises RuntimeError where PyTorch refuses."""
    get = settings.get
    if op == "max":
        return F.max_pool2d(x, get("kernel"), get("stride"), get("padding"), get("dilation"), get("ceil"), True)
    if op == "average":
        return F.avg_pool2d(x, get("kernel"), get("stride"), get("padding"), get("ceil"),
                            get("count_include_pad"), get("divisor")), None
    if op == "lp":
        return F.lp_pool2d(x, get("p"), get("kernel"), get("stride"), get("ceil")), None
    if op == "adaptive_max":
        return F.adaptive_max_pool2d(x, get("output_size"), True)
    return F.adaptive_avg_pool2d(x, get("output_size")), None


def overhangs(x, settings):
    return any((n - k) % s != 0 for n, k, s in zip(x.shape[-2:], settings["kernel"], settings["stride"]))


def number(value):
    """JSON has no NaN and no infinities: those are words. Minus zero stays."""
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    whole = value == int(value) and abs(value) < 2**53 and (value != 0 or math.copysign(1, value) > 0)
    return int(value) if whole else float(f"{value:.9g}")  # nine digits name a float32


def flat(tensor):
    return [number(v) for v in tensor.to(torch.float32).to(torch.float64).flatten().tolist()]


def make_case(op, name, x, settings):
    case = {"op": op, "input": name, **settings}
    try:
        values, indices = pool(op, x, settings)
    except RuntimeError:
        return {**case, "refused": True}
    case["shape"] = list(values.shape[-2:])
    case["values"] = flat(values)
    if indices is not None:
        case["indices"] = indices.flatten().tolist()
    return case


def make_cases(op, count, tensors, rng):
    usable = [name for name, x in tensors.items() if op != "lp" or bool((x >= 0).all())]
    names = itertools.cycle(usable)
    seen = set()
    cases = []
    while len(cases) < count:
        name = next(names)
        settings = draw_settings(op, rng)
        key = json.dumps([name, settings])
        if key in seen or (op == "lp" and settings["ceil"] and overhangs(tensors[name], settings)):
            continue
        seen.add(key)
        cases.append(make_case(op, name, tensors[name], settings))
    return cases


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: make_golden.py OUT.json")
    warnings.filterwarnings("ignore")
    rng = random.Random(SEED)
    inputs = make_inputs(rng)
    tensors = {name: torch.tensor([[rows]], dtype=torch.float32).to(torch.float64) for name, rows in inputs.items()}
    cases = [case for op, count in CASES.items() for case in make_cases(op, count, tensors, rng)]
    grids = {name: {"shape": list(x.shape[-2:]), "values": flat(x)} for name, x in tensors.items()}
    head = json.dumps({"made_by": "PyTorch " + torch.__version__, "seed": SEED})[:-1]
    rows = lambda items: ",\n".join(json.dumps(item) for item in items)
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write(head + ',\n"inputs": {\n')
        out.write(",\n".join(f"{json.dumps(name)}: {json.dumps(grid)}" for name, grid in grids.items()))
        out.write('},\n"cases": [\n' + rows(cases) + "]}\n")


if __name__ == "__main__":
    main()
