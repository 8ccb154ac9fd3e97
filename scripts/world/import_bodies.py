#!/usr/bin/env python3
"""Makes the first edition of countries.csv, organisations.csv and outlets.csv.

    import_bodies.py FACTS_DIR OUT_DIR

Decisions are in the tables below and in data/world/overrides/organisations.csv. After the first edition
the tables are kept by hand; this script stays as the record of how they came about.
"""
import csv
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[2] / "data" / "world"

# Nouns for a person or people that are never used as adjectives.
PEOPLE_ONLY = set(
    "Briton Britons Brit Brits Turk Turks Dane Danes Swede Swedes Finn Finns Pole Poles Spaniard Spaniards Serb Serbs Croat "
    "Croats Frenchman Frenchmen Frenchwoman Irishman Irishmen Dutchman Dutchmen Netherlander Icelander Icelanders Luxembourger "
    "Luxembourgers Liechtensteiner Liechtensteiners Filipina Basotho Mosotho Motswana Batswana Emaswati Nepalis".split()
) | {"New Zealander", "Hong Konger", "Solomon Islander", "Argentines"}
NOT_DEMONYMS = {"UK", "US", "U.S.", "UAE", "Myanmar", "Afghani", "Vatican", "Papal"}
# Generic words that stand for a government only where the report has named the country.
NOT_SEATS = {
    "Royal Court", "Royal Palace", "Presidential Complex", "Government House", "State House", "National Palace",
    "Federal Palace", "People's Palace", "Royal Palace", "Pasteur", "Kasbah", "Istana", "Victoria", "Green Zone",
    "Bundestag", "Knesset", "Majlis", "Pentagon", "Islamic Emirate", "Holy See", "the Vatican", "Great Hall of the People", "Langley", "Dubai", "Jeddah",
}
NOT_NAMES = {"the Kingdom", "CAR", "ROC", "Korea", "Congo"}
STARTS = {
    "ARM": "1991-09-21", "AZE": "1991-10-18", "BIH": "1992-03-03", "BLR": "1991-08-25", "CZE": "1993-01-01",
    "ERI": "1993-05-24", "EST": "1991-08-20", "GEO": "1991-04-09", "HRV": "1991-06-25", "KAZ": "1991-12-16",
    "KGZ": "1991-08-31", "LTU": "1990-03-11", "LVA": "1991-08-21", "MDA": "1991-08-27", "MKD": "1991-09-08",
    "MNE": "2006-06-03", "NAM": "1990-03-21", "PLW": "1994-10-01", "SRB": "1992-04-28", "SSD": "2011-07-09",
    "SVK": "1993-01-01", "SVN": "1991-06-25", "TJK": "1991-09-09", "TKM": "1991-10-27", "TLS": "2002-05-20",
    "UKR": "1991-08-24", "UZB": "1991-09-01", "XKX": "2008-02-17",
}
EXTRA = {  # further names, seats, adjectives
    "USA": {"other_names": ["United States of America"], "seats": ["State Department", "US State Department", "Trump administration",
            "Biden administration", "Obama administration", "Bush administration", "Clinton administration"]},
    "GBR": {"seats": ["Foreign Office", "No 10", "No. 10"], "adjectives": ["UK"]},
    "TUR": {"other_names": ["Republic of Türkiye", "Turkiye"]},
    "DEU": {"capitals": ["Bonn"], "adjectives": ["West German"]},
    "COD": {"other_names": ["Democratic Republic of the Congo", "Congo"]},
    "KOR": {"other_names": ["Republic of Korea", "Korea"], "adjectives": ["Korean"]},
    "COG": {"other_names": ["Congo"]},
    "PRK": {"other_names": ["Democratic People's Republic of Korea"]},
    "RUS": {"seats": ["Russian Foreign Ministry"]},
    "IRN": {"seats": ["Islamic Republic"]},
    "KAZ": {"capitals": ["Nur-Sultan", "Almaty"]},
    "VAT": {"adjectives": ["Vatican"], "people": []},
    "PSE": {"other_names": ["Occupied Palestinian Territories", "Occupied Palestinian Territory", "Gaza Strip"]},
    "TWN": {"adjectives": ["Taiwanese"]},
    "ISR": {"other_names": ["State of Israel"]},
    "MMR": {"adjectives": ["Myanmar"]},
}
TERRITORIES = [  # ISO 3166-1 codes of places that are not states, and de facto states under codes of ours (X..)
    ("ABW", "AW", "Aruba", "", "Aruban"), ("AIA", "AI", "Anguilla", "", "Anguillan"), ("ALA", "AX", "Åland Islands", "Aland", "Ålander"),
    ("ASM", "AS", "American Samoa", "", ""), ("ATA", "AQ", "Antarctica", "", ""), ("BLM", "BL", "Saint Barthélemy", "St Barts", ""),
    ("BMU", "BM", "Bermuda", "", "Bermudian"), ("CCK", "CC", "Cocos Islands", "", ""), ("COK", "CK", "Cook Islands", "", "Cook Islander"),
    ("CUW", "CW", "Curaçao", "", "Curaçaoan"), ("CXR", "CX", "Christmas Island", "", ""), ("CYM", "KY", "Cayman Islands", "Caymans", "Caymanian"),
    ("FLK", "FK", "Falkland Islands", "Falklands|Malvinas", "Falkland Islander"), ("FRO", "FO", "Faroe Islands", "Faroes", "Faroese"),
    ("GGY", "GG", "Guernsey", "", ""), ("GIB", "GI", "Gibraltar", "", "Gibraltarian"), ("GLP", "GP", "Guadeloupe", "", "Guadeloupean"),
    ("GRL", "GL", "Greenland", "Kalaallit Nunaat", "Greenlandic|Greenlander"), ("GUF", "GF", "French Guiana", "", "French Guianese"),
    ("GUM", "GU", "Guam", "", "Guamanian"), ("IMN", "IM", "Isle of Man", "", "Manx"), ("IOT", "IO", "British Indian Ocean Territory", "Chagos Islands|Chagos Archipelago", "Chagossian"),
    ("JEY", "JE", "Bailiwick of Jersey", "", ""), ("MAC", "MO", "Macau", "Macao", "Macanese"), ("MAF", "MF", "Saint Martin", "", ""),
    ("MNP", "MP", "Northern Mariana Islands", "", ""), ("MSR", "MS", "Montserrat", "", "Montserratian"), ("MTQ", "MQ", "Martinique", "", "Martinican"),
    ("MYT", "YT", "Mayotte", "", "Mahoran"), ("NCL", "NC", "New Caledonia", "Kanaky", "New Caledonian|Kanak"), ("NFK", "NF", "Norfolk Island", "", ""),
    ("NIU", "NU", "Niue", "", "Niuean"), ("PCN", "PN", "Pitcairn Islands", "", ""), ("PRI", "PR", "Puerto Rico", "", "Puerto Rican"),
    ("PYF", "PF", "French Polynesia", "Tahiti", "Tahitian"), ("REU", "RE", "Réunion", "", "Réunionese"), ("SHN", "SH", "Saint Helena", "", ""),
    ("SPM", "PM", "Saint Pierre and Miquelon", "", ""), ("SXM", "SX", "Sint Maarten", "", ""), ("TCA", "TC", "Turks and Caicos Islands", "", ""),
    ("TKL", "TK", "Tokelau", "", ""), ("VGB", "VG", "British Virgin Islands", "", ""), ("VIR", "VI", "U.S. Virgin Islands", "", ""),
    ("WLF", "WF", "Wallis and Futuna", "", ""), ("XAB", "", "Abkhazia", "Republic of Abkhazia", "Abkhaz|Abkhazian"),
    ("XSO", "", "South Ossetia", "Republic of South Ossetia", "South Ossetian"), ("XTR", "", "Transnistria", "Transdniestria|Pridnestrovian Moldavian Republic", "Transnistrian"),
    ("XNK", "", "Nagorno-Karabakh", "Artsakh|Republic of Artsakh|Nagorny Karabakh", "Karabakhi"), ("XSL", "", "Somaliland", "Republic of Somaliland", "Somalilander"),
    ("XNC", "", "Northern Cyprus", "Turkish Republic of Northern Cyprus|TRNC", "Turkish Cypriot"), ("XKU", "", "Kurdistan Region of Iraq", "Iraqi Kurdistan", "Iraqi Kurdish"),
]
CONTINENT_DROP = {"XNK": ("1991-09-02", "2024-01-01")}


