// Puts a compressed twin beside every text of the build: the web server sends it to browsers that can read it (WhiteNoise does).
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const LEAST_BYTES = 1_000;
const QUALITY = 9;
const assets = new URL("../dist/assets/", import.meta.url);
const ways = {
  gz: (text) => gzipSync(text, { level: QUALITY }),
  br: (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }),
};

const since = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

for (const name of readdirSync(assets).filter((one) => /\.(js|css|svg)$/.test(one))) {
  const file = new URL(name, assets);
  for (const [ending, compress] of Object.entries(ways)) {
    const twin = new URL(`${name}.${ending}`, assets);
    // The assets of the build before may still be there, with theirs.
    if (since(twin) >= since(file)) continue;
    const text = readFileSync(file);
    if (text.length >= LEAST_BYTES) writeFileSync(twin, compress(text));
  }
}
