"""The bundled model put so that it multiplies bytes: half the time for a text, a third of the memory.

As it comes its weights are bytes that are made floats before the first text, four times as many of them,
and multiplied as floats. Here each of those products is put as one of bytes by bytes, rounded as ONNX
Runtime's own quantisation rounds (over all texts that go through together, so that a vector differs a little
with its company); a table of words is looked up before it is made floats. The file is read as what it is,
records of protobuf: only the list of operations is written anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# Numbers of fields: of a model its graph; of a graph its operations; of an operation what it has.
_GRAPH, _NODE = 7, 1
_INPUT, _OUTPUT, _NAME, _OPERATION, _ATTRIBUTE = 1, 2, 3, 4, 5
# An attribute is a name, a whole number, and the kind of value; 2 is the kind of a whole number.
_ATTRIBUTE_NAME, _ATTRIBUTE_INT, _ATTRIBUTE_KIND, _INT = 1, 3, 20, 2
_FLOAT = 1


@dataclass(frozen=True)
class Node:
    """One operation of the graph, and the record it was read from."""

    operation: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    record: bytes


def multiplied_as_bytes(model: bytes) -> bytes:
    """The same model, quicker. Raises ValueError for one that is not put as the bundled one is."""
    written = bytearray()
    for number, record, value in _fields(model):
        written += _record(_GRAPH, _graph(value)) if number == _GRAPH else record
    return bytes(written)


def _graph(graph: bytes) -> bytes:
    nodes, rest = [], bytearray()
    for number, record, value in _fields(graph):
        if number == _NODE:
            nodes.append(_node(value))
        else:
            rest += record
    return b"".join(_record(_NODE, node) for node in _rewritten(nodes)) + bytes(rest)


def _rewritten(nodes: list[Node]) -> Iterator[bytes]:
    made_by = {output: node for node in nodes for output in node.outputs}
    weights: dict[str, tuple[str, str]] = {}
    for node in nodes:
        cast = made_by.get(node.inputs[0]) if node.operation == "Mul" else None
        if cast is not None and cast.operation == "Cast" and cast.inputs[0] not in made_by:
            weights[node.outputs[0]] = (cast.inputs[0], node.inputs[1])
    if not weights:
        raise ValueError("no weights in bytes were found")
    quantised: set[str] = set()
    for node in nodes:
        if node.operation == "MatMul" and node.inputs[1] in weights:
            taken, out = node.inputs[0], node.outputs[0]
            if taken not in quantised:
                quantised.add(taken)
                yield _operation("DynamicQuantizeLinear", [taken], [f"{taken}.b", f"{taken}.s", f"{taken}.z"])
            weight, scale = weights[node.inputs[1]]
            yield _operation("MatMulInteger", [f"{taken}.b", weight, f"{taken}.z"], [f"{out}.i"])
            yield _operation("Cast", [f"{out}.i"], [f"{out}.f"], to=_FLOAT)
            yield _operation("Mul", [f"{taken}.s", scale], [f"{out}.s"])
            yield _operation("Mul", [f"{out}.f", f"{out}.s"], [out])
        elif node.operation == "Gather" and node.inputs[0] in weights:
            (table, scale), out = weights[node.inputs[0]], node.outputs[0]
            yield _operation("Gather", [table, node.inputs[1]], [f"{out}.i"])
            yield _operation("Cast", [f"{out}.i"], [f"{out}.f"], to=_FLOAT)
            yield _operation("Gather", [scale, node.inputs[1]], [f"{out}.s"])
            yield _operation("Mul", [f"{out}.f", f"{out}.s"], [out])
        else:
            yield node.record


def _node(record: bytes) -> Node:
    inputs, outputs, operation = [], [], ""
    for number, _, value in _fields(record):
        if number == _INPUT:
            inputs.append(value.decode())
        elif number == _OUTPUT:
            outputs.append(value.decode())
        elif number == _OPERATION:
            operation = value.decode()
    return Node(operation, tuple(inputs), tuple(outputs), record)


def _operation(operation: str, inputs: list[str], outputs: list[str], **attributes: int) -> bytes:
    written = b"".join(_record(_INPUT, name.encode()) for name in inputs)
    written += b"".join(_record(_OUTPUT, name.encode()) for name in outputs)
    written += _record(_NAME, f"{operation}.{outputs[0]}".encode()) + _record(_OPERATION, operation.encode())
    for name, value in attributes.items():
        attribute = _record(_ATTRIBUTE_NAME, name.encode())
        attribute += _varint(_ATTRIBUTE_INT << 3) + _varint(value)
        attribute += _varint(_ATTRIBUTE_KIND << 3) + _varint(_INT)
        written += _record(_ATTRIBUTE, attribute)
    return written


def _fields(message: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(number, whole record, value) of every field of a message; the value is empty unless it is a text."""
    at = 0
    while at < len(message):
        start = at
        tag, at = _read_varint(message, at)
        value = b""
        match tag & 7:
            case 0:
                _, at = _read_varint(message, at)
            case 1:
                at += 8
            case 2:
                size, at = _read_varint(message, at)
                value = message[at : at + size]
                at += size
            case 5:
                at += 4
            case other:
                raise ValueError(f"no record of protobuf: {other}")
        yield tag >> 3, message[start:at], value


def _read_varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _varint(value: int) -> bytes:
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    return bytes([*written, value])


def _record(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(value)) + value
