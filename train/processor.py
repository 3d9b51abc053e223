"""Which processor figures are measured on, as far as Linux tells."""

from __future__ import annotations

from pathlib import Path

# Integer products of int8, as the kernel names them: VNNI of Intel and AMD, and the dot
# products of Arm, without which an int8 network gains much less.
INTEGER_PRODUCTS = {
    "avx512_vnni": "VNNI",
    "avx_vnni": "VNNI",
    "asimddp": "Arm's dot products",
}


def described(cpuinfo: str) -> str:
    """The name and whether there are integer products, from /proc/cpuinfo's text."""
    facts = {}
    for line in cpuinfo.splitlines():
        name, _, value = line.partition(":")
        facts[name.strip()] = value.strip()
    flags = (facts.get("flags") or facts.get("Features") or "").split()
    model = facts.get("model name", "a processor without a name")
    found = [words for flag, words in INTEGER_PRODUCTS.items() if flag in flags]
    if not flags:
        return f"{model}; whether it has VNNI is not told"
    return f"{model}, with {found[0]}" if found else f"{model}, without VNNI"


def processor() -> str:
    """That of this machine."""
    path = Path("/proc/cpuinfo")
    return described(path.read_text() if path.exists() else "")
