#!/usr/bin/env python3
"""Trains the built-in network on scenes of shapes and writes it as ONNX. assets/models/builtin.md says how to run it.

    builtin_train.py TRAIN_FOLDER HELD_BACK_FOLDER OUT.onnx [--epochs N] [--seed N]

The folders are what the program shape_scenes writes (tests/tools). Needs python3-torch 1.13 and NumPy; two processes
of one thread, every random number from the seed. Boxes are never shown to the network: it learns from the names of the
shapes alone, and where it looks is measured afterwards.
"""
import argparse
import multiprocessing
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from onnx_writer import OnnxModel

SIDE = 64
FALSE_EVIDENCE = 0.1  # weight of that part of the loss
CLASSES = ["circle", "square", "triangle", "star", "cross", "ring", "heart", "moon", "flower", "arrow"]
# (channels, kernel, stride) of the convolutions; the last one's maps enter the GAP: 32 maps of 8x8. Halving kernels are
# even, with a padding of kernel / 2 - 1: place i then stands for the middle of the pixels it covers, as a map stretched
# over the picture takes it to; kernels of 3 would shift every map by half a place. One place sees 40 x 40 pixels.
LAYERS = [(16, 6, 2), (32, 4, 2), (48, 3, 1), (64, 3, 1), (64, 4, 2), (64, 1, 1), (32, 1, 1)]


def padding(kernel, stride):
    return kernel // 2 - (stride == 2)


class ShapeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList()
        channels = 3
        for out, kernel, stride in LAYERS:
            conv = nn.Conv2d(channels, out, kernel, stride, padding(kernel, stride), bias=False)
            self.blocks.append(nn.Sequential(conv, nn.BatchNorm2d(out)))
            channels = out
        self.head = nn.Linear(channels, len(CLASSES))

    def features(self, x):
        for one in self.blocks:
            x = functional.relu(one(x))
        return x

    def forward(self, x):
        maps = self.features(x)
        return self.head(maps.mean((2, 3))), maps


def load(folder):
    pictures = np.load(Path(folder) / "pictures.npy")
    labels = np.load(Path(folder) / "labels.npy").astype(np.int64)
    boxes = np.load(Path(folder) / "boxes.npy")
    x = torch.from_numpy(pictures).permute(0, 3, 1, 2)  # uint8 N x 3 x 64 x 64
    y = torch.zeros(len(labels), len(CLASSES))
    for k in range(2):
        rows = np.nonzero(labels[:, k] >= 0)[0]
        y[rows, labels[rows, k]] = 1.0
    return x, y, labels, boxes


def numbers(pictures):
    """What the network sees: x / 127.5 - 1."""
    return pictures.float() / 127.5 - 1.0


def varied(x, random):
    """Every shape stays what it is when the scene is mirrored, turned by 90 degrees or its colours change places."""
    dims = [d for d in (2, 3) if torch.rand(1, generator=random) < 0.5]
    x = x.flip(dims) if dims else x
    if torch.rand(1, generator=random) < 0.5:
        x = x.transpose(2, 3)
    return x[:, torch.randperm(3, generator=random)]


def loss_of(net, logits, maps, target):
    """From names alone. Each class is there or not (sigmoid), and those that are there share the softmax. A class that is
    not there has no evidence anywhere: what speaks for it at one place may not be made good by what speaks against it
    at another. Without that the score is right and the map is not."""
    there = target.sum(1)
    share = target / there.clamp(min=1.0)[:, None]
    softmax = -(share * functional.log_softmax(logits, 1)).sum(1).mean()
    sigmoid = functional.binary_cross_entropy_with_logits(logits, target, reduction="none").sum(1).mean()
    evidence = functional.conv2d(maps, net.head.weight[:, :, None, None])  # CAM of every class
    false_evidence = (functional.relu(evidence).mean((2, 3)) * (1.0 - target)).sum(1).mean()
    return softmax + sigmoid + FALSE_EVIDENCE * false_evidence


