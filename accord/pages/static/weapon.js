// A weapon's form as it is typed: read, looked for, and completed from the tables. The form works
// without; the button "Check" does the same.
"use strict";

const panel = document.querySelector("[data-check]");
const weapon = panel.closest("main").querySelector("form.form");
const PAUSE_MS = 700;
let waiting = 0;
let asked;

async function look() {
  asked?.abort();
  asked = new AbortController();
  const typed = [...new FormData(weapon)].filter(([, value]) => typeof value === "string");
  const answer = await fetch(panel.dataset.check, {
    method: "POST",
    body: new URLSearchParams(typed),
    signal: asked.signal,
  });
  if (answer.ok && !answer.redirected) panel.innerHTML = await answer.text();
}

const LISTS = { maker_text: "maker", calibre_text: "calibre", country_of_manufacture: "country", import_country: "country", applied_by_state: "country" };
async function suggest(input) {
  const of = LISTS[input.name.split(".").pop()];
  if (!of || !input.value.trim()) return;
  const id = `suggested-${of}`;
  let list = document.getElementById(id);
  if (!list) {
    list = document.createElement("datalist");
    list.id = id;
    document.body.append(list);
  }
  input.setAttribute("list", id);
  const query = new URLSearchParams({ of, text: input.value });
  const answer = await fetch(`${panel.dataset.suggest}?${query}`);
  if (answer.ok && !answer.redirected) list.innerHTML = await answer.text();
}

weapon.addEventListener("input", (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    look().catch(() => {});
    suggest(event.target).catch(() => {});
  }, PAUSE_MS);
});
