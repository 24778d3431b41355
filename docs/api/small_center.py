#!/usr/bin/env python3
"""Sets a small center up through the REST API alone: trunk, queue with a skill, number, ten agents on SIP phones, all of them ready.

    CC_PASSWORD=... python3 docs/api/small_center.py http://127.0.0.1:8000 admin --trunk 192.0.2.10 --phones sip:desk{n}@192.0.2.20:5060

Needs nothing but Python. Running it again changes nothing: what is there by its name is taken as it is. `{n}` counts the phones.
"""

from __future__ import annotations

import argparse
import http.cookiejar
import json
import os
import sys
import urllib.error
import urllib.request
from typing import Any

AGENTS = 10


class Api:
    """`get` and `post` of JSON. Signs in as a person once, then works with a token of its own, as a program should."""

    def __init__(self, address: str) -> None:
        self._base = f"{address.rstrip('/')}/api/v1"
        self._cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))
        self._headers = {"Content-Type": "application/json", "Accept": "application/json"}

    def sign_in(self, username: str, password: str) -> None:
        # Nobody is signed in yet, which is answered with 204 and the cookie whose value the next request must repeat in a header.
        self.get("/session")
        self._headers["X-CSRFToken"] = next(cookie.value or "" for cookie in self._cookies if cookie.name == "csrftoken")
        me = self.post("/session", username=username, password=password)
        self._headers["X-CSRFToken"] = me["csrf"]
        token = self.post("/tokens", name="small center", service=True, days=1)
        self._headers = {"Content-Type": "application/json", "Authorization": f"Token {token['secret']}"}
        self._cookies.clear()

    def get(self, path: str) -> Any:
        return self._send("GET", path, None)

    def post(self, path: str, **fields: Any) -> Any:
        return self._send("POST", path, fields)

    def put(self, path: str, **fields: Any) -> Any:
        return self._send("PUT", path, fields)

    def ensure(self, path: str, key: str, **fields: Any) -> Any:
        """The thing whose `key` has this value, made when there is none."""
        page = self.get(f"{path}?limit=200")
        found = [row for row in page["results"] if row[key] == fields[key]]
        return found[0] if found else self.post(path, **fields)

    def _send(self, method: str, path: str, fields: dict[str, Any] | None) -> Any:
        body = None if fields is None else json.dumps(fields).encode()
        request = urllib.request.Request(self._base + path, body, self._headers, method=method)  # noqa: S310 - the caller's address
        with self._opener.open(request) as answer:
            return json.loads(answer.read() or b"null")


def set_up(api: Api, *, trunk: str, phones: str, number: str) -> list[int]:
    """Returns the ids of the agents, who are ready."""
    api.ensure("/trunks", "name", name="Provider", source_addresses=[trunk])
    advice = api.ensure("/skills", "name", name="Product advice")
    queue = api.ensure(
        "/queues", "name", name="Advice", required_skills=[{"skill": advice["id"], "level_min": 3}], offer_seconds=20, wrap_up_seconds=15
    )
    api.ensure("/numbers", "number", number=number, name="Advice line", queue=queue["id"])
    agents = []
    for n in range(1, AGENTS + 1):
        skills = [{"skill": advice["id"], "level": 4}]
        agent = api.ensure("/agents", "name", name=f"Agent {n}", queues=[queue["id"]], skills=skills)
        device = api.ensure("/devices", "contact", kind="sip_fixed", agent=agent["id"], contact=phones.replace("{n}", str(n)))
        api.put(f"/agents/{agent['id']}/presence", presence="ready", device=device["id"])
        agents.append(agent["id"])
    return agents


def main() -> int:
    parser = argparse.ArgumentParser(description="Sets a small center up through the REST API alone")
    parser.add_argument("address", help="of the center, such as http://127.0.0.1:8000")
    parser.add_argument("username", help="of an administrator; the password stands in CC_PASSWORD")
    parser.add_argument("--trunk", default="192.0.2.10", help="where the provider's calls come from")
    parser.add_argument("--phones", default="sip:desk{n}@192.0.2.20:5060", help="where the agents' phones are")
    parser.add_argument("--number", default="+4940555020", help="which number callers dial, with country code")
    options = parser.parse_args()
    api = Api(options.address)
    try:
        api.sign_in(options.username, os.environ.get("CC_PASSWORD", ""))
        agents = set_up(api, trunk=options.trunk, phones=options.phones, number=options.number)
    except urllib.error.HTTPError as refused:
        # Every refusal is problem+json: `detail` says what is wrong, `errors` which field.
        problem = json.load(refused)
        sys.stderr.write(f"{refused.url}: {problem['detail']} {json.dumps(problem.get('errors', {}), ensure_ascii=False)}\n")
        return 1
    except urllib.error.URLError as error:
        sys.stderr.write(f"{options.address} does not answer: {error.reason}\n")
        return 1
    sys.stdout.write(f"{len(agents)} agents are ready on {options.number}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
