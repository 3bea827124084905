"""The encoder as an ONNX graph, built node by node.

By hand rather than by an exporter: a few dozen nodes a reader can check, with onnxruntime's fused operators
(attention, GELU) from the start, and nothing that changes with the exporter's version.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Arrays = Mapping[str, NDArray[np.float32]]
DOMAIN = "com.microsoft"


def build(arrays: Arrays, features: NDArray[np.float32], *, layers: int, heads: int, int8: bool) -> onnx.ModelProto:
    """Graph `pieces, features int64 [B, T]` → `hidden float32 [B, T, H]`.

    Args:
        arrays: parameters of `training.net.Encoder`, by name; what its products are eased by may be missing.
        features: [FEATURES, H], the sum of the three feature tables' rows.
        layers: number of layers.
        heads: attention heads.
        int8: weights and word embeddings as int8 with one scale a row; `training.quantise` is the same in torch.
    """
    nodes: list[onnx.NodeProto] = []
    constants: dict[str, NDArray[Any]] = {}

    def add(op: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def constant(name: str, value: NDArray[Any]) -> str:
        constants[name] = value
        return name

    def norm(x: str, residual: str, prefix: str) -> str:
        gamma = constant(f"{prefix}.weight", arrays[f"{prefix}.weight"])
        beta = constant(f"{prefix}.bias", arrays[f"{prefix}.bias"])
        total = add("Add", [x, residual], f"{prefix}.total")
        return add("LayerNormalization", [total, gamma, beta], f"{prefix}.out", epsilon=1e-12, axis=-1)

    def linear(x: str, name: str) -> str:
        bias = constant(f"{name}.bias", arrays[f"{name}.bias"])
        if int8:
            ease = arrays.get(f"{name}.ease")
            rows, scale = _rounded(arrays[f"{name}.weight"] * (1 if ease is None else ease))
            if ease is not None and (ease != 1).any():
                x = add("Mul", [x, constant(f"{name}.ease", 1 / ease)], f"{name}.eased")
            weight = constant(f"{name}.rows", np.ascontiguousarray(rows.T))
            # inputs are quantised as they come: one scale and one zero a window
            inputs = [x, weight, constant(f"{name}.scale", scale[:, 0]), "", bias]
            return add("DynamicQuantizeMatMul", inputs, f"{name}.out", DOMAIN)
        weight = constant(f"{name}.weight", np.ascontiguousarray(arrays[f"{name}.weight"].T))
        return add("Add", [add("MatMul", [x, weight], f"{name}.product"), bias], f"{name}.out")

    length = add("Shape", ["pieces"], "length", start=1, end=2)
    zero, one = constant("zero", np.asarray(0, np.int64)), constant("one", np.asarray(1, np.int64))
    scalar = add("Squeeze", [length], "scalar")
    places = add("Range", [zero, scalar, one], "places")
    words = (
        _words(add, constant, arrays["words.weight"])
        if int8
        else add("Gather", [constant("words.weight", arrays["words.weight"]), "pieces"], "words.out")
    )
    positions = arrays["positions.weight"] + arrays["segment"]
    extra = add("Gather", [constant("features.weight", features), "features"], "features.out")
    place = add("Gather", [constant("positions.weight", positions), places], "positions.out")
    total = add("Add", [add("Add", [words, extra], "words.plus"), place], "embedded")
    gamma, beta = constant("norm.weight", arrays["norm.weight"]), constant("norm.bias", arrays["norm.bias"])
    x = add("LayerNormalization", [total, gamma, beta], "norm.out", epsilon=1e-12, axis=-1)
    for index in range(layers):
        p = f"layers.{index}"
        packed = linear(x, f"{p}.qkv")
        parts = [f"{p}.query", f"{p}.key", f"{p}.value"]
        nodes.append(helper.make_node("Split", [packed], parts, name=f"{p}.split", axis=-1, num_outputs=3))
        mixed = add("MultiHeadAttention", parts, f"{p}.mixed", DOMAIN, num_heads=heads)
        x = norm(linear(mixed, f"{p}.out"), x, f"{p}.norm1")
        inner = linear(x, f"{p}.inner")
        gelu = add("Gelu", [inner], f"{p}.gelu", DOMAIN)
        x = norm(linear(gelu, f"{p}.outer"), x, f"{p}.norm2")
    add("Identity", [x], "hidden")
    size = arrays["norm.weight"].shape[0]
    graph = helper.make_graph(
        nodes,
        "encoder",
        [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in ("pieces", "features")],
        [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["batch", "length", size])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(DOMAIN, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="onrecord")


def _words(add: Callable[..., str], constant: Callable[[str, NDArray[Any]], str], table: NDArray[np.float32]) -> str:
    rows, scale = _rounded(table)
    picked = add("Gather", [constant("words.rows", rows), "pieces"], "words.picked")
    scales = add("Gather", [constant("words.scale", scale), "pieces"], "words.scales")
    return add("Mul", [add("Cast", [picked], "words.cast", to=TensorProto.FLOAT), scales], "words.out")


def _rounded(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-12) / 127
    return np.rint(table / scale).astype(np.int8), scale.astype(np.float32)
