#!/usr/bin/env python3
"""torchvision's networks as ONNX files, with what PyTorch makes of them, for the model check to be tried on.

    export_torchvision.py FOLDER NAME:OPSET...     for example resnet18:13 mobilenet_v2:11 squeezenet1_1:13:plain

Writes FOLDER/NAME-OPSET.onnx and, where CAM is defined, .input, .features and .logits: float32 numbers one after the
other. Weights are random but seeded, batch norms are fitted to a few random pictures so that numbers stay in a sensible
range, and every bias is made distinct: the exporter merges equal ones into Identity nodes. `plain` leaves the biases equal,
so that such nodes arise. Exit code 77: torchvision is not installed, and the sentence says so.
"""
import sys
import warnings

try:
    import torch
    import torchvision
except ImportError as missing:
    print("needs python3-torchvision:", missing)
    sys.exit(77)

# Where the maps that enter the global average pooling are to be had: a module, and its input or output. Networks that
# are not here have no such pooling, or more than one linear layer after it.
FEATURES = {
    "resnet18": ("avgpool", "input"),
    "resnet50": ("avgpool", "input"),
    "resnext50_32x4d": ("avgpool", "input"),
    "mobilenet_v2": ("features", "output"),
    "squeezenet1_0": ("classifier.3", "input"),
    "squeezenet1_1": ("classifier.3", "input"),
    "densenet121": ("features", "relu of output"),
    "googlenet": ("avgpool", "input"),
    "inception_v3": ("avgpool", "input"),
    "mnasnet0_5": ("layers", "output"),
    "mnasnet1_0": ("layers", "output"),
    "shufflenet_v2_x0_5": ("conv5", "output"),
    "shufflenet_v2_x1_0": ("conv5", "output"),
    "efficientnet_b0": ("avgpool", "input"),
    "regnet_x_400mf": ("avgpool", "input"),
    "regnet_y_400mf": ("avgpool", "input"),
}


def build(name):
    options = {"weights": None}
    if name in ("googlenet", "inception_v3"):
        options.update(init_weights=False, aux_logits=False)
    return getattr(torchvision.models, name)(**options)


def settle(model, side, distinct):
    """Fits the batch norms to random pictures; makes all biases, scales and shifts differ from each other."""
    norms = [each for each in model.modules() if isinstance(each, torch.nn.BatchNorm2d)]
    if norms:
        for each in norms:
            each.momentum = 1.0
        model.train()
        model(torch.randn(2, 3, side, side))
    model.eval()
    if not distinct:
        return
    for parameter in model.parameters():
        if parameter.dim() == 1:
            parameter.add_(torch.randn_like(parameter) * 0.05)
    for each in norms:
        each.running_mean.add_(torch.randn_like(each.running_mean) * 0.01)
        each.running_var.mul_(1 + 0.1 * torch.rand_like(each.running_var))


def watch(model, name):
    """The list that the features come into on the next forward pass."""
    seen = []
    path, side = FEATURES[name]
    module = model.get_submodule(path)
    if side == "input":
        module.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].clone()))
    elif side == "output":
        module.register_forward_hook(lambda _, __, output: seen.append(output.clone()))
    else:
        module.register_forward_hook(lambda _, __, output: seen.append(output.relu()))
    return seen


def export(folder, name, opset, plain):
    torch.manual_seed(len(name) * 100 + opset)
    side = 299 if name == "inception_v3" else 224
    model = build(name)
    settle(model, side, not plain)
    stem = f"{folder}/{name}-{opset}" + ("-plain" if plain else "")
    photo = torch.randn(1, 3, side, side)
    torch.onnx.export(model, photo, stem + ".onnx", opset_version=opset, input_names=["photo"], output_names=["scores"])
    if name in FEATURES:
        features = watch(model, name)
        logits = model(photo)
        photo.numpy().tofile(stem + ".input")
        features[-1].contiguous().numpy().tofile(stem + ".features")
        logits.numpy().tofile(stem + ".logits")
    print(stem, flush=True)


def main():
    warnings.simplefilter("ignore")
    with torch.no_grad():
        for wanted in sys.argv[2:]:
            name, opset, *plain = wanted.split(":")
            export(sys.argv[1], name, int(opset), bool(plain))


if __name__ == "__main__":
    main()
