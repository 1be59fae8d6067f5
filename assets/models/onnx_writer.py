"""Writes ONNX models: just enough of the protobuf wire format, with nothing but the standard library.

    model = OnnxModel("shapes")
    model.input("input", [1, 3, 64, 64])
    model.node("Conv", ["input", model.constant("w", weights), model.constant("b", bias)], ["y"], name="conv",
               kernel_shape=[3, 3], strides=[1, 1], pads=[1, 1, 1, 1])
    model.output("y", [1, 16, 64, 64])
    open("shapes.onnx", "wb").write(model.encode(opset=9))

Weights are NumPy arrays, or bytes where there is no NumPy; they go into raw_data, little endian. Attributes may be int,
float, str, or a list of int or of float. Field numbers: onnx.proto of ONNX 1.4 (IR version 4: initialisers need not be
inputs). The same calls give the same bytes.
"""
import struct

DATA_TYPES = {"float32": 1, "int64": 7}  # TensorProto.DataType
FLOAT, INT, STRING, FLOATS, INTS = 1, 2, 3, 6, 7  # AttributeProto.AttributeType


def varint(value):
    value &= (1 << 64) - 1  # negative numbers as two's complement, as int64 fields are written
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def number(field, value):
    return varint(field << 3) + varint(value)


def real(field, value):
    return varint(field << 3 | 5) + struct.pack("<f", value)


def block(field, content):
    if isinstance(content, str):
        content = content.encode()
    return varint(field << 3 | 2) + varint(len(content)) + content


def attribute(name, value):
    out = block(1, name)
    if isinstance(value, str):
        return out + block(4, value) + number(20, STRING)
    if isinstance(value, float):
        return out + real(2, value) + number(20, FLOAT)
    if isinstance(value, int):
        return out + number(3, value) + number(20, INT)
    if value and all(isinstance(v, float) for v in value):
        return out + b"".join(real(7, v) for v in value) + number(20, FLOATS)
    return out + b"".join(number(8, int(v)) for v in value) + number(20, INTS)


def tensor(name, shape, data_type, raw):
    dims = b"".join(number(1, d) for d in shape)
    return dims + number(2, DATA_TYPES[data_type]) + block(8, name) + block(9, raw)


def value_info(name, shape):
    dims = b"".join(block(1, number(1, d)) for d in shape)
    return block(1, name) + block(2, block(1, number(1, 1) + block(2, dims)))


class OnnxModel:
    def __init__(self, name):
        self.name = name
        self.nodes, self.tensors, self.inputs, self.outputs = [], [], [], []

    def input(self, name, shape):
        self.inputs.append(value_info(name, shape))
        return name

    def output(self, name, shape):
        self.outputs.append(value_info(name, shape))

    def constant(self, name, values):
        """An initialiser from a NumPy array of float32 or int64; returns its name."""
        raw = values.astype(values.dtype.newbyteorder("<")).tobytes()
        return self.raw_constant(name, values.shape, raw, values.dtype.name)

    def raw_constant(self, name, shape, raw, data_type="float32"):
        """An initialiser from its little-endian bytes in C order; returns its name."""
        self.tensors.append(tensor(name, shape, data_type, raw))
        return name

    def node(self, op, inputs, outputs, name, **attributes):
        content = b"".join(block(1, i) for i in inputs) + b"".join(block(2, o) for o in outputs)
        content += block(3, name) + block(4, op)
        content += b"".join(block(5, attribute(key, value)) for key, value in attributes.items())
        self.nodes.append(content)
        return outputs[0]

    def encode(self, opset=9, producer="poolscope"):
        graph = b"".join(block(1, n) for n in self.nodes) + block(2, self.name)
        graph += b"".join(block(5, t) for t in self.tensors)
        graph += b"".join(block(11, i) for i in self.inputs) + b"".join(block(12, o) for o in self.outputs)
        return number(1, 4) + block(2, producer) + block(7, graph) + block(8, block(1, "") + number(2, opset))
