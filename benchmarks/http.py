"""Many requests over a few connections, with as little work on this side as Python allows."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Iterator


def get(path: str, port: int, **headers: str) -> bytes:
    return request("GET", path, port, b"", headers)


def request(method: str, path: str, port: int, body: bytes, headers: dict[str, str]) -> bytes:
    """The bytes of one request. It says that a proxy took it over https, as in production."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "X-Forwarded-Proto: https", "Accept-Language: zh-CN", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""]).encode() + body


def drive(port: int, requests: Iterable[bytes], connections: int) -> tuple[float, Counter[int], int]:
    """Send all requests over so many connections at once: (seconds, answers by status, bytes of the last body)."""
    return asyncio.run(_drive(port, iter(requests), connections))


async def _drive(port: int, requests: Iterator[bytes], connections: int) -> tuple[float, Counter[int], int]:
    statuses: Counter[int] = Counter()
    sizes = [0]
    begun = time.perf_counter()
    await asyncio.gather(*(_connection(port, requests, statuses, sizes) for _ in range(connections)))
    return time.perf_counter() - begun, statuses, sizes[0]


async def _connection(port: int, requests: Iterator[bytes], statuses: Counter[int], sizes: list[int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for message in requests:
        writer.write(message)
        head = await reader.readuntil(b"\r\n\r\n")
        statuses[int(head[9:12])] += 1
        sizes[0] = await body(reader, head.lower())
    writer.close()


async def body(reader: asyncio.StreamReader, head: bytes) -> int:
    """Read what follows a head (in small letters): its bytes."""
    if b"content-length:" in head:
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        return length
    total = 0
    while b"transfer-encoding: chunked" in head:
        size = int(await reader.readline(), 16)
        await reader.readexactly(size + 2)
        total += size
        if not size:
            break
    return total
