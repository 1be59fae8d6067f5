#!/usr/bin/env python3
"""Times the engine against other libraries, `poolscope pool` in a script, the slider of the photo scene, heatmaps and the
window's own frames. Called by ./dev bench.

Usage: bench.py PROGRAM FOLDER [quick | readme]

PROGRAM is poolscope; pool_bench, photo_bench and cam_bench lie beside it. Into FOLDER go pool.json, pool.md and
pool-speed.svg; with `readme` the figures go into README.md too. `quick`: the engine only, fewer cases, under 2 minutes.
Needs nothing but Python's standard library; PyTorch takes part where a Python has it.
"""

import array
import os
import random
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
REPEATS = 5

# Of `poolscope pool`: name, shape, options.
PROCESSES = [
    ("ResNet stem", (64, 112, 112), "--op max --kernel 3 --stride 2 --padding 1"),
    ("VGG first, with indices", (64, 224, 224), "--op max --kernel 2 --indices {indices}"),
    ("large windows", (4, 256, 256), "--op average --kernel 31 --stride 1 --padding 15"),
]


def python_with_torch():
    """A Python that has PyTorch: this one, or the system's."""
    for python in (sys.executable, "/usr/bin/python3"):
        if os.path.exists(python):
            probe = "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)"
            if subprocess.run([python, "-c", probe]).returncode == 0:
                return python
    return None


def bench_engine(program, folder, mode):
    output = os.path.join(folder, "pool.json")
    command = [program, "--folder=" + folder, "--benchmark_out=" + output, "--benchmark_out_format=json"]
    if mode == "quick":
        command.append("--quick")
    python = python_with_torch()
    if python is None:
        print("PyTorch is not installed (package python3-torch): the table goes on without it")
    else:
        command += ["--torch=" + python, "--script=" + os.path.join(HERE, "torch_pool.py")]
    sys.stdout.flush()
    subprocess.run(command, check=True)
    report = [sys.executable, "-B", os.path.join(HERE, "report.py"), output]
    subprocess.run(report + (["--readme"] if mode == "readme" else []), check=True)


def write_npy(path, shape):
    """Writes seeded float32 noise of `shape`, C order."""
    count = 1
    for axis in shape:
        count *= axis
    noise = random.Random(1)
    block = array.array("f", (noise.uniform(-1, 1) for _ in range(65536)))
    header = "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }" % (shape,)
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode())
        while count > 0:
            file.write(block[:min(count, len(block))].tobytes())
            count -= len(block)


def best_time(command):
    """Best wall time in milliseconds of REPEATS runs."""
    best = float("inf")
    for _ in range(REPEATS):
        start = time.perf_counter()
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        best = min(best, time.perf_counter() - start)
    return best * 1000


def bench_processes(program, folder):
    """Each case is a whole process; with kernel 1 and stride 1 it shows what starting, reading and writing cost."""
    print("poolscope pool in a script: best of %d runs in ms, then the same with kernel 1" % REPEATS)
    for name, shape, options in PROCESSES:
        source = os.path.join(folder, "in.npy")
        write_npy(source, shape)
        base = [program, "pool", source, "-o", os.path.join(folder, "out.npy")]
        whole = best_time(base + options.format(indices=os.path.join(folder, "indices.npy")).split())
        print("  %8.1f %8.1f  %s, %s: %s" % (whole, best_time(base + ["--kernel", "1", "--stride", "1"]), name,
                                            "x".join(map(str, shape)), options.format(indices="FILE")))


def bench_cam(program):
    """The sample photos where they are, so that sizes differ; without the network there is nothing to time."""
    folder = os.path.join(os.path.dirname(program), "assets", "photos")
    names = ("chelsea.png", "rocket.jpg")
    photos = [path for path in (os.path.join(folder, name) for name in names) if os.path.exists(path)]
    for arguments in [[photo] for photo in photos] or [[]]:
        subprocess.run([os.path.join(os.path.dirname(program), "cam_bench")] + arguments)


def bench_window(program):
    print("poolscope --stats: start-up and frames, drawn in software")
    command = [program, "--stats"]
    result = subprocess.run(["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24"] + command, check=True, text=True,
                            stdout=subprocess.PIPE)
    for line in result.stdout.splitlines():
        print("  " + line)


def main():
    program, folder, *modes = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    beside = os.path.dirname(program)
    bench_engine(os.path.join(beside, "pool_bench"), folder, *modes or [""])
    if modes == ["quick"]:
        return
    with tempfile.TemporaryDirectory(dir=folder) as passing:
        bench_processes(program, passing)
    sys.stdout.flush()
    subprocess.run([os.path.join(beside, "photo_bench")], check=True)
    bench_cam(program)
    bench_window(program)


if __name__ == "__main__":
    main()
