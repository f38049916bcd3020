# SPDX-License-Identifier: Apache-2.0
"""A SIM with 250 contacts and 50 messages, written octet by octet after ETSI TS 102 221
annex A, 3GPP TS 31.102 and TS 23.040, and what a person reads on it. Nothing here comes from
the program under test."""
import collections

CONTACTS = 250
MESSAGES = 50
BOOK = "3f00/7f10/5f3a/"
ICCID = "89860012345678901234"

# The letters of TS 23.038 clause 6.2.1 that are not where ASCII has them, and the extension
# table.
GSM = {"@": b"\0", "é": b"\x05", "_": b"\x11", "^": b"\x1b\x14", "{": b"\x1b\x28",
       "}": b"\x1b\x29", "[": b"\x1b\x3c", "~": b"\x1b\x3d", "]": b"\x1b\x3e",
       "€": b"\x1b\x65"}
CODES = "0123456789*#p"

# `kept` is what a card can hold of the name, `cut` the rest.
Name = collections.namedtuple("Name", "form text kept cut")


def gsm(text):
    return b"".join(GSM.get(letter) or letter.encode("ascii") for letter in text)


def ucs2(text):
    return text.encode("utf-16-be", "surrogatepass")


def padded(octets, size):
    assert len(octets) <= size, (octets, size)
    return octets + b"\xff" * (size - len(octets))


def alpha(form, text, size):
    """A name in one of the four forms."""
    if form == "gsm":
        return padded(gsm(text), size)
    if form == "80":
        return padded(b"\x80" + ucs2(text), size)
    lowest = min(ord(letter) for letter in text if ord(letter) > 0x7f)
    if form == "81":
        lowest &= 0x7f80
        head = bytes([0x81, len(text), lowest >> 7])
    else:
        head = bytes([0x82, len(text)]) + lowest.to_bytes(2, "big")
    return padded(head + bytes(ord(letter) if ord(letter) < 0x80 else
                               0x80 | ord(letter) - lowest for letter in text), size)


def swapped(digits):
    """Two digits an octet, the first one low."""
    codes = [CODES.index(digit) for digit in digits] + [15] * (len(digits) % 2)
    return bytes(codes[at] | codes[at + 1] << 4 for at in range(0, len(codes), 2))


