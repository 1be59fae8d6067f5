#!/usr/bin/env python3
"""Turns the published weights of EfficientNet-Lite0 into the ONNX file that Poolscope loads, with nothing but the
standard library.

    lite0_to_onnx.py WEIGHTS OUT.onnx [--sha256 HEX]

WEIGHTS is efficientnet-lite0-57934424.pth, or the wheel it comes in (assets/fetched.json). Every batch norm goes into the
convolution before it, in double: W' = W * s, b' = beta - mean * s with s = gamma / sqrt(variance + 1e-3). Outputs:
`features` 1x1280x7x7, what enters the GAP, and `logits` 1x1000. The same weights give the same bytes.
Architecture: tensorflow/tpu, models/official/efficientnet/lite. TensorFlow's SAME padding is lopsided at stride 2.
"""
import argparse
import array
import collections
import hashlib
import io
import math
import os
import sys
import zipfile

from onnx_writer import OnnxModel
from torch_weights import WeightsError, read_weights_from

SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
SIDE, CHANNELS, CLASSES = 224, 1280, 1000
EPSILON = 1e-3
ENTRIES, NUMBERS = 296, 4_694_073  # in the file, running means and counters included

# Blocks that repeat: how often, kernel, stride of the first, expansion, channels in and out.
Stage = collections.namedtuple("Stage", "repeats kernel stride expansion inputs outputs")
STAGES = [
    Stage(1, 3, 1, 1, 32, 16),
    Stage(2, 3, 2, 6, 16, 24),
    Stage(2, 5, 2, 6, 24, 40),
    Stage(3, 3, 2, 6, 40, 80),
    Stage(3, 5, 1, 6, 80, 112),
    Stage(4, 5, 2, 6, 112, 192),
    Stage(1, 3, 1, 6, 192, 320),
]


