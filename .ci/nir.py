"""Checks every NIR of a persons table.

usage: nir.py PERSONS.csv FREE_CODES.tsv LEAST

Each number must be accepted by the independent library python3-stdnum and by
two descriptions of its form: a strict one, which knows which months, places
and orders exist, and a loose one, in the manner of the sickness insurance's
own validator. It must agree with the sex and birth date of its line, be given
once only, and name a birthplace whose code was never attributed.

Persons without a certified number have a temporary one: 7 or 8 by sex, a 2 that
marks numbers made up for a system's own use, fund 000, a serial. They are few.
"""

import csv
import re
import sys

from stdnum.fr import nir

# Months 00-09 and 10-12, and the ones kept for incomplete records.
MONTH = "(?:0[0-9]|1[0-2]|[2-35-9][0-9]|4[0-2])"
# A département of the mainland or Corsica, or 96 and 99, with a commune of
# three digits, of which 990 is the last; or an overseas one with two digits.
MAINLAND = "(?:0[1-9]|[1-8][0-9]|9[0-69]|2[ABab])(?:(?!000)[0-8][0-9]{2}|9[0-8][0-9]|990)"
OVERSEAS = "9[78][0-9](?:(?!00)[0-8][0-9]|90)"
ORDER = "(?!000)[0-9]{3}"
KEY = "(?!00)(?:[0-8][0-9]|9[0-7])"
STRICT = re.compile(f"[1-37-8][0-9]{{2}}{MONTH}(?:{MAINLAND}|{OVERSEAS}){ORDER}{KEY}")

LOOSE = re.compile("[12][0-9]{2}(?:0[1-9]|1[0-2]|[2-9][0-9])(?:[0-9]{2}|2[AB])[0-9]{6}(?:[0-8][0-9]|9[0-7])")

TEMPORARY = re.compile(f"[78]2000[0-9]{{8}}{KEY}")


def free_codes(path):
    """The commune codes never attributed, by département."""
    free = {}
    for line in open(path, encoding="utf-8"):
        place, spans = line.rstrip("\n").split("\t")
        codes = free.setdefault(place, set())
        for span in spans.split():
            first, _, last = span.partition("-")
            codes.update(range(int(first), int(last or first) + 1))
    return free


def birthplace(number, free):
    """What is wrong with the place in a number, or an empty text."""
    place, code = number[5:7], int(number[7:10])
    if place == "99":
        return "" if 518 <= code <= 989 else "a country that exists"
    if place in ("97", "98"):
        place, code = number[5:8], int(number[8:10])
    if code not in free.get(place, ()):
        return f"commune {code} of {place} may exist"
    return ""


def problems(row, free):
    number = row["nir"] + row["nir_key"]
    if not nir.is_valid(number):
        yield "python3-stdnum refuses it"
    if not STRICT.fullmatch(number):
        yield "not of the strict form"
    if number[0] in "78":
        if not TEMPORARY.fullmatch(number):
            yield "not of the temporary form"
        if number[0] != {"M": "7", "F": "8"}[row["sex"]]:
            yield "the sex does not fit"
        return
    if not LOOSE.fullmatch(number):
        yield "not of the loose form"
    if number[0] != {"M": "1", "F": "2"}[row["sex"]]:
        yield "the sex does not fit"
    if number[1:5] != row["birth_date"][2:4] + row["birth_date"][5:7]:
        yield "the birth date does not fit"
    if what := birthplace(number, free):
        yield what


def main(persons, codes, least):
    free, seen, read, bad, temporary = free_codes(codes), set(), 0, 0, 0
    with open(persons, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            read += 1
            seen.add(row["nir"])
            temporary += row["nir"][0] in "78"
            for what in problems(row, free):
                bad += 1
                if bad <= 10:
                    print(f"{row['nir']} {row['nir_key']}: {what}", file=sys.stderr)
    print(f"{read} numbers read, {len(seen)} different, {temporary} of them temporary, {bad} problems")
    return 0 if bad == 0 and temporary * 100 < read and read >= int(least) and len(seen) == read else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
