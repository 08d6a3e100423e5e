#!/usr/bin/env python3
"""Small byte-pair encodings and what they make of texts in many scripts, for test_tokenizer_bpe.

An independent program: words are cut by hand-written scanners over Python's unicodedata, merges are applied
one at a time by search. Writes byte_level_bpe.json, the same bytes each time:
    ./byte_level_bpe.py > byte_level_bpe.json
"""
import collections
import json
import random
import sys
import unicodedata

TEXTS = [
    "The quick brown fox jumps over the lazy dog. It's what they'd've said: we'll see, I'm sure you're right.",
    "Voix ambiguë d’un cœur qui au zéphyr préfère les jattes de kiwis. Größe, Straße, naïve, Ångström, señor.",
    "Zażółć gęślą jaźń; příliš žluťoučký kůň úpěl ďábelské ódy; İstanbul'da ığdır.",
    "Съешь же ещё этих мягких французских булок, да выпей чаю. Ґанок, їжак, ъгъл.",
    "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. Ἐν ἀρχῇ ἦν ὁ λόγος.",
    "نص حكيم له سر قاطع وذو شأن عظيم، مكتوب على ثوب أخضر؟ \u200f١٢٣\u200f",
    "דג סקרן שט בים מאוכזב ולפתע מצא חברה. בְּרֵאשִׁית \u200e(abc)\u200f",
    "ऋषियों को सताने वाले दुष्ट राक्षसों के राजा रावण का सर्वनाश करने वाले। १२३४",
    "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า กว่าบรรดาฝูงสัตว์เดรัจฉาน ๑๒๓",
    "天地玄黃，宇宙洪荒。日月盈昃，辰宿列張。二〇二四年、完。",
    "いろはにほへと ちりぬるを。カタカナ、ﾊﾝｶｸ！ 私は日本語を話します。",
    "키스의 고유조건은 입술끼리 만나야 하고 특별한 기술은 필요치 않다. 한글",
    "👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈 🇰🇷 ☃️ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐍈 🫠",
    "e\u0301 vs é, n\u0303o, a\u0308\u0323, Z\u0351\u036b\u0343a\u0322lgo",
    "    four spaces,\ttab,\t\ttwo tabs  two\u00a0nbsp\u2003em\u3000ideographic \u200bzero\u1680ogham\u180evowel",
    "line\nnext\r\nwindows\r\rmac\n\n\n   indented\n \n\t\nend   ",
    "\x00\x01\x1b[31mred\x1b[0m\x7f\x85\u2028\u2029\ufeff\ufffd",
    "3.14159, 1234567890, ½ ²³ ⅷ Ⅻ ٣٤ 12a34b 1,000,000.00 0x1F",
    "DON'T I'LL YOU'RE 'S 'T it'ſ ''quoted'' 'tis o'clock 'dd 'mm 'sss",
    "if (a[i] != b->c) { return f(x, y) | ~z; } // (what?) ... ?!… $£€¥ `~!@#%^&*",
    "", " ", "  ", "\n", "a", " a", "'", " '", "'s", "<|endoftext|>", "a<|endoftext|>b <|endoftext|>",
    "x  <|sep|>  y<|sep|>z <|endoftext|><|endoftext", "▁a▁ ▁b", "<0x41> <unk> <s>",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbb ababababababababab",
]


def random_texts(count):
    generator = random.Random(4)
    blocks = [(0, 0x80), (0x80, 0x250), (0x300, 0x530), (0x590, 0x700), (0x900, 0xE80), (0x1100, 0x1200),
              (0x2000, 0x2070), (0x2100, 0x2200), (0x3000, 0x3100), (0x4E00, 0x4F00), (0xAC00, 0xAD00),
              (0xFE00, 0x10000), (0x1F300, 0x1F700)]
    texts = []
    while len(texts) < count:
        text = ""
        for _ in range(generator.randint(1, 40)):
            first, end = blocks[generator.randrange(len(blocks))] if generator.random() < 0.5 else blocks[0]
            character = chr(generator.randrange(first, end))
            if unicodedata.category(character) not in ("Cn", "Cs"):
                text += character if generator.random() < 0.8 else " "
        texts.append(text)
    return texts


