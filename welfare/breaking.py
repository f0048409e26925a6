"""Where a line of a paper may end inside a word.

A word of 150 letters would run over its neighbours and off the page: between the signs of a longer word than
its column takes stands an invisible place where the line may end.
"""

from unicodedata import category

LONGEST_WORD = 20  # signs
LONGEST_WHOLE = 60
# Lines of their own width: addresses, names and numbers stay whole and can be copied.
WHOLE = {"letterhead", "signers", "front", "back", "number", "check"}
PICTURES = {"logo", "picture", "svg"}
PLACE = "\u200b"
JOINER = "\u200d"
SKIN_TONES = range(0x1F3FB, 0x1F400)
FLAG_LETTERS = range(0x1F1E6, 0x1F200)  # two of them are one flag


def breakable(value: object, longest: int = LONGEST_WORD) -> object:
    """The data of a paper, with places in its long words; other values, and pictures, as they are."""
    if isinstance(value, str):
        return in_text(value, longest) if len(value) > longest else value
    if isinstance(value, dict):
        return {
            key: item if key in PICTURES else breakable(item, LONGEST_WHOLE if key in WHOLE else longest)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [breakable(item, longest) for item in value]
    return value


def in_text(text: str, longest: int) -> str:
    """The text with places in every word of more signs than `longest`."""
    return " ".join(in_word(word, longest) if len(word) > longest else word for word in text.split(" "))


def in_word(word: str, longest: int) -> str:
    signs = signs_of(word)
    return PLACE.join(signs) if len(signs) > longest else word


def signs_of(word: str) -> list[str]:
    """What a reader takes for one sign each: a letter with its marks, a joined or coloured emoji, a flag."""
    signs: list[str] = []
    for character in word:
        if signs and belongs(character, signs[-1]):
            signs[-1] += character
        else:
            signs.append(character)
    return signs


def belongs(character: str, sign: str) -> bool:
    """Is the character part of the sign before it?"""
    if character == JOINER or sign[-1] == JOINER or ord(character) in SKIN_TONES:
        return True
    if ord(character) in FLAG_LETTERS:
        return len(sign) == 1 and ord(sign) in FLAG_LETTERS
    return category(character)[0] == "M"
