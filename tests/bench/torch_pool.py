#!/usr/bin/env python3
"""PyTorch's side of the pooling benchmark: a child process of pool_bench that times one call when it is told to.

So its calls alternate with the other contestants' in one run. A line in, a line out:
  case PLANES HEIGHT WIDTH OP INDICES KERNEL STRIDE PADDING DILATION THREADS   ok, or: no REASON
  time CALLS                   seconds per call
  check                        sum of the last values and sum of the last indices
  average IN OUT HEIGHT WIDTH KERNEL THREADS   ok; averages a file of float32 at stride 1 into another
The first line it writes is PyTorch's version. Results go into memory that stays (out=), in huge pages like ours.
"""

import mmap
import sys
import time

import torch

CHUNK = 1 << 20


def huge_empty(shape, dtype):
    """A tensor in memory offered to the system for huge pages."""
    bits = torch.iinfo(dtype).bits if dtype == torch.int64 else torch.finfo(dtype).bits
    count = 1
    for axis in shape:
        count *= axis
    memory = mmap.mmap(-1, max(1, count * bits // 8))
    if hasattr(memory, "madvise") and hasattr(mmap, "MADV_HUGEPAGE"):
        try:
            memory.madvise(mmap.MADV_HUGEPAGE)
        except OSError:
            pass  # advice only
    return torch.frombuffer(memory, dtype=dtype, count=count).reshape(shape)


def fill(tensor):
    """The benchmark's input, as fill_input() makes it."""
    flat = tensor.view(-1)
    for start in range(0, flat.numel(), CHUNK):
        bits = torch.arange(start, min(start + CHUNK, flat.numel()), dtype=torch.int64)
        bits = (bits * 2654435761) & 0xFFFFFFFF
        bits = bits ^ (bits >> 15)
        bits = (bits * 2246822519) & 0xFFFFFFFF
        bits = bits ^ (bits >> 13)
        flat[start:start + CHUNK] = ((bits >> 8) - (1 << 23)).to(torch.float32) / (1 << 23)


class Case:
    """One pooling, ready to be called."""

    def __init__(self, tensor, op, indices, kernel, stride, padding, dilation):
        planes, height, width = tensor.shape[1:]
        self.indices = None
        if op in ("max", "average"):
            reach = (kernel - 1) * dilation + 1
            shape = (1, planes, (height + 2 * padding - reach) // stride + 1, (width + 2 * padding - reach) // stride + 1)
        else:
            shape = {"adaptive-average": (1, planes, 7, 7)}.get(op, (1, planes))
        self.values = out = huge_empty(shape, torch.float32)
        functions = torch._C._nn
        if op == "max":
            chosen = huge_empty(shape, torch.int64)  # it always computes them
            self.indices = chosen if indices else None
            self.run = lambda: functions.max_pool2d_with_indices(tensor, kernel, stride, padding, dilation,
                                                                 out=(out, chosen))
        elif op == "average":
            self.run = lambda: functions.avg_pool2d(tensor, kernel, stride, padding, out=out)
        elif op == "global-average":
            self.run = lambda: torch.mean(tensor, (2, 3), out=out)
        elif op == "global-max":
            self.run = lambda: torch.amax(tensor, (2, 3), out=out)
        elif op == "adaptive-average":
            self.run = lambda: functions.adaptive_avg_pool2d(tensor, (7, 7), out=out)
        else:
            raise ValueError("no operation " + op)

    def check(self):
        total = 0 if self.indices is None else int(self.indices.sum())
        return "%.17g %d" % (float(self.values.sum(dtype=torch.float64)), total)


class Session:
    """What the lines ask for; the input of the last shape is kept."""

    def __init__(self):
        self.input = None
        self.case = None

    def make_case(self, planes, height, width, op, indices, kernel, stride, padding, dilation, threads):
        shape = (1, int(planes), int(height), int(width))
        self.case = None
        if self.input is None or tuple(self.input.shape) != shape:
            self.input = huge_empty(shape, torch.float32)
            fill(self.input)
        torch.set_num_threads(int(threads))
        try:
            self.case = Case(self.input, op, indices == "1", int(kernel), int(stride), int(padding), int(dilation))
        except ValueError as error:
            return "no %s" % error
        return "ok"

    def time(self, calls):
        run, calls = self.case.run, int(calls)
        clock = time.thread_time if torch.get_num_threads() == 1 else time.perf_counter  # as in_process() has it
        start = clock()
        for _ in range(calls):
            run()
        return "%.9f" % ((clock() - start) / calls)

    def average_file(self, source, target, height, width, kernel, threads):
        torch.set_num_threads(int(threads))
        shape = (1, 1, int(height), int(width))
        with open(source, "rb") as file:
            tensor = torch.frombuffer(bytearray(file.read()), dtype=torch.float32).reshape(shape)
        case = Case(tensor, "average", False, int(kernel), 1, int(kernel) // 2, 1)
        case.run()
        with open(target, "wb") as file:
            file.write(case.values.numpy().tobytes())
        return "ok"


def main():
    session = Session()
    actions = {"case": session.make_case, "time": session.time, "check": lambda: session.case.check(),
               "average": session.average_file}
    print(torch.__version__, flush=True)
    for line in sys.stdin:
        word, *arguments = line.split()
        with torch.no_grad():
            print(actions[word](*arguments), flush=True)


if __name__ == "__main__":
    main()
