"""How are many integers written as a short text?

*Number text*: base-64 digits as in source maps. An integer n is zigzagged (``2n``, or ``-2n - 1`` below zero) and cut
into groups of five bits, lowest first; each group is one character, with 32 added when another group follows. Small
numbers, which differences mostly are, take one character and no comma: half the size of the same numbers in JSON.
``layers/browser`` holds the other direction.
"""

import numpy as np

ALPHABET = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", dtype=np.uint8)
GROUP_BITS = 5
GROUPS = 7  # 35 bits: every integer of 32 bits with its sign


def number_text(values: np.ndarray) -> str:
    """Integers (32 bits) as number text.

    >>> number_text(np.array([0, -1, 1, 15, 16, -100000]))
    'ABCegB_pjG'
    >>> read_number_text("ABCegB_pjG").tolist()
    [0, -1, 1, 15, 16, -100000]
    """
    return "".join(number_texts(values, np.array([0])))


def number_texts(values: np.ndarray, starts: np.ndarray) -> list[str]:
    """Many number texts at once: text i holds the values from ``starts[i]`` up to the next start.

    >>> number_texts(np.array([1, 2, 3]), np.array([0, 1]))
    ['C', 'EG']
    """
    values = np.asarray(values, dtype=np.int64)
    if not values.size:
        return [""] * len(starts)
    zigzag = np.where(values >= 0, values * 2, -values * 2 - 1)
    groups = zigzag[:, None] >> (GROUP_BITS * np.arange(GROUPS))
    used = groups > 0
    used[:, 0] = True
    digits = (groups & 31) | (np.concatenate([groups[:, 1:], np.zeros((len(values), 1), np.int64)], axis=1) > 0) * 32
    text = ALPHABET[digits[used]].tobytes().decode("ascii")
    ends = np.concatenate([[0], np.cumsum(used.sum(axis=1))])
    cuts = np.append(ends[starts], len(text))
    return [text[a:b] for a, b in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)]


def read_number_text(text: str) -> np.ndarray:
    """The integers of a number text."""
    if not text:
        return np.empty(0, dtype=np.int64)
    back = np.zeros(128, dtype=np.int64)
    back[ALPHABET] = np.arange(64)
    digits = back[np.frombuffer(text.encode("ascii"), dtype=np.uint8)]
    last = digits < 32
    number = np.concatenate([[0], np.cumsum(last)[:-1]]).astype(np.int64)
    first = np.concatenate([[0], np.flatnonzero(last)[:-1] + 1]).astype(np.int64)
    shift = np.arange(len(digits)) - first[number]
    zigzag = np.bincount(number, weights=((digits & 31) << (GROUP_BITS * shift)).astype(float)).astype(np.int64)
    return np.where(zigzag % 2, -(zigzag + 1) // 2, zigzag // 2)


def differences(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Each row as its difference from the row before; the rows at ``starts`` stay as they are.

    >>> differences(np.array([5, 7, 100, 90]), np.array([0, 2])).tolist()
    [5, 2, 100, -10]
    """
    values = np.asarray(values)
    out = np.diff(values, axis=0, prepend=np.zeros((1, *values.shape[1:]), values.dtype))
    out[starts] = values[starts]
    return out