# Unicode's White_Space; str.isspace has U+001C to U+001F besides.
WHITE_SPACE = set("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200B)}


def is_space(c): return c in WHITE_SPACE
def is_letter(c): return unicodedata.category(c)[0] == "L"
def is_number(c): return unicodedata.category(c)[0] == "N"
def is_other(c): return not (is_space(c) or is_letter(c) or is_number(c))


def run(text, at, belongs):
    while at < len(text) and belongs(text[at]):
        at += 1
    return at


def end_of_spaces(text, at):
    """\\s+(?!\\S)|\\s+ : a run of white space without its last one where a word follows."""
    end = run(text, at, is_space)
    return end - 1 if end < len(text) and end - at > 1 else end


def gpt2_words(text):
    words, at = [], 0
    while at < len(text):
        end = at
        for ending in ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d"):
            if text.startswith(ending, at):
                end = at + len(ending)
                break
        if end == at:
            first = at + 1 if text[at] == " " else at
            for belongs in (is_letter, is_number, is_other):
                if first < len(text) and belongs(text[first]):
                    end = run(text, first, belongs)
                    break
        if end == at:
            end = end_of_spaces(text, at)
        words.append(text[at:end])
        at = end
    return words


def llama3_words(text):
    def contraction(at):
        for ending in ("s", "t", "re", "ve", "m", "ll", "d"):
            part = text[at + 1:at + 1 + len(ending)]
            if part.lower().replace("ſ", "s") == ending:
                return at + 1 + len(ending)
        return at

    words, at = [], 0
    while at < len(text):
        c, end = text[at], at
        if c == "'":
            end = contraction(at)
        if end == at and is_letter(c):
            end = run(text, at, is_letter)
        elif end == at and c not in "\r\n" and not is_number(c) and at + 1 < len(text) and is_letter(text[at + 1]):
            end = run(text, at + 1, is_letter)
        if end == at and is_number(c):
            end = min(run(text, at, is_number), at + 3)
        if end == at:
            first = at + 1 if c == " " else at
            if first < len(text) and is_other(text[first]):
                end = run(text, run(text, first, is_other), lambda d: d in "\r\n")
        if end == at:
            spaces = text[at:run(text, at, is_space)]
            last = max(spaces.rfind("\r"), spaces.rfind("\n"))
            end = at + last + 1 if last >= 0 else end_of_spaces(text, at)
        words.append(text[at:end])
        at = end
    return words


def bloom_words(text):
    def belongs(c): return not (is_space(c) or c in "(|)" or c in ".,!?…。，、।۔،")
    words, at, gap = [], 0, 0
    while at < len(text):
        first = at + 1 if text[at] == " " and at + 1 < len(text) and belongs(text[at + 1]) else at
        if not belongs(text[first]):
            at += 1
            continue
        if gap < at:
            words.append(text[gap:at])
        gap = run(text, first, belongs)
        words.append(text[at:gap])
        at = gap
    if gap < len(text):
        words.append(text[gap:])
    return words


def byte_alphabet():
    plain = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [b for b in range(256) if b not in plain]
    return {**{b: chr(b) for b in plain}, **{b: chr(256 + i) for i, b in enumerate(others)}}


BYTES = byte_alphabet()


def spelled(word): return "".join(BYTES[b] for b in word.encode())


def merged(symbols, pair):
    result, at = [], 0
    while at < len(symbols):
        if tuple(symbols[at:at + 2]) == pair:
            result.append(symbols[at] + symbols[at + 1])
            at += 2
        else:
            result.append(symbols[at])
            at += 1
    return result


def learned_merges(words, count):
    counted = collections.Counter(words)
    forms = {word: list(word) for word in counted}
    merges = []
    while len(merges) < count:
        pairs = collections.Counter()
        for word, symbols in forms.items():
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += counted[word]
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        forms = {word: merged(symbols, best) for word, symbols in forms.items()}
    return merges


def encoded(symbols, ranks):
    symbols = list(symbols)
    while len(symbols) > 1:
        best = min(zip(symbols, symbols[1:]), key=lambda pair: ranks.get(pair, len(ranks)))
        if best not in ranks:
            break
        symbols = merged(symbols, best)
    return symbols


def added_token(token_id, content, **flags):
    return {"id": token_id, "content": content, "single_word": False, "lstrip": False, "rstrip": False,
            "normalized": False, "special": True, **flags}


def byte_level(name, words_of, pre_tokenizer, lists, specials=()):
    merges = learned_merges([spelled(word) for text in TEXTS for word in words_of(text)], 300)
    tokens = [*BYTES.values(), *("".join(pair) for pair in merges)]
    vocabulary = {}
    for token in tokens:
        vocabulary.setdefault(token, len(vocabulary))
    ranks = {pair: rank for rank, pair in enumerate(merges)}
    added = [added_token(len(vocabulary) + i, content, **flags) for i, (content, flags) in enumerate(specials)]

    def ids_of(text):
        """Added tokens first; <|sep|> takes the white space beside it."""
        for token in added:
            at = text.find(token["content"])
            if at < 0 or any(0 <= text.find(other["content"]) < at for other in added):
                continue
            before, after = text[:at], text[at + len(token["content"]):]
            if token["lstrip"]:
                before = before.rstrip("".join(WHITE_SPACE))
            if token["rstrip"]:
                after = after.lstrip("".join(WHITE_SPACE))
            return [*ids_of(before), token["id"], *ids_of(after)]
        return [vocabulary[symbol] for word in words_of(text) for symbol in encoded(spelled(word), ranks)]

    tokenizer = {"version": "1.0", "added_tokens": added, "normalizer": None, "pre_tokenizer": pre_tokenizer,
                 "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
                 "model": {"type": "BPE", "dropout": None, "unk_token": None, "vocab": vocabulary,
                           "merges": [list(p) if lists else " ".join(p) for p in merges]}}
    return {"name": name, "tokenizer": tokenizer, "ids_of": ids_of}


def byte_fallback():
    """As sentencepiece models look when they are converted: no words, U+2581 for spaces."""
    def normal(text): return ("▁" + text).replace(" ", "▁") if text else text

    words = [word for text in TEXTS[:12] for word in normal(text).replace("▁", " ▁").split(" ") if word]
    merges = learned_merges(words, 300)
    vocabulary = {"<unk>": 0, "<s>": 1, "</s>": 2}
    for byte in range(256):
        vocabulary[f"<0x{byte:02X}>"] = len(vocabulary)
    for token in [*sorted({c for text in TEXTS[:6] for c in normal(text)}), *("".join(p) for p in merges)]:
        if len(token) > 1 or unicodedata.category(token)[0] != "M":  # some characters are left to their bytes
            vocabulary.setdefault(token, len(vocabulary))
    merges = [p for p in merges if all(part in vocabulary for part in p)]
    ranks = {pair: rank for rank, pair in enumerate(merges)}

    def ids_of(text):
        symbols = []
        for c in normal(text):
            symbols.extend([c] if c in vocabulary else [f"<0x{b:02X}>" for b in c.encode()])
        return [vocabulary[symbol] for symbol in encoded(symbols, ranks)]

    tokenizer = {
        "version": "1.0", "added_tokens": [],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Prepend", "prepend": "▁"},
            {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
        "pre_tokenizer": None, "post_processor": None,
        "decoder": {"type": "Sequence", "decoders": [
            {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"},
            {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
        "model": {"type": "BPE", "unk_token": "<unk>", "fuse_unk": True, "byte_fallback": True,
                  "vocab": vocabulary, "merges": [" ".join(p) for p in merges]}}
    return {"name": "characters with byte fallback", "tokenizer": tokenizer, "ids_of": ids_of}


LLAMA3 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
          r"|\s*[\r\n]+|\s+(?!\S)|\s+")
BLOOM = r" ?[^(\s|[.,!?…。，、।۔،])]+"


def split_then_bytes(expression):
    return {"type": "Sequence", "pretokenizers": [
        {"type": "Split", "pattern": {"Regex": expression}, "behavior": "Isolated", "invert": False},
        {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}]}


KINDS = [
    byte_level("GPT-2", gpt2_words, {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}, False,
               [("<|endoftext|>", {}), ("<|sep|>", {"lstrip": True, "rstrip": True, "special": False})]),
    byte_level("Llama 3", llama3_words, split_then_bytes(LLAMA3), True, [("<|endoftext|>", {})]),
    byte_level("BLOOM", bloom_words, split_then_bytes(BLOOM), False),
    byte_fallback(),
]
texts = TEXTS + random_texts(120)
json.dump({"made_by": "byte_level_bpe.py", "texts": texts,
           "kinds": [{"name": kind["name"], "tokenizer": kind["tokenizer"],
                      "ids": [kind["ids_of"](text) for text in texts]} for kind in KINDS]},
          sys.stdout, separators=(",", ":"))
print()
