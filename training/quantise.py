"""The encoder's products as the shipped reader computes them: eight bits on both sides.

The graph quantises weights once, one scale a row of outputs, and activations as they come, one scale and one zero a
window. One activation far out would then coarsen all the others, and this encoder has such channels: so each product
first divides every input channel by its *ease* and the weights carry it instead (SmoothQuant, Xiao et al. 2023, for
outlying channels only). The last stage of training sees these rounded products and passes gradients through them
unchanged (straight through, Bengio et al. 2013), so that the weights settle where rounding costs least.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

# Channels of a product's input that may stand out; larger ones are eased down to the next largest.
OUTLIERS = {"qkv": 64, "out": 0, "inner": 8, "outer": 16}


class Product(nn.Linear):
    """A linear map that may compute as the exported int8 graph does."""

    ease: Tensor

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(inputs, outputs)
        self.register_buffer("ease", torch.ones(inputs))
        self.rounded = False
        self.largest: Tensor | None = None

    def forward(self, x: Tensor, lengths: Sequence[int] | None = None) -> Tensor:
        """[B, T, inputs] → [B, T, outputs]; `lengths` tells which pieces of each row are no padding."""
        if self.largest is not None:
            seen = torch.cat([row[:n] for row, n in zip(x.detach(), lengths or [x.shape[1]] * len(x), strict=True)])
            self.largest = torch.maximum(self.largest, seen.float().abs().amax(0))
        if not self.rounded:
            return functional.linear(x, self.weight, self.bias)
        product: Tensor = _Rounded.apply(x, self.weight, self.ease, lengths or [x.shape[1]] * len(x))
        return product + self.bias


def products(encoder: nn.Module) -> dict[str, Product]:
    """The encoder's products by name."""
    return {name: module for name, module in encoder.named_modules() if isinstance(module, Product)}


def settle(encoder: nn.Module) -> None:
    """Turn the largest inputs that each product has met since `watch` into its ease."""
    for name, product in products(encoder).items():
        if product.largest is None:
            raise ValueError(f"{name} has not been watched")
        outliers = OUTLIERS[name.rpartition(".")[2]]
        if outliers:
            bound = product.largest.sort(descending=True).values[outliers]
            product.ease.copy_((product.largest / bound).clamp(min=1.0))
        product.largest = None


def watch(encoder: nn.Module) -> None:
    """Let each product remember the largest value of every input channel."""
    for product in products(encoder).values():
        product.largest = torch.zeros(product.in_features, device=product.ease.device)


def round_products(encoder: nn.Module) -> None:
    """From now on compute as the int8 graph does."""
    for product in products(encoder).values():
        product.rounded = True


def rounded_rows(table: Tensor) -> tuple[Tensor, Tensor]:
    """Whole numbers of at most 127 and one scale a row whose product is near the table."""
    scale = table.abs().amax(-1, keepdim=True).clamp(min=1e-12) / 127
    return torch.round(table / scale), scale


def through(exact: Tensor, rounded: Tensor) -> Tensor:
    """The rounded value, with the gradient of the exact one."""
    return exact + (rounded - exact).detach()


class _Rounded(torch.autograd.Function):
    """Matrix product of quantised factors; the gradient is that of the product of what they stand for."""

    @staticmethod
    def forward(ctx, x: Tensor, weight: Tensor, ease: Tensor, lengths: Sequence[int]) -> Tensor:  # type: ignore[no-untyped-def]  # noqa: ANN001  # torch's own
        kind = torch.bfloat16 if torch.is_autocast_enabled(x.device.type) else torch.float32
        eased = x.float() / ease
        low, high = torch.zeros(2, len(x), device=x.device)
        for i, n in enumerate(lengths):
            low[i], high[i] = torch.aminmax(eased[i, :n])
        low, high = low.clamp(max=0.0)[:, None, None], high.clamp(min=0.0)[:, None, None]
        scale = ((high - low) / 255).clamp(min=1e-12)
        zero = torch.round(-low / scale)
        # whole numbers below 256 are exact in bfloat16
        whole = eased.div_(scale).round_().clamp_(min=-zero, max=255 - zero).to(kind)
        rows, row_scale = rounded_rows(weight * ease)
        rows, row_scale = rows.to(kind), row_scale[:, 0]
        ctx.save_for_backward(whole, scale, rows, row_scale, ease)
        return functional.linear(whole, rows) * (scale * row_scale).to(kind)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor | None, ...]:  # type: ignore[no-untyped-def]  # noqa: ANN001
        whole, scale, rows, row_scale, ease = ctx.saved_tensors
        kind = rows.dtype
        to_x = ((gradient * row_scale.to(kind)).to(kind) @ rows) * (1 / ease).to(kind)
        flat = (gradient * scale.to(kind)).to(kind).flatten(0, 1)
        to_weight = (flat.T @ whole.flatten(0, 1)).float() * ease
        return to_x, to_weight, None, None
