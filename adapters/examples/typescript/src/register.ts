// A register kept as one JSON file, as an agency's own program might write it.

import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { forms, partial, plain } from "./numbers.js";

export interface Arm {
  id: string;
  serial: string;
  maker: string;
  model: string;
  calibre: string;
  status?: string; // a code of RecordStatus without its prefix
  changed: number; // grows with every change
  entries?: Record<string, string>; // entries of the node's, by their id: our own reference
}

export class Register {
  private arms: Arm[] = [];
  private byForm = new Map<string, Arm[]>();
  private seen = "";

  constructor(private readonly file: string) {}

  /** Reads the file again where it is another; throws where it cannot be read. */
  private fresh(): Arm[] {
    const facts = statSync(this.file);
    const now = `${facts.mtimeMs} ${facts.size} ${facts.ino}`;
    if (now !== this.seen) {
      this.arms = JSON.parse(readFileSync(this.file, "utf8")) as Arm[];
      this.byForm = new Map();
      for (const arm of this.arms) {
        for (const form of forms(arm.serial)) {
          this.byForm.set(form, [...(this.byForm.get(form) ?? []), arm]);
        }
      }
      this.seen = now;
    }
    return this.arms;
  }

  all(): readonly Arm[] {
    return this.fresh();
  }

  asOfMs(): number {
    return Math.floor(statSync(this.file).mtimeMs);
  }

  find(serials: readonly string[]): Arm[] {
    const arms = this.fresh();
    const found = new Set<Arm>();
    for (const serial of serials) {
      const pattern = partial(serial);
      if (pattern === undefined) {
        for (const form of forms(serial)) {
          for (const arm of this.byForm.get(form) ?? []) found.add(arm);
        }
      } else {
        for (const arm of arms) if (pattern.test(plain(arm.serial))) found.add(arm);
      }
    }
    return [...found];
  }

  /** Arms that changed after the counter, in order. */
  since(counter: number): Arm[] {
    const later = this.fresh().filter((arm) => arm.changed > counter);
    return later.sort((a, b) => a.changed - b.changed || a.id.localeCompare(b.id));
  }

  newest(): number {
    return Math.max(0, ...this.fresh().map((arm) => arm.changed));
  }

  /** Notes an entry once, durable before it returns; undefined where there is no such arm. */
  note(entryId: string, recordId: string, status: string): string | undefined {
    const arm = this.fresh().find((one) => one.id === recordId);
    if (arm === undefined) return undefined;
    const before = arm.entries?.[entryId];
    if (before !== undefined) return before;
    const reference = `${arm.id}/${Object.keys(arm.entries ?? {}).length + 1}`;
    arm.entries = { ...arm.entries, [entryId]: reference };
    arm.status = status;
    arm.changed = this.newest() + 1;
    writeFileSync(`${this.file}.new`, JSON.stringify(this.arms), { flush: true });
    renameSync(`${this.file}.new`, this.file);
    return reference;
  }
}
