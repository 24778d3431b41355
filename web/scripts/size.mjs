// Says how much compressed script the desk needs before it is usable, and fails above the limit.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT_BYTES = 250_000;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

const wanted = new Set();
const visit = (key) => {
  if (wanted.has(key)) return;
  wanted.add(key);
  for (const dependency of manifest[key].imports ?? []) visit(dependency);
};
visit("index.html");
for (const key of Object.keys(manifest)) {
  if (/src\/(desk\/DeskPage\.tsx|i18n\/de\/index\.ts|softphone\/jssip-phone\.ts)$/.test(key))
    visit(key);
}

const bytes = [...wanted]
  .map((key) => manifest[key].file)
  .filter((file) => file.endsWith(".js"))
  .map((file) => gzipSync(readFileSync(new URL(file, dist))).length)
  .reduce((a, b) => a + b, 0);
console.log(
  `desk: ${(bytes / 1000).toFixed(0)} kB of compressed script, limit ${LIMIT_BYTES / 1000} kB`,
);
if (bytes > LIMIT_BYTES) process.exit(1);
