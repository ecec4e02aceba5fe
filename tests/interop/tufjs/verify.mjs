// Verifies TUF repositories with tuf-js, which shares nothing with python-tuf or Accord. Reads a
// JSON list of {name, url, root, cache, targets} and prints one JSON line for each: the SHA-256
// of every target, or the error's name. A cache that is used twice remembers what it saw.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Updater } from "tuf-js";

async function verified({ url, root, cache, targets }) {
  mkdirSync(cache, { recursive: true });
  if (!existsSync(join(cache, "root.json"))) copyFileSync(root, join(cache, "root.json"));
  const updater = new Updater({
    metadataDir: cache,
    metadataBaseUrl: url,
    targetDir: cache,
    targetBaseUrl: `${url}/targets`,
    config: { fetchRetry: 0 },
  });
  await updater.refresh();
  const found = {};
  for (const name of targets) {
    const target = await updater.getTargetInfo(name);
    if (!target) throw new Error(`no target ${name}`);
    const path = await updater.downloadTarget(target, join(cache, `target.${name}`));
    found[name] = createHash("sha256").update(readFileSync(path)).digest("hex");
  }
  return found;
}

for (const one of JSON.parse(readFileSync(0, "utf8"))) {
  let said;
  try {
    said = { name: one.name, ok: true, targets: await verified(one) };
  } catch (error) {
    said = { name: one.name, ok: false, why: `${error.constructor.name}: ${error.message}` };
  }
  console.log(JSON.stringify(said));
}
