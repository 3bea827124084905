"""The reader's encoder, the same in fp32, and one in BERT-base's shape, to be run on the same windows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import numpy_helper

from benchmarks import articles
from onrecord.read.encode import FEATURES, encode, windows
from onrecord.read.model import CLS, SEP, Model
from training.graph import build

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Encode = Callable[[Ints, Ints], Floats]
"""Pieces and features, int64 [1, T] each → hidden states [1, T, H]."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An encoder's size; `vocabulary` and `positions` cost memory, not time."""

    layers: int
    heads: int
    hidden: int
    inner: int
    vocabulary: int = 30522
    positions: int = 512


BERT_BASE = Shape(layers=12, heads=12, hidden=768, inner=3072)
"""Devlin et al. 2019, the size that the published attribution and event systems build on."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """An encoder's parameters under the names that `training.graph` takes, and the summed feature table."""

    shape: Shape
    arrays: Mapping[str, Floats]
    features: Floats


def dequantised(encoder: bytes) -> Parameters:
    """The parameters of an int8 encoder in fp32: the same network, without its rounding of activations."""
    graph = onnx.load_from_string(encoder).graph
    raw = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    arrays: dict[str, Floats] = {}
    for name, value in raw.items():
        if name.startswith("layers.") and name.endswith(".rows"):
            base = name.removesuffix(".rows")
            # stored [in, out], one scale a column; torch and `build` keep [out, in]
            weight = (value.astype(np.float32) * raw[f"{base}.scale"]).T
            arrays[f"{base}.weight"] = np.ascontiguousarray(weight * raw.get(f"{base}.ease", np.float32(1)))
        elif name.endswith((".weight", ".bias")) and name != "features.weight":
            arrays[name] = value.astype(np.float32)
    if "words.rows" in raw:
        arrays["words.weight"] = raw["words.rows"].astype(np.float32) * raw["words.scale"]
    hidden = len(arrays["norm.weight"])
    arrays["segment"] = np.zeros(hidden, np.float32)  # the graph keeps it inside the positions
    (heads,) = {
        attribute.i for node in graph.node if node.op_type == "MultiHeadAttention" for attribute in node.attribute
        if attribute.name == "num_heads"
    }  # fmt: skip
    shape = Shape(
        layers=sum(name.endswith(".qkv.bias") for name in arrays),
        heads=int(heads),
        hidden=hidden,
        inner=len(arrays["layers.0.inner.bias"]),
        vocabulary=len(arrays["words.weight"]),
        positions=len(arrays["positions.weight"]),
    )
    return Parameters(shape, arrays, raw["features.weight"].astype(np.float32))


def random_parameters(shape: Shape, *, seed: int = 1) -> Parameters:
    """Weights drawn as BERT's are before training; speed does not depend on their values."""
    draw = np.random.default_rng(seed)

    def normal(*size: int) -> Floats:
        return draw.standard_normal(size, np.float32) * np.float32(0.02)

    h, inner = shape.hidden, shape.inner
    arrays: dict[str, Floats] = {
        "words.weight": normal(shape.vocabulary, h),
        "positions.weight": normal(shape.positions, h),
        "segment": np.zeros(h, np.float32),
        "norm.weight": np.ones(h, np.float32),
        "norm.bias": np.zeros(h, np.float32),
    }
    for index in range(shape.layers):
        p = f"layers.{index}"
        for name, out, into in (("qkv", 3 * h, h), ("out", h, h), ("inner", inner, h), ("outer", h, inner)):
            arrays[f"{p}.{name}.weight"] = normal(out, into)
            arrays[f"{p}.{name}.bias"] = np.zeros(out, np.float32)
        for name in ("norm1", "norm2"):
            arrays[f"{p}.{name}.weight"] = np.ones(h, np.float32)
            arrays[f"{p}.{name}.bias"] = np.zeros(h, np.float32)
    return Parameters(shape, arrays, np.zeros((FEATURES, h), np.float32))


def by_session(session: onnxruntime.InferenceSession) -> Encode:
    """An encoder that an onnxruntime session runs."""

    def run(pieces: Ints, features: Ints) -> Floats:
        (hidden,) = session.run(None, {"pieces": pieces, "features": features})
        return np.asarray(hidden)

    return run


def by_onnxruntime(parameters: Parameters, *, like: onnxruntime.InferenceSession) -> Encode:
    """The encoder in fp32 by onnxruntime, with the options of the session that the reader uses."""
    shape = parameters.shape
    graph = build(parameters.arrays, parameters.features, layers=shape.layers, heads=shape.heads, int8=False)
    return by_session(
        onnxruntime.InferenceSession(
            graph.SerializeToString(),
            like.get_session_options(),
            ["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # as read/model.py, and for its reason
        )
    )


def by_torch(parameters: Parameters) -> Encode | None:
    """The encoder in fp32 by torch on one thread; None where torch isn't installed."""
    try:
        import torch
        from torch.nn import functional
    except ModuleNotFoundError:
        return None
    torch.set_num_threads(1)
    shape = parameters.shape
    t: dict[str, Any] = {name: torch.from_numpy(np.array(value)) for name, value in parameters.arrays.items()}
    table = torch.from_numpy(np.array(parameters.features))
    places = t["positions.weight"] + t["segment"]

    def norm(x: Any, name: str) -> Any:  # noqa: ANN401  torch may be missing where types are checked
        return functional.layer_norm(x, (shape.hidden,), t[f"{name}.weight"], t[f"{name}.bias"], 1e-12)

    def linear(x: Any, name: str) -> Any:  # noqa: ANN401  as above
        return functional.linear(x, t[f"{name}.weight"], t[f"{name}.bias"])

    def run(pieces: Ints, features: Ints) -> Floats:
        with torch.inference_mode():
            b, n = pieces.shape
            x = t["words.weight"][torch.from_numpy(pieces)] + table[torch.from_numpy(features)] + places[:n]
            x = norm(x, "norm")
            for index in range(shape.layers):
                p = f"layers.{index}"
                packed = linear(x, f"{p}.qkv").view(b, n, 3, shape.heads, shape.hidden // shape.heads)
                q, k, v = packed.permute(2, 0, 3, 1, 4)
                mixed = functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(b, n, shape.hidden)
                x = norm(x + linear(mixed, f"{p}.out"), f"{p}.norm1")
                x = norm(x + linear(functional.gelu(linear(x, f"{p}.inner")), f"{p}.outer"), f"{p}.norm2")
            return np.asarray(x.numpy())

    return run


def inputs(model: Model, amount: int) -> list[tuple[Ints, Ints]]:
    """`amount` whole windows of running text, as the reader would cut them, special pieces at both ends."""
    size, overlap = int(model.config["window"]), int(model.config["overlap"])
    encoded = encode(articles.long_text(amount * size * 7), model.tokenizer)
    out = []
    for window in islice(windows(encoded, size, overlap), amount):
        a, z = int(encoded.first[window.start]), int(encoded.first[window.stop])
        pieces = np.concatenate(([CLS], encoded.pieces[a:z], [SEP]))[None]
        features = np.concatenate(([0], encoded.features[a:z], [0]))[None]
        out.append((pieces, features))
    return out
