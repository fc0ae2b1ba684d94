"""Mails as Outlook saves them, in their true layout ([MS-CFB], [MS-OXMSG])."""

import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise

Tree = Mapping[str, "bytes | Tree"]
Value = str | bytes | int | datetime
_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def compound(tree: Tree) -> bytes:
    """Return a compound file of streams and storages by name."""
    entries: list[list[int | str | bytes]] = []
    sectors, fat, small, small_fat = bytearray(), list[int](), bytearray(), list[int]()

    def store(content: bytes, room: bytearray, chain: list[int], size: int) -> int:
        first = len(chain)
        count = -(-len(content) // size)
        room.extend(content.ljust(count * size, b"\0"))
        chain.extend([*range(first + 1, first + count), _END] if count else [])
        return first if count else _END

    def add(name: str, held: "bytes | Tree") -> int:
        index = len(entries)
        if isinstance(held, bytes):
            room = (sectors, fat, _SECTOR) if len(held) >= _CUTOFF else (small, small_fat, _SMALL)
            entries.append([name, 2, _FREE, _FREE, store(held, *room), len(held)])
            return index
        entries.append([name, 1 if entries else 5, _FREE, _FREE, _END, 0])
        kids = [add(n, held[n]) for n in sorted(held, key=lambda n: (len(n), n.upper()))]
        for one, after in pairwise(kids):
            entries[one][2] = after
        entries[index][3] = kids[0] if kids else _FREE
        return index

    add("Root Entry", tree)
    entries[0][4:] = [store(bytes(small), sectors, fat, _SECTOR), len(small)]
    directory = b"".join(map(_entry, entries))
    first_entry = store(directory, sectors, fat, _SECTOR)
    chains = struct.pack(f"<{len(small_fat)}I", *small_fat)
    first_small = store(
        chains.ljust(-(-len(chains) // _SECTOR) * _SECTOR, b"\xff"), sectors, fat, _SECTOR
    )
    count = -(-(len(fat) + 8) * 4 // _SECTOR)
    at = list(range(len(fat), len(fat) + count))
    table = struct.pack(f"<{len(fat) + count}I", *fat, *[_FAT] * count)
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0,
        count, first_entry, 0, _CUTOFF, first_small, len(chains) // _SECTOR + 1, _END, 0,
    )  # fmt: skip
    places = struct.pack("<109I", *at, *[_FREE] * (109 - count))
    return head + places + bytes(sectors) + table.ljust(count * _SECTOR, b"\xff")


def _entry(entry: Sequence[int | str | bytes]) -> bytes:
    name, kind, right, child, start, size = entry
    spelled = (str(name) + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ", spelled, len(spelled), kind, 1, _FREE, right, child, start, size
    )


def properties(head: int, values: Mapping[int, Value]) -> dict[str, bytes | Tree]:
    """Return the streams that hold properties by their numbers."""
    told, streams = bytearray(head), dict[str, bytes | Tree]()
    for number, value in values.items():
        if isinstance(value, str | bytes):
            kind = 0x001F if isinstance(value, str) else 0x0102
            content = (
                value.encode("utf-16-le", "surrogatepass") if isinstance(value, str) else value
            )
            streams[f"__substg1.0_{number:04X}{kind:04X}"] = content
            told += struct.pack("<HHIII", kind, number, 6, len(content) + 2, 0)
        elif isinstance(value, datetime):
            ticks = int((value - _EPOCH).total_seconds()) * 10_000_000
            told += struct.pack("<HHIQ", 0x0040, number, 6, ticks)
        else:
            told += struct.pack("<HHIII", 0x0003, number, 6, value, 0)
    return {"__properties_version1.0": bytes(told), **streams}


def outlook_tree(
    values: Mapping[int, Value],
    *attachments: Mapping[int, Value],
    mails: Sequence[Tree] = (),
    head: int = 32,
) -> dict[str, bytes | Tree]:
    """Return the tree of a mail with attachments, and with mails attached to it."""
    held: list[Tree] = [properties(8, one) for one in attachments]
    held += [{**properties(8, {0x3705: 5}), "__substg1.0_3701000D": mail} for mail in mails]
    tree = properties(head, values)
    for n, one in enumerate(held):
        tree[f"__attach_version1.0_#{n:08X}"] = one
    return tree


def outlook_mail(
    values: Mapping[int, Value],
    *attachments: Mapping[int, Value],
    mails: Sequence[Tree] = (),
) -> bytes:
    """Return a mail as Outlook saves it."""
    return compound(outlook_tree(values, *attachments, mails=mails))
