// The forms of a number under which this sidecar files a weapon. They are wider than the node's own
// (docs/guides/write-an-adapter.md): a record too many does no harm, one too few is never found.

const LOOK_ALIKES: Record<string, string> = {
  А: "A", В: "B", Е: "E", К: "K", М: "M", Н: "H", О: "O", Р: "P", С: "C", Т: "T", Х: "X", У: "Y",
  Α: "A", Β: "B", Ε: "E", Ζ: "Z", Η: "H", Ι: "I", Κ: "K", Μ: "M", Ν: "N", Ο: "O", Ρ: "P", Τ: "T",
  Υ: "Y", Χ: "X",
};
const CONFUSABLE: Record<string, string> = {
  O: "0", Q: "0", D: "0", I: "1", L: "1", Z: "2", S: "5", G: "6", B: "8",
};
const FEWEST_DIGITS = 4;

/** Upper case Latin letters and digits only; other scripts that look like them are read as them. */
export function plain(text: string): string {
  const upper = text.normalize("NFKC").toUpperCase();
  return [...upper].map((c) => LOOK_ALIKES[c] ?? c).join("").replace(/[^A-Z0-9?*[\]]/g, "");
}

/** Every form of a number that was read whole. */
export function forms(text: string): Set<string> {
  const exact = plain(text);
  const folded = [...exact].map((c) => CONFUSABLE[c] ?? c).join("").replace(/\D/g, "");
  const runs = exact.match(/\d+/g) ?? [];
  const digits = [exact.replace(/\D/g, ""), ...runs].filter((d) => d.length >= FEWEST_DIGITS);
  const all = [exact, folded, ...digits].map((form) => form.replace(/^0+/, ""));
  return new Set(all.filter((form) => form !== ""));
}

/** A number that was read in part, as an expression; undefined for one that was read whole. */
export function partial(text: string): RegExp | undefined {
  const exact = plain(text);
  if (!/[?*[]/.test(exact) || exact.length > 64) return undefined;
  const source = exact
    .replace(/\*+/g, "*")
    .replace(/\[([A-Z0-9]+)\]|[?*[\]]/g, (part, choices?: string) =>
      choices !== undefined ? `[${choices}]` : part === "?" ? "." : part === "*" ? ".*" : "",
    );
  return new RegExp(`^${source}$`);
}
