"""What a benchmark says of the processor that it ran on."""

from __future__ import annotations

import pytest

from train.processor import described, processor

INTEL = "processor\t: 0\nmodel name\t: Intel(R) Xeon(R)\nflags\t\t: fpu avx2 {}\n\n"


@pytest.mark.parametrize(
    ("cpuinfo", "expected"),
    [
        (INTEL.format("avx512f avx512_vnni"), "Intel(R) Xeon(R), with VNNI"),
        (INTEL.format("avx_vnni"), "Intel(R) Xeon(R), with VNNI"),
        (INTEL.format("avx512f"), "Intel(R) Xeon(R), without VNNI"),
        (
            "processor\t: 0\nFeatures\t: fp asimd asimddp\n",
            "a processor without a name, with Arm's dot products",
        ),
        ("", "a processor without a name; whether it has VNNI is not told"),
    ],
)
def test_a_processor_is_described(cpuinfo: str, expected: str) -> None:
    assert described(cpuinfo) == expected


def test_this_processor_is_described() -> None:
    assert "VNNI" in processor() or "dot products" in processor()
