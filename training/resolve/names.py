"""Which rows are the same and which names: as the reference scorer tells."""
import re
import unicodedata


def words(name):
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['’]s\b", "", plain)
    dropped = ("the", "a", "an", "mr", "mrs", "ms", "dr")
    return [word for word in re.findall(r"[a-z0-9]+", plain) if word not in dropped]


def same_name(one, other):
    one, other = sorted((words(one), words(other)), key=len)
    if one == other or not one:
        return one == other
    return len(one) >= 2 and one[-1] == other[-1] and set(one) <= set(other)


def letters(text, spans):
    return {place for start, end in spans for place in range(max(start, 0), min(end, len(text))) if text[place].isalnum()}


def outer(document):
    inner = ("nested_in", "within", "nested")
    return [row for row in document["attributions"] if not any(row.get(mark) for mark in inner)]


def pairs(gold, found):
    """Gold rows with the found ones whose content they share, one to one, the largest overlap first."""
    ours = [(row, letters(gold["text"], row["content"])) for row in outer(gold)]
    theirs = [(row, letters(gold["text"], row["content"])) for row in outer(found)]
    shared = ((len(p & q) / len(p | q), i, j) for i, (_, p) in enumerate(theirs) for j, (_, q) in enumerate(ours) if p & q)
    taken, paired = set(), {}
    for overlap, i, j in sorted(shared, reverse=True):
        if overlap >= 0.5 and i not in taken and j not in paired:
            taken.add(i)
            paired[j] = i
    return [(ours[j][0], theirs[i][0]) for j, i in paired.items()]
