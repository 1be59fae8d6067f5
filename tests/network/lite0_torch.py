#!/usr/bin/env python3
"""EfficientNet-Lite0 in PyTorch, to compare the program with: written from the published layer table, apart from the
converter in assets/models.

    lite0_torch.py WEIGHTS.pth INPUT.npy FEATURES.npy LOGITS.npy

INPUT is 3x224x224, float32, the numbers the network sees. Batch norms stay layers of their own here, with eps 1e-3, and
nothing is folded. Exit code 77: PyTorch is not installed, and the sentence says so.
"""
import sys

try:
    import numpy as np
    import torch
    from torch.nn import functional
except ImportError as missing:
    print("needs python3-torch and NumPy:", missing)
    sys.exit(77)

# Every block: input and output channels, kernel, stride, how many times wider it is inside.
BLOCKS = [
    (32, 16, 3, 1, 1),
    (16, 24, 3, 2, 6), (24, 24, 3, 1, 6),
    (24, 40, 5, 2, 6), (40, 40, 5, 1, 6),
    (40, 80, 3, 2, 6), (80, 80, 3, 1, 6), (80, 80, 3, 1, 6),
    (80, 112, 5, 1, 6), (112, 112, 5, 1, 6), (112, 112, 5, 1, 6),
    (112, 192, 5, 2, 6), (192, 192, 5, 1, 6), (192, 192, 5, 1, 6), (192, 192, 5, 1, 6),
    (192, 320, 3, 1, 6),
]


def convolve(x, kernels, stride=1, groups=1):
    """As TensorFlow's SAME: ceil(size / stride) places, an odd row or column of zeros at the bottom and right."""
    size = x.shape[-1]
    reach = (-(size // -stride) - 1) * stride + kernels.shape[-1]
    zeros = max(reach - size, 0)
    before, after = zeros // 2, zeros - zeros // 2
    x = functional.pad(x, (before, after, before, after))
    return functional.conv2d(x, kernels, stride=stride, groups=groups)


class Lite0:
    def __init__(self, weights):
        self.weights = dict(weights)

    def take(self, name, *shape):
        tensor = self.weights.pop(name)
        assert tuple(tensor.shape) == shape, f"{name} is {tuple(tensor.shape)}, not {shape}"
        return tensor

    def norm(self, x, name):
        channels = x.shape[1]
        gamma, beta, mean, variance = (
            self.take(f"{name}.{part}", channels) for part in ("weight", "bias", "running_mean", "running_var"))
        self.weights.pop(f"{name}.num_batches_tracked")
        return functional.batch_norm(x, mean, variance, gamma, beta, training=False, eps=1e-3)

    def block(self, x, number, inputs, outputs, kernel, stride, widen):
        name = f"_blocks.{number}"
        inside = inputs * widen
        y = x
        if widen > 1:
            y = convolve(y, self.take(f"{name}._expand_conv.weight", inside, inputs, 1, 1))
            y = functional.relu6(self.norm(y, f"{name}._bn0"))
        y = convolve(y, self.take(f"{name}._depthwise_conv.weight", inside, 1, kernel, kernel), stride, groups=inside)
        y = functional.relu6(self.norm(y, f"{name}._bn1"))
        y = convolve(y, self.take(f"{name}._project_conv.weight", outputs, inside, 1, 1))
        y = self.norm(y, f"{name}._bn2")
        return x + y if stride == 1 and inputs == outputs else y

    def run(self, x):
        x = convolve(x, self.take("_conv_stem.weight", 32, 3, 3, 3), stride=2)
        x = functional.relu6(self.norm(x, "_bn0"))
        for number, block in enumerate(BLOCKS):
            x = self.block(x, number, *block)
        x = convolve(x, self.take("_conv_head.weight", 1280, 320, 1, 1))
        features = functional.relu6(self.norm(x, "_bn1"))
        means = features.mean(dim=(2, 3))
        logits = functional.linear(means, self.take("_fc.weight", 1000, 1280), self.take("_fc.bias", 1000))
        assert not self.weights, f"not used: {sorted(self.weights)}"
        return features[0], logits[0]


def main(weights_path, input_path, features_path, logits_path):
    numbers = torch.from_numpy(np.load(input_path))
    assert numbers.shape == (3, 224, 224) and numbers.dtype == torch.float32
    with torch.no_grad():
        features, logits = Lite0(torch.load(weights_path, map_location="cpu")).run(numbers[None])
    np.save(features_path, features.numpy())
    np.save(logits_path, logits.numpy()[None])


if __name__ == "__main__":
    main(*sys.argv[1:])