def same_pads(kernel, stride):
    """Top, left, bottom, right of SAME for a side that the stride divides: what is odd goes to the bottom right."""
    total = kernel - stride
    return [total // 2, total // 2, total - total // 2, total - total // 2]


def little_endian(values):
    if sys.byteorder == "big":
        values = array.array(values.typecode, values)
        values.byteswap()
    return values.tobytes()


class Lite0:
    """Writes the graph node by node; `tensor` arguments and results are names of tensors."""

    def __init__(self, weights):
        self.weights = weights
        self.model = OnnxModel("EfficientNet-Lite0")

    def take(self, name, shape):
        tensor = self.weights.get(name)
        if tensor is None:
            raise WeightsError(f"it has no {name}")
        if tensor.shape != tuple(shape):
            raise WeightsError(f"{name} has the shape {tensor.shape}, not {tuple(shape)}")
        if not all(map(math.isfinite, tensor.values)):
            raise WeightsError(f"{name} has values that are not finite")
        return tensor.values

    def constant(self, name, shape, values):
        return self.model.raw_constant(name, shape, little_endian(values))

    def folded(self, conv, norm, shape):
        """Weights and bias of a convolution with its batch norm in it."""
        weights = self.take(f"{conv}.weight", shape)
        parts = ("weight", "bias", "running_mean", "running_var")
        gammas, betas, means, variances = (self.take(f"{norm}.{part}", shape[:1]) for part in parts)
        if min(variances) < 0.0:  # 0 is a channel that has died, of which there are some
            raise WeightsError(f"{norm} has a variance below 0")
        size = len(weights) // shape[0]
        folded, bias = array.array("f"), array.array("f")
        for i, (gamma, beta, mean, variance) in enumerate(zip(gammas, betas, means, variances)):
            scale = gamma / math.sqrt(variance + EPSILON)
            folded.extend([w * scale for w in weights[i * size:(i + 1) * size]])
            bias.append(beta - mean * scale)
        return folded, bias

    def conv(self, tensor, name, norm, shape, stride=1, group=1, output=None, clip=True):
        kernel = shape[2]
        weights, bias = self.folded(name, norm, shape)
        node = name.lstrip("_").replace("._", ".")
        names = [tensor, self.constant(f"{node}.weight", shape, weights), self.constant(f"{node}.bias", shape[:1], bias)]
        tensor = self.model.node("Conv", names, [f"{node}_out"], node, dilations=[1, 1], group=group,
                                 kernel_shape=[kernel, kernel], pads=same_pads(kernel, stride),
                                 strides=[stride, stride])
        if not clip:
            return tensor
        return self.model.node("Clip", [tensor], [output or f"{node}_clip_out"], f"{node}_clip", max=6.0, min=0.0)

    def block(self, tensor, index, stage, first):
        at, start = f"_blocks.{index}.", tensor
        inputs = stage.inputs if first else stage.outputs
        inner = inputs * stage.expansion
        if stage.expansion > 1:
            tensor = self.conv(tensor, at + "_expand_conv", at + "_bn0", (inner, inputs, 1, 1))
        tensor = self.conv(tensor, at + "_depthwise_conv", at + "_bn1", (inner, 1, stage.kernel, stage.kernel),
                           stride=stage.stride if first else 1, group=inner)
        tensor = self.conv(tensor, at + "_project_conv", at + "_bn2", (stage.outputs, inner, 1, 1), clip=False)
        if first:
            return tensor
        return self.model.node("Add", [tensor, start], [f"blocks.{index}.add_out"], f"blocks.{index}.add")

    def write(self):
        model = self.model
        tensor = model.input("input", [1, 3, SIDE, SIDE])
        tensor = self.conv(tensor, "_conv_stem", "_bn0", (32, 3, 3, 3), stride=2)
        index = 0
        for stage in STAGES:
            for repeat in range(stage.repeats):
                tensor = self.block(tensor, index, stage, first=repeat == 0)
                index += 1
        tensor = self.conv(tensor, "_conv_head", "_bn1", (CHANNELS, STAGES[-1].outputs, 1, 1), output="features")
        tensor = model.node("GlobalAveragePool", [tensor], ["gap_out"], "gap")
        tensor = model.node("Flatten", [tensor], ["flatten_out"], "flatten", axis=1)
        weights, bias = self.take("_fc.weight", (CLASSES, CHANNELS)), self.take("_fc.bias", (CLASSES,))
        names = [tensor, self.constant("fc.weight", (CLASSES, CHANNELS), weights),
                 self.constant("fc.bias", (CLASSES,), bias)]
        model.node("Gemm", names, ["logits"], "fc", alpha=1.0, beta=1.0, transA=0, transB=1)
        model.output("features", [1, CHANNELS, SIDE // 32, SIDE // 32])
        model.output("logits", [1, CLASSES])
        return model.encode(opset=9)


def to_onnx(weights):
    """The bytes of the ONNX file for {name: Tensor}."""
    numbers = sum(len(tensor.values) for tensor in weights.values())
    if len(weights) != ENTRIES or numbers != NUMBERS:
        raise WeightsError(f"it has {len(weights)} entries with {numbers} numbers, not {ENTRIES} with {NUMBERS}")
    return Lite0(weights).write()


def weights_file(content):
    """The .pth itself, or the one in a wheel."""
    if content[:4] != b"PK\3\4":
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [name for name in archive.namelist() if name.endswith(".pth")]
        return archive.read(members[0]) if len(members) == 1 else content


def write_whole(path, content):
    """Nobody ever sees half of it."""
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    part = f"{path}.{os.getpid()}.part"
    try:
        with open(part, "wb") as file:
            file.write(content)
        os.replace(part, path)
    except OSError:
        if os.path.exists(part):
            os.remove(part)
        raise


def convert(source, target, sha256):
    with open(source, "rb") as file:
        content = weights_file(file.read())
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise WeightsError(f"it is not the file it should be: its SHA-256 is {found}, not {sha256}")
    write_whole(target, to_onnx(read_weights_from(content)))


def main():
    parser = argparse.ArgumentParser(description="EfficientNet-Lite0: from PyTorch's weights to ONNX.")
    parser.add_argument("weights", help="efficientnet-lite0-57934424.pth, or the wheel it comes in")
    parser.add_argument("target", help="the .onnx to write")
    parser.add_argument("--sha256", default=SHA256, help="of the .pth")
    arguments = parser.parse_args()
    try:
        convert(arguments.weights, arguments.target, arguments.sha256)
    except (WeightsError, zipfile.BadZipFile) as error:
        sys.exit(f"{arguments.weights}: {error}")
    except OSError as error:
        sys.exit(f"{error.filename or arguments.target}: {error.strerror}")


if __name__ == "__main__":
    main()
