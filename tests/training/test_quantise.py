"""In training the encoder rounds as the shipped graph does; easing outliers changes only what rounding costs."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch comes with the training extra: make setup-train")
pytest.importorskip("onnx", reason="onnx comes with the training extra: make setup-train")

import onnxruntime
from numpy.typing import NDArray
from torch import Tensor

from onrecord.read.encode import FEATURES
from onrecord.read.model import _options
from training import quantise
from training.export import feature_table
from training.graph import build
from training.net import HEADS, Encoder, Net

PIECES = 50


@pytest.fixture
def net() -> Net:
    """One layer deep: further down, the last bit of a float decides what is rounded up."""
    torch.manual_seed(5)
    built = Net()
    built.encoder.layers = built.encoder.layers[:1]
    for parameter in built.parameters():
        torch.nn.init.normal_(parameter, std=0.05)
    with torch.no_grad():
        built.encoder.norm.weight[7] = 3.0  # a channel far out
    return built.eval()


def _window(seed: int) -> tuple[Tensor, Tensor, Tensor]:
    rng = np.random.default_rng(seed)
    pieces, features = rng.integers(0, 30_000, (1, PIECES)), rng.integers(0, FEATURES, (1, PIECES))
    return torch.from_numpy(pieces), torch.from_numpy(features), torch.ones(1, PIECES, dtype=torch.bool)


def _eased(encoder: Encoder) -> None:
    quantise.watch(encoder)
    with torch.no_grad():
        encoder(*_window(1))
    quantise.settle(encoder)


def _off(one: NDArray[np.float32], other: Tensor) -> float:
    return float(((one - other.numpy()) ** 2).sum() / (other.numpy() ** 2).sum())


def test_rounded_products_are_those_of_the_int8_graph(net: Net) -> None:
    _eased(net.encoder)
    arrays = {k: v.numpy() for k, v in net.encoder.state_dict().items()}
    graph = build(arrays, feature_table(net), layers=1, heads=HEADS, int8=True)
    session = onnxruntime.InferenceSession(graph.SerializeToString(), _options(), ["CPUExecutionProvider"])
    window = _window(2)
    (shipped,) = session.run(None, {"pieces": window[0].numpy(), "features": window[1].numpy()})
    with torch.no_grad():
        exact = net.encoder(*window)
        quantise.round_products(net.encoder)
        rounded = net.encoder(*window)
    assert _off(shipped, exact) > 1e-5
    assert _off(shipped, rounded) < _off(shipped, exact) / 20


def test_easing_changes_the_rounding_only(net: Net) -> None:
    window = _window(3)
    inner = net.encoder.layers[0].qkv
    x = torch.randn(1, PIECES, inner.in_features)
    x[..., 7] *= 40
    with torch.no_grad():
        exact = inner(x)
        before = net.encoder(*window)
        inner.rounded = True
        plain = inner(x)
        inner.rounded = False
        quantise.watch(net.encoder)
        inner(x)
        net.encoder(*window)
        quantise.settle(net.encoder)
        assert inner.ease.max() > 5
        torch.testing.assert_close(net.encoder(*window), before)
        inner.rounded = True
        assert _off(inner(x).numpy(), exact) < _off(plain.numpy(), exact) / 5


def test_padding_widens_no_range() -> None:
    torch.manual_seed(6)
    product = quantise.Product(8, 4)
    product.rounded = True
    x = torch.randn(2, 5, 8)
    wide = torch.cat([x, torch.full((2, 3, 8), 1000.0)], 1)
    torch.testing.assert_close(product(wide, [5, 5])[:, :5], product(x))
    assert not torch.allclose(product(wide)[:, :5], product(x))


def test_the_gradient_is_that_of_what_the_rounded_factors_stand_for() -> None:
    torch.manual_seed(7)
    product = quantise.Product(8, 4)
    product.ease[2] = 3.0
    product.rounded = True
    x = torch.randn(2, 5, 8, requires_grad=True)
    toward = torch.randn(2, 5, 4)
    (product(x) * toward).sum().backward()
    rows, scale = quantise.rounded_rows(product.weight.detach() * product.ease)
    assert x.grad is not None
    torch.testing.assert_close(x.grad, toward @ (rows * scale / product.ease))
    assert product.weight.grad is not None
    near = torch.einsum("bto,bti->oi", toward, x.detach())
    # the inputs were rounded to 255 steps: so near, and no nearer
    assert (product.weight.grad - near).norm() < 0.02 * near.norm()


def test_a_product_that_was_not_watched_is_not_settled(net: Net) -> None:
    with pytest.raises(ValueError, match="not been watched"):
        quantise.settle(net.encoder)