def split(text):
    return [part for part in text.split("|") if part]


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def writer(path, fields):
    file = open(path, "w", encoding="utf-8", newline="")
    out = csv.writer(file, lineterminator="\n")
    out.writerow(fields)
    return out


def short_code(code, name, aliases, taken):
    """The group's own acronym where no other body has it, else the letters of its name."""
    if not code.startswith("AG_"):
        return code
    plain = re.sub(r"[^A-Z]", "", re.sub(r"^Al-", "", name).upper())[:20]
    for candidate in [name, *aliases, plain]:
        if re.fullmatch(r"[A-Z][A-Z0-9-]{2,19}", candidate) and candidate not in taken:
            taken.add(candidate)
            return candidate
    return code


def countries(facts, out):
    table = writer(out / "countries.csv", "code iso2 kind name other_names adjectives people capitals seats start end source".split())
    for row in read(facts / "countries.csv"):
        extra = EXTRA.get(row["iso3"], {})
        capitals = [name for name in split(row["capitals"]) if name != "Sana"]  # the Syrian agency's name
        seats = [s.removeprefix("the ") for s in split(row["metonyms"].replace("dvori", "Dvori")) if s not in capitals and s not in NOT_SEATS]
        demonyms = [d for d in split(row["demonyms"]) if d not in NOT_DEMONYMS]
        people = [d for d in demonyms if d in PEOPLE_ONLY or (d.endswith("s") and d[:-1] in demonyms)]
        adjectives = [d for d in demonyms if d not in people]
        official = row["official_name"] if "," not in row["official_name"] else ""
        names = [re.sub(r" \(.*\)", "", n.removeprefix("the ")) for n in [official, *split(row["other_names"]), *extra.get("other_names", [])]
                 if n != row["name"] and (n not in NOT_NAMES or n in extra.get("other_names", []))]
        names = [n for n in names if n not in ("Zionist regime", "Israeli regime", "Zionist entity", "Jewish state", "Islamic Republic")]
        kind = "former" if row["end"] else "territory" if row["iso3"] in ("HKG", "ESH") else "state"
        table.writerow([
            row["iso3"], row["iso2"], kind, row["name"], "|".join(dict.fromkeys(names)),
            "|".join(dict.fromkeys(adjectives + extra.get("adjectives", []))), "|".join(people),
            "|".join(dict.fromkeys(capitals + extra.get("capitals", []))), "|".join(dict.fromkeys(seats + extra.get("seats", []))),
            row["start"] or STARTS.get(row["iso3"], ""), row["end"], "ISO 3166-1; general knowledge",
        ])
    for code, iso2, name, others, demonyms in TERRITORIES:
        start, end = CONTINENT_DROP.get(code, ("", ""))
        table.writerow([code, iso2, "territory" if iso2 else "de_facto", name, others, demonyms, "", "", "", start, end,
                        "ISO 3166-1; general knowledge" if iso2 else "general knowledge"])


