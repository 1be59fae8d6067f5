#!/usr/bin/env python3
"""Times `poolscope pool` on tensors of well-known networks, heatmaps (cam_bench beside the program) and the window's own
frames. Called by ./dev bench.

Usage: bench.py PROGRAM FOLDER

Each case is a whole process: start, read the .npy, pool, write the result. The first row of a shape pools with kernel 1
and stride 1, so that it shows what reading and writing cost; a case's time above that row is the engine's.
Needs nothing but Python's standard library.
"""

import array
import os
import random
import shutil
import subprocess
import sys
import time

REPEATS = 5

# name, shape, and for each case its options
SHAPES = [
    ("ResNet stem", (64, 112, 112), [
        "--op max --kernel 3 --stride 2 --padding 1",
        "--op average --kernel 3 --stride 2 --padding 1",
        "--op global-average",
    ]),
    ("VGG first", (64, 224, 224), [
        "--op max --kernel 2",
        "--op max --kernel 2 --indices {indices}",
        "--op average --kernel 2",
        "--op lp --kernel 2",
    ]),
    ("large windows", (4, 256, 256), [
        "--op max --kernel 31 --stride 1 --padding 15",
        "--op average --kernel 31 --stride 1 --padding 15",
    ]),
]


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


def bench_pool(program, folder):
    print("poolscope pool: best of %d runs in ms; the difference to 'read and write' is the engine" % REPEATS)
    for name, shape, cases in SHAPES:
        source = os.path.join(folder, "in.npy")
        write_npy(source, shape)
        base = [program, "pool", source, "-o", os.path.join(folder, "out.npy")]
        print("%s, %s float32" % (name, "x".join(map(str, shape))))
        print("  %8.1f  read and write" % best_time(base + ["--kernel", "1"]))
        for case in cases:
            options = case.format(indices=os.path.join(folder, "indices.npy")).split()
            one = best_time(base + options + ["--threads", "1"])
            every = best_time(base + options)
            print("  %8.1f  %s" % (every, case.format(indices="FILE")))
            print("  %8.1f  the same with one thread" % one)


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
    program, folder = sys.argv[1], sys.argv[2]
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    bench_pool(program, folder)
    sys.stdout.flush()
    bench_cam(program)
    bench_window(program)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
