"""A headset with buttons and lights, in a browser that has WebHID (https://wicg.github.io/webhid/): no machine of a test has one.

Two families of layouts, as their report descriptors declare them: one keeps all lights in one report, the other has a report for each.
The device behaves as these do: its hook follows the light that the computer switches, and it tells of it; mute is a push, told as 1
and 0. Buttons: USB HID Usage Tables 1.5, pages 0x0B (telephony), 0x08 (LED) and 0x09 (button).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from playwright.async_api import BrowserContext, Page

HOOK, BUSY, FLASH, REDIAL, MUTE, SPEED_DIAL, KEYPAD = (0x0B0000 | usage for usage in (0x20, 0x97, 0x21, 0x24, 0x2F, 0x50, 0xB0))
REFUSE: Final = 0x090007
OFF_HOOK_LIGHT, MUTE_LIGHT, RING_LIGHT, HOLD_LIGHT, MICROPHONE_LIGHT = (0x080000 | usage for usage in (0x17, 0x09, 0x18, 0x20, 0x21))
RINGER: Final = 0x0B009E


@dataclass(frozen=True)
class Item:
    """A main item of a report descriptor (HID 1.11, 6.2.2.4); without usages it only fills."""

    usages: Sequence[int] = ()
    size: int = 1
    count: int = 0
    array: bool = False
    relative: bool = False

    @property
    def fields(self) -> int:
        return self.count or len(self.usages)

    def told(self) -> dict[str, Any]:
        """As HIDReportItem has it."""
        return {
            "isAbsolute": not self.relative,
            "isArray": self.array,
            "isConstant": not self.usages,
            "isRange": False,
            "usages": list(self.usages),
            "reportSize": self.size,
            "reportCount": self.fields,
            "logicalMinimum": 0,
            "logicalMaximum": 1,
        }


Reports = dict[int, list[Item]]


@dataclass(frozen=True)
class Headset:
    """`nested` is what a collection inside of the telephony collection describes of its reports, and nothing but that."""

    name: str
    inputs: Reports
    outputs: Reports
    nested: Reports | None = None

    def collections(self) -> list[dict[str, Any]]:
        """As HIDDevice.collections has them: a collection holds the reports of its children, too."""
        child = [_collection(0x06, 2, self.nested, {}, [])] if self.nested else []
        volume = {1: [Item((0x0C00E9, 0x0C00EA), relative=True), Item(count=6)]}
        return [_collection(0x05, 1, self.inputs, self.outputs, child), {**_collection(0x01, 1, volume, {}, []), "usagePage": 0x0C}]

    def places(self) -> dict[str, list[int]]:
        """[report, bit] of every usage."""
        return {str(usage): [report, bit] for reports in (self.inputs, self.outputs) for usage, report, bit in _bits(reports)}


def _collection(usage: int, kind: int, inputs: Reports, outputs: Reports, children: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "usagePage": 0x0B,
        "usage": usage,
        "type": kind,
        "inputReports": [{"reportId": number, "items": [item.told() for item in items]} for number, items in inputs.items()],
        "outputReports": [{"reportId": number, "items": [item.told() for item in items]} for number, items in outputs.items()],
        "featureReports": [],
        "children": children,
    }


def _bits(reports: Reports) -> Iterable[tuple[int, int, int]]:
    for report, items in reports.items():
        at = 0
        for item in items:
            for index, usage in enumerate(item.usages[: item.fields]):
                yield usage, report, at + index * item.size
            at += item.size * item.fields


_KEYS: Final = Item((KEYPAD,), size=4, count=1, array=True)

GN_LINK: Final = Headset(
    "Link 380",
    inputs={
        2: [
            Item((HOOK, BUSY)),
            Item((MUTE, FLASH, REDIAL, SPEED_DIAL), relative=True),
            Item((REFUSE,)),
            _KEYS,
            Item(count=5),
        ]
    },
    outputs={2: [Item((OFF_HOOK_LIGHT, MUTE_LIGHT, RING_LIGHT, HOLD_LIGHT, MICROPHONE_LIGHT)), Item((RINGER,)), Item(count=10)]},
    nested={2: [_KEYS]},
)
"""Jabra, and others after it. Bits as in https://github.com/nondebug/jabra-webhid-demo and Gigaset's description of its headset dongle."""

POLY: Final = Headset(
    "Blackwire 5220",
    inputs={8: [Item((HOOK, BUSY, 0x0B002B, 0x0B002A)), Item((MUTE, FLASH, REDIAL), relative=True), Item((0x090001,))]},
    outputs={light & 0xFF: [Item((light,)), Item(count=7)] for light in (MUTE_LIGHT, OFF_HOOK_LIGHT, RING_LIGHT, HOLD_LIGHT)},
)
"""Plantronics and Poly: a report for each light, whose number is the usage's."""

