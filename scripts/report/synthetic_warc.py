#!/usr/bin/env python3
"""Writes a synthetic WARC 1.0 of a given size, to measure memory and throughput with.

    synthetic_warc.py BYTES OUT.warc

Every record is an HTTP response with a page of invented sentences and the furniture of a news site.
The same arguments give the same bytes. Python's standard library only.
"""
import random
import sys

STATES = ["Togo", "Ghana", "Peru", "Bolivia", "Kenya", "Nepal", "Chile", "Malta", "Laos", "Fiji"]
VERBS = ["met the envoy of", "signed a treaty with", "closed its border with", "sent aid to", "recalled its envoy from"]
TAILS = ["on Monday", "after talks in Oslo", "despite the rains", "for the second time this year", "officials said"]


def sentence(chance):
    return f"{chance.choice(STATES)} {chance.choice(VERBS)} {chance.choice(STATES)} {chance.choice(TAILS)}, case {chance.randrange(10**6)}."


def page(chance, number):
    paragraphs = "\n".join(f"<p>{' '.join(sentence(chance) for _ in range(4))}</p>" for _ in range(chance.randrange(8, 24)))
    links = "".join(f"<li><a href='/{n}'>{sentence(chance)[:-1]}</a></li>" for n in range(40))
    script = "<script>" + "var a = [" + ",".join(str(chance.random()) for _ in range(600)) + "];</script>"
    return (
        f"<!doctype html><html lang='en'><head><title>Story {number}</title>{script}</head><body><nav><ul>{links}</ul></nav>"
        f"<article><h1>{sentence(chance)[:-1]}</h1>{paragraphs}</article><footer>Example News. All rights reserved.</footer></body></html>"
    ).encode()


def main():
    wanted, path = int(sys.argv[1]), sys.argv[2]
    chance = random.Random(3)
    written = number = 0
    with open(path, "wb") as out:
        while written < wanted:
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(chance, number)
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news{number % 50}.example.org/2021/04/07/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
            ).encode()
            written += out.write(head + body + b"\r\n\r\n")
            number += 1
    print(f"{number} records, {written} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
