"""Growth's slope, and that every place the benchmarks watch still exists."""

import numpy as np
import pytest

pytest.importorskip("onnx", reason="the encoders compared are built with onnx, which requirements/training.txt holds")

from benchmarks import encoders, measures, report
from benchmarks.timing import Times
from onrecord.read.encode import FEATURES


@pytest.mark.parametrize(("power", "slope"), [(1, 1.0), (2, 2.0)])
def test_slope_tells_linear_from_quadratic(power: int, slope: float) -> None:
    assert measures.slope_of({n: 0.003 * n**power for n in (10, 20, 40, 80)}) == pytest.approx(slope)


def test_every_watched_function_is_where_the_benchmarks_look() -> None:
    places = {**measures.INSIDE, **measures.AROUND}

    assert [name for name, (owner, function) in places.items() if not callable(getattr(owner, function, None))] == []
    assert measures.ENCODER in places


def test_memory_growth_is_between_the_shortest_and_the_longest() -> None:
    assert measures.Memory(loaded=1, pages={}, texts={10: 1000, 40: 1180, 20: 1040}).growth == 6.0


def test_shares_are_of_all_that_was_measured() -> None:
    shares = measures.Shares(100, Times((2.0, 4.0), (1.0, 5.0)), {"a": 3.0, "b": 1.0})

    assert shares.share("a") == 0.75
    assert shares.rate() == 100.0


def test_a_process_that_fails_is_no_measurement() -> None:
    with pytest.raises(measures.BenchmarkError, match="1 failed"):
        measures.peak_of(["no-such-file.txt"], weights=None)


def test_what_does_not_exist_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        report.main(["--only", "beauty"])

    assert ended.value.code == 2


SMALL = encoders.Shape(layers=2, heads=4, hidden=32, inner=64, vocabulary=200, positions=64)


def windows() -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(0)
    return draw.integers(0, 200, (1, 40)), draw.integers(0, FEATURES, (1, 40))


def test_int8_taken_back_to_fp32_is_the_same_network() -> None:
    import onnxruntime

    from training.graph import build

    parameters = encoders.random_parameters(SMALL)
    ease = np.linspace(1, 5, SMALL.hidden, dtype=np.float32)
    eased = dict(parameters.arrays) | {"layers.1.inner.ease": ease}
    int8 = build(eased, parameters.features, layers=2, heads=4, int8=True).SerializeToString()
    like = onnxruntime.InferenceSession(int8)

    back = encoders.dequantised(int8)

    assert back.shape == SMALL
    assert {name: value.shape for name, value in back.arrays.items()} == {
        name: value.shape for name, value in parameters.arrays.items()
    }
    for name, value in parameters.arrays.items():
        step = np.abs(value).max() * 5 / 127
        np.testing.assert_allclose(back.arrays[name], value, atol=step)
    rounded = encoders.by_session(like)(*windows())
    exact = encoders.by_onnxruntime(back, like=like)(*windows())
    assert np.corrcoef(rounded.ravel(), exact.ravel())[0, 1] > 0.99


def test_torch_and_onnxruntime_run_the_same_encoder() -> None:
    import onnxruntime

    parameters = encoders.random_parameters(SMALL)
    by_torch = encoders.by_torch(parameters)
    if by_torch is None:
        pytest.skip("torch is not installed")

    from training.graph import build

    like = onnxruntime.InferenceSession(
        build(parameters.arrays, parameters.features, layers=2, heads=4, int8=True).SerializeToString()
    )
    by_onnxruntime = encoders.by_onnxruntime(parameters, like=like)

    assert np.abs(by_torch(*windows()) - by_onnxruntime(*windows())).max() < 1e-4
