"""A real Chromium with a microphone that plays a file, and a page that can say which tone it hears."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import BrowserContext, ConsoleMessage, Page, async_playwright

from launch.chromium import chromium_executable

PATIENCE_MS = 60_000
"""For what a page is asked for; and for its start, as five of them may start at once on a machine that does other things, too."""
START_MS_MAX = 180_000

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
    "--ignore-certificate-errors",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
)

# Every peer connection of the page is remembered, so that a test can listen to what arrived, as the person would.
HEAR_SCRIPT = """
(() => {
  // A steady tone is what noise suppression takes for noise, and takes away little by little.
  const devices = navigator.mediaDevices;
  const open = devices?.getUserMedia.bind(devices);
  if (open) {
    devices.getUserMedia = (wanted) =>
      open({ ...wanted, audio: wanted.audio && { ...wanted.audio, noiseSuppression: false, echoCancellation: false } });
  }
  const Real = window.RTCPeerConnection;
  window.__peers = [];
  window.RTCPeerConnection = function (...args) {
    const peer = new Real(...args);
    window.__peers.push(peer);
    return peer;
  };
  window.RTCPeerConnection.prototype = Real.prototype;
  Object.setPrototypeOf(window.RTCPeerConnection, Real);
  window.__hears = async (hertz, seconds) => {
    const peer = window.__peers.filter((p) => p.connectionState === 'connected').at(-1);
    if (!peer) return -1;
    const track = peer.getReceivers().map((r) => r.track).find((t) => t && t.kind === 'audio');
    const context = new AudioContext({ sampleRate: 48000 });
    const source = context.createMediaStreamSource(new MediaStream([track]));
    const analyser = context.createAnalyser();
    analyser.fftSize = 16384;
    source.connect(analyser);
    const bins = new Float32Array(analyser.frequencyBinCount);
    let best = 0;
    const until = performance.now() + seconds * 1000;
    while (performance.now() < until) {
      await new Promise((done) => setTimeout(done, 100));
      analyser.getFloatFrequencyData(bins);
      const width = 48000 / analyser.fftSize;
      let band = 0, tone = 0;
      for (let n = 0; n < bins.length; n++) {
        const f = n * width, power = bins[n] > -90 ? 10 ** (bins[n] / 10) : 0;
        if (f > 200 && f < 3400) { band += power; if (Math.abs(f - hertz) < 15) tone += power; }
      }
      if (band > 0) best = Math.max(best, tone / band);
    }
    await context.close();
    return best;
  };
})();
"""


class Person:
    """Somebody at a browser; `complaints` are console errors and page errors, which no test tolerates."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} ({message.location['url']})")

    async def hears(self, hertz: int, *, seconds: float = 2) -> float:
        """The largest share of `hertz` in what arrived at this page's phone during `seconds`; -1 without a connection."""
        return float(await self.page.evaluate("([hertz, seconds]) => window.__hears(hertz, seconds)", [hertz, seconds]))


@asynccontextmanager
async def open_person(
    profile: Path, *, microphone: Path | None = None, language: str = "en", dark: bool = False, width: int = 1440, height: int = 900
) -> AsyncIterator[Person]:
    """A Chromium of its own with an empty profile; `microphone` is a 48 kHz mono WAV file played in a loop."""
    flags = [*FLAGS, *([f"--use-file-for-fake-audio-capture={microphone}"] if microphone else [])]
    async with async_playwright() as playwright:
        context: BrowserContext = await playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=chromium_executable(),
            headless=True,
            args=flags,
            locale={"en": "en-GB", "de": "de-DE"}[language],
            color_scheme="dark" if dark else "light",
            viewport={"width": width, "height": height},
            ignore_https_errors=True,
            timeout=START_MS_MAX,
        )
        context.set_default_timeout(PATIENCE_MS)
        try:
            await context.add_init_script(HEAR_SCRIPT)
            yield Person(context.pages[0] if context.pages else await context.new_page())
        finally:
            await context.close()
