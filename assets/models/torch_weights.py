"""Reads the weights in a file of PyTorch's torch.save, with nothing but the standard library and without trusting it.

    weights = read_weights("efficientnet-lite0.pth")   # {"_fc.bias": Tensor((1000,), array('f', ...)), ...}

A .pth is a pickle, and a pickle may name any function of Python to be called. This reader knows three kinds of names:
OrderedDict, the function that puts a tensor together, and the kinds of storage. Everything else is refused before
anything is called. Both layouts of torch.save are read: the old one (up to 1.5: pickles, then raw storages) and the zip
(since 1.6). A tensor is a view of a storage, element (i, j, ...) = storage[offset + i * stride_i + j * stride_j ...], and
exported weights often lie transposed: what comes out here is always in C order.
"""
import array
import collections
import io
import pickle
import struct
import sys
import zipfile

MAGIC = 0x1950A86A20F9469CFC6C
PROTOCOL = 1001
STORAGES = {"FloatStorage": "f", "DoubleStorage": "d", "LongStorage": "q", "IntStorage": "i"}
MOST_VALUES = 1 << 28  # of one tensor: a stride of 0 makes many of one

Tensor = collections.namedtuple("Tensor", "shape values")
View = collections.namedtuple("View", "key code offset shape stride")


class WeightsError(Exception):
    """Why a file cannot be used, as one line."""


def _view(storage, offset, shape, stride, *_):
    """Stands in for torch._utils._rebuild_tensor_v2."""
    key, code = storage
    numbers = (offset, *shape, *stride)
    if len(shape) != len(stride) or any(type(n) is not int or n < 0 for n in numbers) or 0 in shape:
        raise WeightsError("it has a tensor whose shape makes no sense")
    return View(key, code, offset, tuple(shape), tuple(stride))


class _Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _view
        if module == "torch" and name in STORAGES:
            return STORAGES[name]
        raise WeightsError(f"it asks for {module}.{name}, which weights do not need")

    def persistent_load(self, identity):
        if not isinstance(identity, tuple) or len(identity) < 5 or identity[0] != "storage":
            raise WeightsError("it has a storage that is none")
        code, key = identity[1], identity[2]
        if code not in STORAGES.values() or not isinstance(key, str):
            raise WeightsError("it has a storage of an unknown kind")
        return key, code


def _unpickled(stream):
    return _Unpickler(stream).load()


def _numbers(code, raw):
    values = array.array(code)
    values.frombytes(raw)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def _in_c_order(view, storage):
    count = 1
    for n in view.shape:
        count *= n
    last = view.offset + sum((n - 1) * step for n, step in zip(view.shape, view.stride))
    if count > MOST_VALUES or last >= len(storage):
        raise WeightsError("it has a tensor that reaches beyond its storage")
    axes = [(n, step) for n, step in zip(view.shape, view.stride) if n > 1]
    result = array.array(view.code)

    def gather(start, axes):
        if not axes:
            result.append(storage[start])
        elif len(axes) == 1 and axes[0][1] > 0:
            n, step = axes[0]
            result.extend(storage[start:start + (n - 1) * step + 1:step])
        else:
            n, step = axes[0]
            for i in range(n):
                gather(start + i * step, axes[1:])

    gather(view.offset, axes)
    return Tensor(view.shape, result)


def _tensors(views, storages):
    if not isinstance(views, dict) or not all(isinstance(v, View) for v in views.values()):
        raise WeightsError("it is no table of weights")
    missing = {v.key for v in views.values()} - storages.keys()
    if missing:
        raise WeightsError("it lacks a storage that a tensor needs")
    return {name: _in_c_order(view, storages[view.key]) for name, view in views.items()}


def _read_old(content):
    stream = io.BytesIO(content)
    if _unpickled(stream) != MAGIC or _unpickled(stream) != PROTOCOL:
        raise WeightsError("it is no file of PyTorch")
    if not _unpickled(stream).get("little_endian"):
        raise WeightsError("it is from a big-endian machine")
    views = _unpickled(stream)
    codes = {v.key: v.code for v in views.values() if isinstance(v, View)} if isinstance(views, dict) else {}
    storages = {}
    for key in _unpickled(stream):
        if key not in codes:
            raise WeightsError("it has a storage that no tensor uses")
        count, = struct.unpack("<q", stream.read(8))
        size = count * array.array(codes[key]).itemsize
        raw = stream.read(max(size, 0))
        if count < 0 or len(raw) != size:
            raise WeightsError("it is cut off")
        storages[key] = _numbers(codes[key], raw)
    return _tensors(views, storages)


def _read_zip(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pickles = [name for name in archive.namelist() if name.endswith("/data.pkl")]
        if len(pickles) != 1:
            raise WeightsError("it is no file of PyTorch")
        views = _unpickled(io.BytesIO(archive.read(pickles[0])))
        folder = pickles[0][:-len("data.pkl")] + "data/"
        codes = {v.key: v.code for v in views.values() if isinstance(v, View)} if isinstance(views, dict) else {}
        storages = {key: _numbers(code, archive.read(folder + key)) for key, code in codes.items()}
    return _tensors(views, storages)


def read_weights_from(content):
    """{name: Tensor} of the bytes of a .pth; WeightsError if that is not what they are."""
    try:
        return _read_zip(content) if content[:4] == b"PK\3\4" else _read_old(content)
    except WeightsError:
        raise
    except Exception as error:  # a damaged pickle can raise nearly anything
        raise WeightsError(f"it is damaged ({type(error).__name__})") from error


def read_weights(path):
    with open(path, "rb") as file:
        return read_weights_from(file.read())
