"""Bytes packed for keeping, and unpacked. Not for: hashes, or what the bytes mean."""

import json
import zlib

from wiredesk.errors import StoreError
from wiredesk.interchange.report_json import Json

ZLIB, PLAIN = "zlib", "plain"

# Bytes and milliseconds of a reading (8,670 bytes) by level: 1: 3455, 0.08; 6: 3201, 0.13; 9: 3196, 0.14. The library at
# hand packs no better; zstd came into the standard library with Python 3.14.
_LEVEL = 6


def pack(plain: bytes) -> tuple[str, bytes]:
    """Return how the bytes are packed, and the packed bytes; what packing does not make smaller stays as it is."""
    packed = zlib.compress(plain, _LEVEL)
    return (ZLIB, packed) if len(packed) < len(plain) else (PLAIN, plain)


def unpack(packing: str, packed: bytes, n_bytes: int | None = None) -> bytes:
    """Return the bytes as they came; `n_bytes` is how many they must be.

    :raises StoreError: when they are damaged.
    """
    if packing == PLAIN:
        return bytes(packed)
    try:
        plain = zlib.decompressobj().decompress(packed, 0 if n_bytes is None else n_bytes + 1)
    except zlib.error as error:
        raise StoreError(
            f"packed bytes are damaged ({error}); run wiredesk verify, and restore the desk from a backup"
        ) from error
    if n_bytes is not None and len(plain) != n_bytes:
        raise StoreError(f"packed bytes are damaged ({len(plain)}, not {n_bytes}); run wiredesk verify and restore from a backup")
    return plain


def pack_json(told: Json) -> bytes:
    """Return JSON packed by zlib, as `reading.body` is; equal values make equal bytes."""
    words = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(words.encode("utf-8", "surrogatepass"), _LEVEL)


def unpack_json(packed: bytes) -> Json:
    """Return what `pack_json` packed.

    :raises StoreError: when it is damaged.
    """
    words = unpack(ZLIB, packed).decode("utf-8", "surrogatepass")
    try:
        told: Json = json.loads(words)
    except ValueError as error:
        raise StoreError("a reading is damaged; run wiredesk verify, and restore the desk from a backup") from error
    return told