SECTOR = {"IGO": "IGO", "alliance": "IGO", "armed_group": "REB", "rebel": "REB", "party": "PTY", "NGO": "NGO", "company": "BUS", "other": "GOV"}
KIND = {"IGO": "igo", "alliance": "alliance", "armed_group": "armed_group", "rebel": "armed_group", "party": "party", "NGO": "ngo",
        "company": "company", "other": "state_body"}


def organisations(facts, out):
    overrides = {row["code"]: row for row in read(HERE / "overrides" / "organisations.csv")}
    rows = read(facts / "organisations.csv")
    table = writer(out / "organisations.csv", "code kind sector name aliases country start end successor source note".split())
    outlets = writer(out / "outlets.csv", "name aliases country domain kind ownership source".split())
    seen, taken = set(), {m["new_code"] or c for c, m in overrides.items()} | {r["code"] for r in rows if r["type"] != "news_agency"}
    for row in rows:
        name = re.sub(r" \((Syria|Yemen|Lebanon|Libya|Tunisia|Mozambique|Macedonia|Colombia|Egypt|Iran|IHH|Austria|Taiwan|Azerbaijan|Bangladesh|Rwanda|Australia|N)\)$", "", row["name"])
        if row["type"] == "news_agency":
            owner = {"yes": "state", "no": "private", "linked": "linked"}.get(row["state_owned"], "public")
            kind = "agency" if "news agency" in row["notes"] else "outlet"
            aliases = [a for a in split(row["aliases"]) if a not in DROP_OUTLET_ALIASES]
            outlets.writerow([name, "|".join(aliases), row["country"], row["domain"], kind, owner, row["source"]])
            continue
        mend = overrides.get(row["code"], {})
        seen.add(row["code"])
        if mend.get("action") == "drop":
            continue
        aliases = [re.sub(r"^the ", "", a) for a in split(row["aliases"])]
        aliases = [re.sub(r" \(.*\)$", "", a) for a in aliases]
        without = split(mend.get("remove_aliases", ""))
        aliases = [a for a in aliases if a not in without and a not in DROP_ALIASES] + split(mend.get("add_aliases", ""))
        kind = "format" if "subtype=format" in row["notes"] else KIND[row["type"]]
        table.writerow([
            mend.get("new_code") or short_code(row["code"], name, aliases, taken), mend.get("kind") or kind, mend.get("sector") or SECTOR[row["type"]], mend.get("name") or name,
            "|".join(dict.fromkeys(a for a in aliases if a != name)), row["country"], mend.get("start") or row["start"],
            mend.get("end") if mend.get("end") not in (None, "") else row["end"], mend.get("successor", ""), row["source"], mend.get("note", ""),
        ])
    for code, mend in overrides.items():
        if code not in seen:
            table.writerow([code, mend["kind"], mend["sector"], mend["name"], mend["add_aliases"], mend["country"], mend["start"], mend["end"],
                            mend["successor"], "general knowledge", mend["note"]])


