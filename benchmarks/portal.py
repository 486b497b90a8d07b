"""How the press room answers many readers: requests at a steady rate, and how long each took.

Start an installation, then: python benchmarks/portal.py http://127.0.0.1:8000 --rate 200 --seconds 20
Prints the rate reached, the median, the 95th percentile, and what was not answered with 200.
"""

import argparse
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import local
from urllib.parse import urlsplit

PATHS = ("/cong/", "/cong/thong-cao/", "/cong/nguoi-phat-ngon/", "/cong/hop-bao/", "/cong/thong-cao/atom.xml")
READERS = 32
kept = local()


def read(host: str, path: str, due: float) -> tuple[float, int]:
    """Ask for one page when its time has come; return seconds since then, with waiting, and the status."""
    time.sleep(max(0.0, due - time.perf_counter()))
    connection = getattr(kept, "connection", None) or HTTPConnection(host, timeout=30)
    kept.connection = connection
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        status = answer.status
    except OSError:
        kept.connection, status = None, 0
    return time.perf_counter() - due, status


def main() -> None:
    """Run the measurement and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=20)
    given = parser.parse_args()
    host = urlsplit(given.address).netloc
    for path in PATHS:
        read(host, path, time.perf_counter())
    begun = time.perf_counter() + 0.5
    count = given.rate * given.seconds
    with ThreadPoolExecutor(READERS) as readers:
        waiting = [
            readers.submit(read, host, PATHS[n % len(PATHS)], begun + n / given.rate) for n in range(count)
        ]
        answers = [one.result() for one in waiting]
    took = sorted(seconds * 1000 for seconds, _status in answers)
    wrong = sum(status != 200 for _seconds, status in answers)
    rate = count / (time.perf_counter() - begun)
    print(
        f"{count} pages at {rate:.0f}/s: median {statistics.median(took):.1f} ms, "
        f"p95 {took[int(count * 0.95)]:.1f} ms, longest {took[-1]:.0f} ms, {wrong} not answered with 200"
    )


if __name__ == "__main__":
    main()
