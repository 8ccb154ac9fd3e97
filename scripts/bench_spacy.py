"""Measures `chancery parse` and spaCy on the same texts and prints tables in Markdown. Called by scripts/bench.

Chancery's times are those of whole processes: start, loading, reading, parsing and printing CoNLL-U. spaCy's are those
of `nlp.pipe` alone, its start and loading left out. Both are given as time on the wall and as time of the processor;
the second bears a busy machine better. Texts: those of CHANCERY_SHARED/parity if that is set, else the repository's
own oracle sentences in shuffled documents.
"""

import argparse
import gzip
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The kernels of an ordinary processor, and spaCy's fair opponent to them on a machine that has more.
HELD = "avx2"
HELD_NAME = "spaCy, 1 process, `NumpyOps(use_blis=False)`, OpenBLAS held to AVX2"
BATCH_SIZES = [8, 16, 32, 64, 128, 256]
# One core is one core: no library starts threads of its own.
ENVIRONMENT = {
    **{k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_")},
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chancery", required=True, help="the binary")
    parser.add_argument("--model", required=True, help="the model's folder")
    parser.add_argument("--runs", type=int, default=5, help="runs of each setting (default: 5)")
    parser.add_argument("--largest", type=int, default=10_000_000, help="largest text of the table by size, in bytes")
    parser.add_argument("--only", choices=["ratio", "start", "sizes"], help="one part only")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        return work(args)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        print_machine(args)
        if args.only in (None, "ratio"):
            print_ratios(args, folder)
        if args.only in (None, "start"):
            print_start(args, folder)
        if args.only in (None, "sizes"):
            print_sizes(args, folder)


def print_machine(args):
    cpu = next((line.split(":", 1)[1].strip() for line in read("/proc/cpuinfo") if line.startswith("model name")), "")
    print(f"- date: {time.strftime('%Y-%m-%d')}")
    print(f"- machine: {cpu or platform.processor() or platform.machine()}, {os.cpu_count()} cores, {platform.system()}")
    doctor = subprocess.run([args.chancery, "doctor"], capture_output=True, text=True, env=ENVIRONMENT).stdout
    print(f"- {next(line for line in doctor.splitlines() if line.startswith('kernels'))}")
    print(f"- load average at the start: {os.getloadavg()[0]:.1f}")
    print("- environment cleared of OPENBLAS_*; every library held to one thread\n")


def read(path):
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def texts():
    """The texts, and what they are."""
    shared = os.environ.get("CHANCERY_SHARED")
    if shared:
        rows = []
        for name in ["seeds", "guardian", "gum"]:
            with gzip.open(Path(shared) / "parity" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
                rows.extend(json.loads(line)["text"] for line in lines)
        return rows, f"{len(rows)} documents of the shared parity files (news)"
    sentences = [json.loads(line)["text"] for line in (ROOT / "tests/oracle/en_core_web_sm.jsonl").open(encoding="utf-8")]
    shuffle = random.Random(1)
    rows = []
    for _ in range(15):
        shuffle.shuffle(sentences)
        rows.extend(" ".join(sentences[at : at + 40]) for at in range(0, len(sentences), 40))
    return rows, f"{len(rows)} documents of the repository's oracle sentences, shuffled (few word types: kind to caches)"


def run(command, extra=None, **options):
    """Runs a command; its seconds on the wall and on the processor, and its peak memory in MB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, env={**ENVIRONMENT, **(extra or {})}, **options)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"error: {command} ended with {child.returncode}")
    peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return wall, usage.ru_utime + usage.ru_stime, peak


def chancery(args, file, threads, kernels=None):
    command = [args.chancery, "parse", "--format", "conllu", "--threads", str(threads), str(file)]
    if kernels:
        command += ["--kernels", kernels]
    return run(command, stdout=subprocess.DEVNULL)


def spacy(args, folder, batch_size, use_blis, n_process, share=1, extra=None):
    """One run in a fresh process: tokens, wall, processor, peak. `extra` is added to the environment."""
    job = {"batch_size": batch_size, "use_blis": use_blis, "n_process": n_process, "share": share}
    out = folder / "spacy.json"
    command = [sys.executable, __file__, "--chancery", args.chancery, "--model", args.model, "--worker", json.dumps(job)]
    with out.open("w") as stdout:
        _, _, peak = run(command, extra, stdout=stdout)
    return (*json.loads(out.read_text()), peak)


def work(args):
    """What a process of spaCy's does: prints tokens, wall seconds and processor seconds."""
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    job = json.loads(args.worker)
    set_current_ops(NumpyOps(use_blis=job["use_blis"]))
    nlp = spacy.load(args.model)
    rows = texts()[0]
    rows = rows[:: job["share"]]
    # The first call of anything is slow.
    list(nlp.pipe(rows[:4]))

    def usage():
        used = os.times()
        return used.user + used.system + used.children_user + used.children_system

    wall, cpu = time.perf_counter(), usage()
    n_tokens = sum(len(doc) for doc in nlp.pipe(rows, batch_size=job["batch_size"], n_process=job["n_process"]))
    print(json.dumps([n_tokens, time.perf_counter() - wall, usage() - cpu]))


def print_ratios(args, folder):
    rows, what = texts()
    file = folder / "texts.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number, text in enumerate(rows):
            out.write(json.dumps({"id": str(number), "text": text}) + "\n")

    best = {}
    for use_blis in (True, False):
        times = {size: spacy(args, folder, size, use_blis, 1, share=4)[2] for size in BATCH_SIZES}
        best[use_blis] = min(times, key=times.get)
        print(f"spaCy, use_blis={use_blis}: best batch size {best[use_blis]} of {times}", file=sys.stderr)
    kernels = available_kernels(args)
    settings = {}
    for name in kernels:
        settings[f"chancery, 1 thread, {name}"] = lambda name=name: chancery(args, file, 1, name)
    for use_blis in (True, False):
        settings[spacy_name(use_blis, 1)] = lambda b=use_blis: spacy(args, folder, best[b], b, 1)[1:]
    if HELD in kernels and kernels != [HELD]:
        # OpenBLAS picks by processor; as its kernels for Haswell it uses no more than AVX2.
        held = {"OPENBLAS_CORETYPE": "Haswell"}
        settings[HELD_NAME] = lambda: spacy(args, folder, best[False], False, 1, extra=held)[1:]
    for name in kernels:
        settings[f"chancery, 2 threads, {name}"] = lambda name=name: chancery(args, file, 2, name)
    for use_blis in (True, False):
        # Small batches, so that both processes have work to the end.
        settings[spacy_name(use_blis, 2)] = lambda b=use_blis: spacy(args, folder, 8, b, 2)[1:]

    runs = {name: [] for name in settings}
    # In turns, so that what else the machine does falls on all.
    for turn in range(args.runs):
        for name, measure in settings.items():
            runs[name].append(measure())
            print(f"run {turn + 1}: {name}: {runs[name][-1]}", file=sys.stderr)
    n_tokens = spacy(args, folder, best[False], False, 1)[0]

    print(f"## Throughput\n\nTexts: {what}; {n_tokens} tokens. {args.runs} runs of each, in turns.\n")
    print("| what | wall s, least | wall s, median | processor s, least | processor s, median | tokens/s, least wall | peak MB |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for name, measured in runs.items():
        wall, cpu, peak = zip(*measured)
        print(
            f"| {name} | {min(wall):.2f} | {statistics.median(wall):.2f} | {min(cpu):.2f} | {statistics.median(cpu):.2f} "
            f"| {n_tokens / min(wall):,.0f} | {max(peak):.0f} |"
        )
    print("\n| ratio | wall, least | wall, median | processor, least | processor, median |\n|---|--:|--:|--:|--:|")
    for threads in (1, 2):
        for kernel in kernels:
            ours = f"chancery, {threads} thread{'s' * (threads > 1)}, {kernel}"
            for use_blis in (True, False):
                print_ratio(spacy_name(use_blis, threads), ours, runs)
    if HELD_NAME in runs:
        print_ratio(HELD_NAME, f"chancery, 1 thread, {HELD}", runs)
    print(f"\nLoad average at the end: {os.getloadavg()[0]:.1f}\n")


def print_ratio(theirs, ours, runs):
    cells = [
        how(m[column] for m in runs[theirs]) / how(m[column] for m in runs[ours])
        for column in (0, 1)
        for how in (min, statistics.median)
    ]
    print(f"| {theirs} / {ours} | " + " | ".join(f"{cell:.1f}" for cell in cells) + " |")


def spacy_name(use_blis, n_process):
    how = "as installed" if use_blis else "`NumpyOps(use_blis=False)`"
    return f"spaCy, {n_process} process{'es' * (n_process > 1)}, {how}"


def available_kernels(args):
    """The fast kernels of this processor."""
    tried = ["avx512", "avx2", "neon"]
    empty = subprocess.DEVNULL
    return [
        name
        for name in tried
        if subprocess.run([args.chancery, "parse", "--kernels", name, "-"], stdin=empty, stdout=empty, stderr=empty).returncode == 0
    ]


def print_start(args, folder):
    file = folder / "one.txt"
    file.write_text("The envoys of Ghana and Chile met in Oslo on Tuesday.\n")
    measured = [chancery(args, file, 1) for _ in range(20)]
    wall, cpu, peak = zip(*measured)
    print("## From process start to a parsed sentence\n")
    print("| | least | median |\n|---|--:|--:|")
    print(f"| wall ms | {min(wall) * 1e3:.0f} | {statistics.median(wall) * 1e3:.0f} |")
    print(f"| processor ms | {min(cpu) * 1e3:.0f} | {statistics.median(cpu) * 1e3:.0f} |")
    print(f"| peak MB | {min(peak):.0f} | {statistics.median(peak):.0f} |\n")


def print_sizes(args, folder):
    """Time by size: one text on one line, one thread; processor time, for a busy machine's sake."""
    sentences = [json.loads(line)["text"] for line in (ROOT / "tests/oracle/en_core_web_sm.jsonl").open(encoding="utf-8")]
    normal = " ".join(" ".join(sentences).split()) + " "
    kinds = {
        "sentences": normal,
        "spaces": " ",
        "one word": "a",
        "brackets": "(",
        "no sentence end": "of the ",
        "combining marks": "\u0301 ",
        "hyphens and digits": "1-a,",
        "line ends": "\n",
        "right to left": "\u05d0\u05d1 ",
        "control characters": "\x01 ",
    }
    sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000, 10_000_000) if size <= args.largest]
    print("## Time by size\n\nProcessor seconds of the whole process for one text, one thread; in brackets peak MB.\n")
    print("| text | " + " | ".join(f"{size:,} B" for size in sizes) + " |\n|---|" + "--:|" * len(sizes))
    file = folder / "sized.txt"
    for kind, unit in kinds.items():
        cells = []
        for size in sizes:
            n = size // len(unit.encode()) + 1
            file.write_text((unit * n).encode()[:size].decode(errors="ignore"), encoding="utf-8")
            measured = [chancery(args, file, 1) for _ in range(1 if size > 1_000_000 else 3)]
            cells.append(f"{min(m[1] for m in measured):.2f} ({max(m[2] for m in measured):.0f})")
        print(f"| {kind} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