DROP_ALIASES = {"Brussels", "bloc", "alliance", "world body", "EU executive", "HTS-led", "Britain-based monitor", "EU leaders", "guarantor states", "Turkey-backed rebels", "US-backed Kurdish-led forces", "Israeli army", "Israeli military",
                "Turkish army", "Turkish military", "Turkish intelligence", "Syrian army", "Syrian government forces", "regime forces", "Sudanese army",
                "Myanmar military", "Myanmar junta", "ISIS-linked", "AL", "SNC", "IS Libya", "SDF Rada", "Total", "Trend", "Daesh terrorist group",
                "AA", "IM", "LI", "KH", "IK", "JI", "AI", "EC", "WB", "PA", "AQ", "JN", "NFL", "ICU", "IEA", "Observatory", "Congress party",
                "Donetsk separatists", "Luhansk separatists", "Haftar's forces", "Hemedti's forces", "Tareq Saleh forces", "Quartet on the Middle East",
                "state TV", "United Front", "Small Group", "Horn", "Maoists", "Ninjas", "Sahwa", "Fano", "Return, Reclamation, Rehabilitation",
                "ISS", "CNA", "PAK", "CPC", "ADF", "TIP", "Reports", "Badr", "Islamic Emirate of Afghanistan", "OPEC and its allies", "remaining JCPOA parties"}
DROP_OUTLET_ALIASES = {"Report", "Trend", "Nation", "APA", "CNA", "PNA", "state TV", "Vesti", "Asahi", "ENA", "NAN", "INA", "Russia 24", "CCTV",
                       "ABC", "APP", "AAP", "IHA", "The News", "New Times", "TT", "IPN", "Independent", "Economist", "Guardian", "Telegraph"}


if __name__ == "__main__":
    countries(Path(sys.argv[1]), Path(sys.argv[2]))
    organisations(Path(sys.argv[1]), Path(sys.argv[2]))