class SharedGradients:
    """Two processes, each with half of every batch, take the same step: the mean of both gradients."""

    def __init__(self, size):
        self.halves = torch.zeros(2, size).share_memory_()
        self.barrier = multiprocessing.get_context("fork").Barrier(2)

    def average(self, net, rank):
        self.halves[rank] = torch.cat([p.grad.flatten() for p in net.parameters()])
        self.barrier.wait()
        mean = (self.halves[0] + self.halves[1]) / 2
        self.barrier.wait()  # both have read
        at = 0
        for p in net.parameters():
            p.grad.copy_(mean[at : at + p.numel()].view_as(p))
            at += p.numel()


def train(net, x, y, epochs, seed, shared, rank, batch=48):
    order_random = torch.Generator().manual_seed(seed)
    random = torch.Generator().manual_seed(seed * 2 + rank)
    optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=1e-3)
    steps = len(x) // batch
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, epochs * steps, pct_start=0.15)
    began = time.time()
    for epoch in range(epochs):
        order = torch.randperm(len(x), generator=order_random)[: steps * batch].view(steps, 2, batch // 2)
        total = 0.0
        for rows in order[:, rank]:
            logits, maps = net(numbers(varied(x[rows], random)))
            loss = loss_of(net, logits, maps, y[rows])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            shared.average(net, rank)
            optimizer.step()
            schedule.step()
            total += loss.item()
        if rank == 0:
            print(f"epoch {epoch + 1}/{epochs}  loss {total / steps:.4f}  {time.time() - began:.0f} s, "
                  f"{time.process_time():.0f} s CPU", flush=True)


def folded(net):
    """Convolutions with the batch norm in them, in double: [(weights, bias, stride)]."""
    layers = []
    for one, (_, _, stride) in zip(net.blocks, LAYERS):
        conv, norm = one[0], one[1]
        scale = norm.weight.double() / torch.sqrt(norm.running_var.double() + norm.eps)
        weights = conv.weight.double() * scale[:, None, None, None]
        bias = norm.bias.double() - norm.running_mean.double() * scale
        layers.append((weights.detach().float().numpy(), bias.detach().float().numpy(), stride))
    return layers


def to_onnx(net):
    model = OnnxModel("shapes")
    tensor = model.input("input", [1, 3, SIDE, SIDE])
    for i, (weights, bias, stride) in enumerate(folded(net), 1):
        names = [tensor, model.constant(f"conv{i}.weight", weights), model.constant(f"conv{i}.bias", bias)]
        kernel = weights.shape[2]
        tensor = model.node("Conv", names, [f"conv{i}_out"], f"conv{i}", dilations=[1, 1], group=1,
                            kernel_shape=[kernel, kernel], pads=[padding(kernel, stride)] * 4, strides=[stride, stride])
        last = i == len(LAYERS)
        tensor = model.node("Relu", [tensor], ["features" if last else f"relu{i}_out"], f"relu{i}")
    tensor = model.node("GlobalAveragePool", [tensor], ["gap_out"], "gap")
    tensor = model.node("Flatten", [tensor], ["flatten_out"], "flatten", axis=1)
    names = [tensor, model.constant("head.weight", net.head.weight.detach().numpy()),
             model.constant("head.bias", net.head.bias.detach().numpy())]
    model.node("Gemm", names, ["logits"], "head", alpha=1.0, beta=1.0, transA=0, transB=1)
    model.output("features", [1, LAYERS[-1][0], SIDE // 8, SIDE // 8])
    model.output("logits", [1, len(CLASSES)])
    return model.encode(opset=9)


def largest_part_box(mask):
    """Bounding box (left, top, right, bottom) of the largest 4-connected part; None of an empty mask."""
    mask = mask.copy()
    best, best_size = None, 0
    for start in np.argwhere(mask):
        if not mask[tuple(start)]:
            continue
        mask[tuple(start)] = False
        part, i = [tuple(start)], 0
        while i < len(part):
            row, col = part[i]
            i += 1
            for r, c in ((row - 1, col), (row + 1, col), (row, col - 1), (row, col + 1)):
                if 0 <= r < mask.shape[0] and 0 <= c < mask.shape[1] and mask[r, c]:
                    mask[r, c] = False
                    part.append((r, c))
        if len(part) > best_size:
            rows, cols = zip(*part)
            best, best_size = (min(cols), min(rows), max(cols) + 1, max(rows) + 1), len(part)
    return best


def overlap(found, box):
    """Intersection over union of (left, top, right, bottom) and (left, top, width, height)."""
    if found is None:
        return 0.0
    left, top, right, bottom = box[0], box[1], box[0] + box[2], box[1] + box[3]
    width = min(found[2], right) - max(found[0], left)
    height = min(found[3], bottom) - max(found[1], top)
    shared = max(width, 0) * max(height, 0)
    return shared / ((found[2] - found[0]) * (found[3] - found[1]) + box[2] * box[3] - shared)


class Tally:
    def __init__(self):
        self.scenes, self.right, self.shapes, self.hits, self.iou = 0, 0, 0, 0, []


def evaluate(net, x, labels, boxes):
    """Accuracy (every shape of the scene within the first places), pointing game and IoU of the box at 20 %."""
    net.eval()
    by_count = {1: Tally(), 2: Tally()}
    by_class = [Tally() for _ in CLASSES]
    with torch.no_grad():
        for i in range(len(x)):
            kinds = [k for k in labels[i] if k >= 0]
            if not kinds:
                continue
            logits, maps = net(numbers(x[i : i + 1]))
            first = logits[0].topk(len(kinds)).indices.tolist()
            tally = by_count[len(kinds)]
            tally.scenes += 1
            tally.right += set(first) == set(kinds)
            cams = torch.einsum("ck,khw->chw", net.head.weight, maps[0])[None]
            cams = functional.interpolate(cams, size=(SIDE, SIDE), mode="bilinear", align_corners=False)[0].numpy()
            for k, kind in enumerate(kinds):
                cam, box = cams[kind], boxes[i, k]
                row, col = np.unravel_index(cam.argmax(), cam.shape)
                hit = box[0] <= col < box[0] + box[2] and box[1] <= row < box[1] + box[3]
                iou = overlap(largest_part_box(cam > 0.2 * cam.max()), box) if cam.max() > 0 else 0.0
                for t in (tally, by_class[kind]):
                    t.shapes += 1
                    t.hits += bool(hit)
                    t.iou.append(iou)
                by_class[kind].scenes += 1
                by_class[kind].right += kind in first
    for count, t in by_count.items():
        report(f"{count} shape{'s' if count > 1 else ''}", t)
    for name, t in zip(CLASSES, by_class):
        report(name, t)


def report(name, t):
    iou = np.array(t.iou)
    print(f"{name:10} {t.scenes:5} scenes  accuracy {100 * t.right / t.scenes:5.1f} %  pointing "
          f"{100 * t.hits / t.shapes:5.1f} %  IoU mean {iou.mean():.3f}  >= 0.5: {100 * (iou >= 0.5).mean():5.1f} %")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("train")
    parser.add_argument("held_back")
    parser.add_argument("out")
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)  # the order of sums, and with it the last digits, depends on the number of threads
    net = ShapeNet()
    x, y, _, _ = load(args.train)
    shared = SharedGradients(sum(p.numel() for p in net.parameters()))
    net.train()
    arguments = (net, x, y, args.epochs, args.seed, shared)
    other = multiprocessing.get_context("fork").Process(target=train, args=(*arguments, 1))
    other.start()
    train(*arguments, 0)
    other.join()
    net.eval()
    Path(args.out).write_bytes(to_onnx(net))
    parameters = sum(w.size + b.size for w, b, _ in folded(net)) + sum(p.numel() for p in net.head.parameters())
    print(f"{args.out}: {parameters} parameters, {Path(args.out).stat().st_size} bytes")
    x, _, labels, boxes = load(args.held_back)
    evaluate(net, x, labels, boxes)


if __name__ == "__main__":
    main()
