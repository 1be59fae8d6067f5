#!/usr/bin/env python3
"""Writes backward.json: gradients, unpoolings and blurs of PyTorch, for tests/core/backward_golden_test.cpp.

Run it by hand with any PyTorch (Debian: python3-torch); the tests only read the file.
    python3 tests/golden/pytorch/make_backward_golden.py tests/golden/pytorch/backward.json

Inputs and settings are drawn as in make_golden.py beside it. Everything is computed in float64 from float32 values and
rounded to float32 once, as Poolscope does. "blur" is the reflect-padded depthwise convolution of Zhang's BlurPool,
written here with PyTorch's own pad and conv2d; "max_blur" pools every window first.

Left out, because Poolscope says something else on purpose (core/backward.h):
  - Lp of negative values (PyTorch takes signed powers), with ceil windows that hang over (PyTorch multiplies by the whole
    kernel), with p = 1 and a zero (PyTorch gives it 1), p = infinity (PyTorch gives NaN).
  - the gradient of max_unpool2d where two values share a cell (PyTorch gives it to the covered one too).
Unpooling with two values in one cell is kept: on one thread PyTorch's last one stays, as Poolscope's does everywhere.
"""

import json
import random
import sys
import warnings

import torch
import torch.nn.functional as F

from make_golden import draw_settings, flat, make_inputs, overhangs, pool

SEED = 20240611
CASES = {"max": 120, "average": 160, "lp": 60, "adaptive_max": 50, "adaptive_average": 60}
UNPOOLS = 80
BLURS = 60
FINITE = ["one", "article", "row", "column", "ties", "decimals", "negative", "signed_zero", "large", "positive"]


def draw_gradient(shape, rng):
    return torch.tensor([round(rng.uniform(-9, 9), 2) for _ in range(shape[-2] * shape[-1])],
                        dtype=torch.float32).to(torch.float64).reshape(shape)


def backward_case(op, name, x, settings, rng):
    """A case, or None where PyTorch refuses the setting."""
    x = x.clone().requires_grad_(True)
    try:
        values, _ = pool(op, x, settings)
    except RuntimeError:
        return None
    sent = draw_gradient(values.shape, rng)
    values.backward(sent)
    return {"op": op, "input": name, **settings, "shape": list(values.shape[-2:]), "sent": flat(sent),
            "gradient": flat(x.grad)}


def usable(op, x, settings):
    if op != "lp":
        return True
    if not bool((x >= 0).all()) or (settings["ceil"] and overhangs(x, settings)):
        return False
    return settings["p"] != 1 or bool((x > 0).all())


def backward_cases(tensors, rng):
    cases = []
    for op, count in CASES.items():
        found = 0
        names = [name for name in (FINITE + ["nan"] if op.endswith("max") else FINITE)]
        while found < count:
            name = rng.choice(names)
            settings = draw_settings(op, rng)
            case = backward_case(op, name, tensors[name], settings, rng) if usable(op, tensors[name], settings) else None
            if case is not None:
                cases.append(case)
                found += 1
    return cases


def unpool_cases(tensors, rng):
    """Half from real indices, half from drawn ones with collisions; one in six with an index outside, which is refused."""
    torch.set_num_threads(1)  # with more, the last writer is anyone's guess
    cases = []
    while len(cases) < UNPOOLS:
        x = tensors[rng.choice(["article", "decimals", "large", "positive"])]
        kernel = [rng.randint(1, 3), rng.randint(1, 3)]
        stride = [rng.randint(1, 3), rng.randint(1, 3)]
        values, indices = F.max_pool2d(x, kernel, stride, return_indices=True)
        usual = [(n - 1) * s + k for n, s, k in zip(values.shape[-2:], stride, kernel)]
        size = [u + rng.randint(1 - s, s - 1) for u, s in zip(usual, stride)]
        if min(size) < 1:
            continue
        if len(cases) % 2 == 1:
            cells = size[0] * size[1] + (3 if len(cases) % 3 == 0 else 0)
            indices = torch.tensor([rng.randrange(cells) for _ in range(indices.numel())]).reshape(indices.shape)
        case = {"kernel": kernel, "stride": stride, "shape": list(values.shape[-2:]), "values": flat(values),
                "indices": indices.flatten().tolist(), "output_size": size, "usual": usual}
        try:
            case["unpooled"] = flat(F.max_unpool2d(values, indices, kernel, stride, output_size=size))
        except RuntimeError:
            case["refused"] = True
        cases.append(case)
    return cases


def blur(x, size, stride):
    row = torch.tensor([1.0], dtype=torch.float64)
    for _ in range(size - 1):
        row = torch.nn.functional.pad(row, (0, 1)) + torch.nn.functional.pad(row, (1, 0))
    weights = row[:, None] * row[None, :]
    weights = (weights / weights.sum())[None, None]
    before, after = (size - 1) // 2, size // 2
    return F.conv2d(F.pad(x, (before, after, before, after), mode="reflect"), weights, stride=stride)


def blur_cases(tensors, rng):
    cases = []
    while len(cases) < BLURS:
        name = rng.choice(["article", "ties", "decimals", "negative", "large", "positive"])
        size, stride = rng.randint(1, 7), [rng.randint(1, 3), rng.randint(1, 3)]
        case = {"input": name, "size": size, "stride": stride}
        x = tensors[name]
        if rng.random() < 0.5:
            case["kernel"] = [rng.randint(1, 3), rng.randint(1, 3)]
            x = F.max_pool2d(x, case["kernel"], 1)
        try:
            values = blur(x, size, stride)
        except RuntimeError:
            cases.append({**case, "refused": True})
            continue
        cases.append({**case, "shape": list(values.shape[-2:]), "values": flat(values)})
    return cases


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: make_backward_golden.py OUT.json")
    warnings.filterwarnings("ignore")
    rng = random.Random(SEED)
    inputs = make_inputs(rng)
    tensors = {name: torch.tensor([[rows]], dtype=torch.float32).to(torch.float64) for name, rows in inputs.items()}
    grids = {name: {"shape": list(x.shape[-2:]), "values": flat(x)} for name, x in tensors.items()}
    head = json.dumps({"made_by": "PyTorch " + torch.__version__, "seed": SEED})[:-1]
    rows = lambda items: ",\n".join(json.dumps(item) for item in items)
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write(head + ',\n"inputs": {\n')
        out.write(",\n".join(f"{json.dumps(name)}: {json.dumps(grid)}" for name, grid in grids.items()))
        out.write('},\n"backward": [\n' + rows(backward_cases(tensors, rng)))
        out.write('],\n"unpool": [\n' + rows(unpool_cases(tensors, rng)))
        out.write('],\n"blur": [\n' + rows(blur_cases(tensors, rng)) + "]}\n")


if __name__ == "__main__":
    main()