SCRIPT: Final = """(({ name, collections, places, usages }) => {
  const ALLOWED = "test.headset.allowed";
  const lit = new Set();
  const down = new Set();
  const lengthOf = (report) => Math.ceil(report.items.reduce((bits, one) => bits + one.reportSize * one.reportCount, 0) / 8);
  const reportOf = (kind, id) => collections.flatMap((one) => one[kind]).find((one) => one.reportId === id);
  class Device extends EventTarget {
    opened = false;
    vendorId = 0x1111;
    productId = 1;
    productName = name;
    collections = collections;
    async open() {
      if (this.opened) throw new DOMException("The device is already open.", "InvalidStateError");
      this.opened = true;
    }
    async close() {
      this.opened = false;
    }
    async sendReport(id, data) {
      if (!this.opened || !headset.plugged) throw new DOMException("The device must be opened first.", "InvalidStateError");
      const report = reportOf("outputReports", id);
      if (!report || data.byteLength !== lengthOf(report)) throw new DOMException("Failed to write the report.", "NotAllowedError");
      for (const [light, usage] of Object.entries(usages.lights)) {
        const [in_, bit] = places[usage] ?? [];
        if (in_ === id) (data[bit >> 3] >> (bit & 7)) & 1 ? lit.add(light) : lit.delete(light);
      }
      // What the computer says of the call is what its own hook says from then on, and it tells so.
      if (places[usages.lights.off_hook][0] === id && lit.has("off_hook") !== down.has("hook")) {
        lit.has("off_hook") ? down.add("hook") : down.delete("hook");
        tell();
      }
    }
  }
  const tell = () => {
    if (!device.opened || !headset.plugged) return;
    const id = places[usages.buttons.hook][0];
    const bytes = new Uint8Array(lengthOf(reportOf("inputReports", id)));
    for (const button of down) {
      const bit = places[usages.buttons[button]][1];
      bytes[bit >> 3] |= 1 << (bit & 7);
    }
    const event = Object.assign(new Event("inputreport"), { device, reportId: id, data: new DataView(bytes.buffer) });
    setTimeout(() => device.dispatchEvent(event));
  };
  const device = new Device();
  const connection = (kind) => hid.dispatchEvent(Object.assign(new Event(kind), { device }));
  const hid = Object.assign(new EventTarget(), {
    getDevices: async () => (headset.plugged && localStorage.getItem(ALLOWED) ? [device] : []),
    requestDevice: async ({ filters }) => {
      if (!navigator.userActivation.isActive) throw new DOMException("Must be handling a user gesture.", "SecurityError");
      headset.asked.push(filters);
      if (!filters.some((one) => collections.some((two) => two.usagePage === one.usagePage))) return [];
      localStorage.setItem(ALLOWED, "yes");
      return [device];
    },
  });
  const headset = {
    plugged: true,
    asked: [],
    lit: () => [...lit].sort(),
    hook: () => {
      down.has("hook") ? down.delete("hook") : down.add("hook");
      tell();
    },
    push: (button) => {
      down.add(button);
      tell();
      down.delete(button);
      tell();
    },
    unplug: () => {
      headset.plugged = device.opened = false;
      lit.clear();
      down.clear();
      connection("disconnect");
    },
    plug: () => {
      headset.plugged = true;
      connection("connect");
    },
  };
  window.__headset = headset;
  Object.defineProperty(navigator, "hid", { value: hid, configurable: true });
})"""

_USAGES: Final = {
    "buttons": {"hook": HOOK, "mute": MUTE, "refuse": REFUSE},
    "lights": {"off_hook": OFF_HOOK_LIGHT, "mute": MUTE_LIGHT, "ring": RING_LIGHT, "hold": HOLD_LIGHT},
}


async def plugged_in(context: BrowserContext, headset: Headset) -> None:
    """Every page that is loaded from now on finds this headset at its computer."""
    device = {"name": headset.name, "collections": headset.collections(), "places": headset.places(), "usages": _USAGES}
    await context.add_init_script(f"{SCRIPT}({json.dumps(device)})")


class Worn:
    """The headset at a page, and who wears it."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def hook(self) -> None:
        """The button that takes calls and ends them."""
        await self._page.evaluate("window.__headset.hook()")

    async def mute(self) -> None:
        await self._page.evaluate("window.__headset.push('mute')")

    async def refuse(self) -> None:
        await self._page.evaluate("window.__headset.push('refuse')")

    async def unplug(self) -> None:
        await self._page.evaluate("window.__headset.unplug()")

    async def plug(self) -> None:
        await self._page.evaluate("window.__headset.plug()")

    async def asked(self) -> list[list[dict[str, int]]]:
        """The filters with which the page asked for a device."""
        asked: list[list[dict[str, int]]] = await self._page.evaluate("window.__headset.asked")
        return asked

    async def shows(self, *lights: str) -> None:
        """These lights are on and no others, now or in a moment."""
        await self._page.wait_for_function("(wanted) => window.__headset.lit().join() === wanted", arg=",".join(sorted(lights)))