def name_of(index):
    def whole(form, text):
        return Name(form, text, text, "")

    def without(text, kept, cut):
        return Name("80", text, kept, cut)

    number = f"{index:03}"
    kind = index % 10
    if kind == 7:
        return [without(f"😀 {number}", f" {number}", "😀"),
                without(f"李😀娜{number}", f"李娜{number}", "😀"),
                without(f"👩\u200d⚕\ufe0f{number}", f"⚕\ufe0f{number}", "👩\u200d"),
                # Half an emoji, where the field ended on the phone that wrote it.
                without(f"小明{number}\ud83d", f"小明{number}", "\ufffd"),
                without("😀🎉", "", "😀🎉")][index // 10 % 5]
    if index % 50 == 9:
        return whole("gsm", "")
    return [whole("gsm", f"Alice {number}"), whole("gsm", f"José {{}}€[{number}]"),
            whole("80", f"张三丰{number}"), whole("81", f"Иван Петров {number}"),
            whole("82", f"محمد علي {number}"), whole("81", f"أحمد حسن {number}"),
            whole("80", f"ليلى {number}"), None,
            whole("gsm", f"Bartholomew Cubb {number}"), whole("80", f"Łuka {number}")][kind]


def number_of(index):
    """Type and digits, up to 41 of them."""
    digits = "".join(str((index * 7 + at * 3 + 1) % 10) for at in range(41))
    return {3: (0x91, digits[:21]), 8: (0x81, digits[:40]), 13: (0x91, digits),
            18: (0x81, digits[:20]), 20: (0x81, f"*1{index:03}#"),
            21: (0x81, f"10086p{index:03}"), 22: (0xa1, f"010{index:08}")}.get(
                index % 25, (0x91, f"86138{index * 7919:08}"))


def shown(type_of_number, digits):
    return ("+" if type_of_number == 0x91 else "") + digits


class Phonebook:
    """The files of the phone book, by record."""

    def __init__(self):
        self.files = {file: [] for file in
                      ("4f3a", "4f11", "4f19", "4f25", "4f26", "4f50", "4f4a")}
        self.contacts = []
        for index in range(CONTACTS):
            self.add(index)

    def dial(self, type_of_number, digits):
        """What stands behind the name; the 21st digit and on go into EF.EXT1."""
        extensions = self.files["4f4a"]
        rest = digits[20:]
        first = len(extensions) + 1 if rest else 0xff
        while rest:
            part, rest = rest[:20], rest[20:]
            following = len(extensions) + 2 if rest else 0xff
            octets = swapped(part)
            extensions.append(bytes([2, len(octets)]) + padded(octets, 10) +
                              bytes([following]))
        octets = swapped(digits[:20])
        return (bytes([len(octets) + 1, type_of_number]) + padded(octets, 10) +
                bytes([0xff, first]))

    def add(self, index):
        name, (type_of_number, digits) = name_of(index), number_of(index)
        contact = {"name": name.text.replace("\ud83d", "\ufffd"),
                   "numbers": [{"number": shown(type_of_number, digits),
                                "type": type_of_number}]}
        if not name.text:
            del contact["name"]
        self.files["4f3a"].append(alpha(name.form, name.text, 20) +
                                  self.dial(type_of_number, digits))
        self.add_second_number(index, contact)
        second = b""
        if index % 6 == 2:
            contact["second_name"] = f"昵称{index:03}"
            second = alpha("80", contact["second_name"], 16)
        self.files["4f19"].append(padded(second, 16))
        link = b"\xff"
        if index % 3 == 0:
            email = f"person{index:03}@example.org".rjust(40 if index == 0 else 0, "a")
            contact["emails"] = [email]
            self.files["4f50"].append(alpha("gsm", email, 40) + bytes([1, index + 1]))
            link = bytes([len(self.files["4f50"])])
        self.files["4f25"].append(link)
        groups = {0: (1,), 4: (2, 3)}.get(index % 8, ())
        if groups:
            contact["groups"] = [["家人", "Work", "Футбол"][group - 1] for group in groups]
        self.files["4f26"].append(bytes(groups) + bytes(4 - len(groups)))
        self.contacts.append(contact)

    def add_second_number(self, index, contact):
        if index % 5 != 1:
            self.files["4f11"].append(b"\xff" * 15)
            return
        digits = "12345678901234567890123" if index == 51 else f"10{index:03}"
        has_label = index % 10 == 1
        self.files["4f11"].append(bytes([has_label]) + self.dial(0x81, digits))
        number = {"number": digits, "type": 0x81}
        if has_label:
            number["label"] = "Office"
        contact["numbers"].append(number)

    def described(self):
        files = {**self.files, "4f4b": [alpha("gsm", "Office", 12)],
                 "4f4c": [alpha("80", "家人", 20), alpha("gsm", "Work", 20),
                          alpha("81", "Футбол", 20)]}
        return {BOOK + file: [record.hex() for record in records]
                for file, records in files.items()}


def packed(septets, header=b""):
    """Seven bits a letter behind a header that ends at a septet (TS 23.040 9.2.3.24)."""
    skipped = -(-len(header) * 8 // 7)
    bits = sum(septet << 7 * at for at, septet in enumerate(septets))
    bits <<= skipped * 7 - len(header) * 8
    size = -(-(skipped + len(septets)) * 7 // 8)
    return bytes([skipped + len(septets)]) + header + bits.to_bytes(
        size - len(header), "little")


def with_length(octets):
    return bytes([len(octets)]) + octets


def record_of(status, coding, user_data, has_header):
    """A record of EF.SMS: status, service centre, and a message that came or went."""
    out = bytes([status]) + bytes.fromhex("07916831081005f5")
    peer = bytes([11, 0x91]) + swapped("13900139000")
    flags = 0x40 if has_header else 0
    if status & 4:
        out += bytes([flags | 1, 0]) + peer + bytes([0, coding])
    else:
        out += bytes([flags | 4]) + peer + bytes([0, coding])
        out += swapped("26112120281432")  # 2026-11-21, 20:28:14, 8 hours before UTC.
    return padded(out + user_data, 176)


def in_parts(text, size):
    """Texts of at most that many septets each; no escape is torn from its letter."""
    parts = [""]
    for letter in text:
        if len(gsm(parts[-1] + letter)) > size:
            parts.append("")
        parts[-1] += letter
    return parts


class Messages:
    """Messages and their records: later parts of long ones lie behind everything else."""

    def __init__(self):
        self.first, self.later, self.texts = [], [], []
        for index in range(MESSAGES):
            self.add(index)

    def add(self, index):
        status = (1, 3, 5, 7)[index % 4]
        state = {1: "read", 3: "unread", 5: "sent", 7: "to_send"}[status]
        missing = []
        if index == 13:  # Turkish by its locking and its single shift table.
            text = "€ŞıŞ"
            records = [record_of(status, 0, packed(b"\x04\x1c\x07\x1b\x53",
                                                   bytes.fromhex("06240101250101")), True)]
        elif index % 2 == 0:
            text, records = self.in_septets(index, status)
        else:
            text, records = self.in_ucs2(index, status)
        if index == 24:  # Its second part never came.
            missing = [2]
            text = text[0] + "[…]" + "".join(text[2:])
            del records[1]
        self.first.append(records[0])
        self.later += records[1:]
        self.texts.append((state, "".join(text), missing))

    @staticmethod
    def in_septets(index, status):
        text = f"No {index} costs 5 €: [{{^}}]" + " €~" * (130 if index % 5 == 4 else 0)
        if len(gsm(text)) <= 160:
            return [text], [record_of(status, 0, packed(gsm(text)), False)]
        parts = in_parts(text, 153)
        return parts, [
            record_of(status, 0, packed(gsm(part), bytes([5, 0, 3, index, len(parts), at])),
                      True) for at, part in enumerate(parts, 1)]

    @staticmethod
    def in_ucs2(index, status):
        text = f"短信{index}：您好 👋" + "，还有一句👋" * (40 if index % 5 == 4 else 0)
        octets = ucs2(text)
        if len(octets) <= 140:
            return [text], [record_of(status, 8, with_length(octets), False)]
        # A reference of 16 bits; cut without looking, some emoji in two, as old phones do.
        parts = [octets[at:at + 132] for at in range(0, len(octets), 132)]
        return ([text], [record_of(status, 8, with_length(
            bytes([6, 8, 4, 1, index, len(parts), at]) + part), True)
            for at, part in enumerate(parts, 1)])

    def described(self):
        return {"3f00/7f10/6f3c": [record.hex() for record in self.first + self.later]}
