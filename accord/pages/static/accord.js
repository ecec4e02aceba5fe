// Enhancement only: every page works without it. It watches the line before a form is sent, keeps
// what was typed in this tab, refreshes what has changed, and keeps "in two hours" true.
"use strict";

const words = document.body.dataset;
// Of one person: whoever signs in next in this tab is not offered it.
const STORED = `accord:${document.querySelector("header .who")?.textContent}:${location.pathname}`;
const PATIENCE_MS = 8000;
const SETTLE_MS = 5000;

function fieldsOf(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !["_token", "_key", "_tag"].includes(name),
  );
}

function isPassword(form) {
  return form.querySelector("input[type=password]") !== null;
}

// A line of words at the top of the page, read aloud, with things to do about it.
function bar(text, ...choices) {
  document.querySelector(".bar")?.remove();
  const line = document.createElement("div");
  line.className = "bar notice warn";
  line.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = text;
  line.append(words);
  for (const [label, act] of choices) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      line.remove();
      act();
    });
    line.append(button);
  }
  document.querySelector("main").prepend(line);
  line.scrollIntoView({ block: "nearest" });
}

async function reachable() {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    await fetch(`${words.base}/alive`, { method: "HEAD", cache: "no-store", signal });
    return true;
  } catch {
    return false;
  }
}

// Sends a form once, and only while the line is up: a browser's error page would lose the text.
async function send(event) {
  const form = event.target;
  if (form.method !== "post" || form.dataset.sending === "sure") return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "asking";
  const submitter = event.submitter;
  submitter?.setAttribute("aria-busy", "true");
  const up = await reachable();
  submitter?.removeAttribute("aria-busy");
  if (!up) {
    delete form.dataset.sending;
    bar(words.offline);
    return;
  }
  form.dataset.sending = "sure";
  form.requestSubmit(submitter);
  form.dataset.sending = "sent";
  if (form.action.endsWith("/sign-out")) sessionStorage.clear();
  else sessionStorage.removeItem(STORED);
  setTimeout(() => delete form.dataset.sending, PATIENCE_MS);
}

function restore(form, fields) {
  for (const [name, value] of fields) {
    const found = form.elements.namedItem(name);
    for (const one of found instanceof RadioNodeList ? found : [found]) {
      if (!one || one.type === "hidden" || one.type === "file") continue;
      if (one.type === "checkbox" || one.type === "radio") one.checked = one.value === value || one.checked;
      else one.value = value;
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function keepTyped(form) {
  form.addEventListener("input", () => {
    sessionStorage.setItem(STORED, JSON.stringify(fieldsOf(form)));
  });
  const stored = JSON.parse(sessionStorage.getItem(STORED) ?? "null");
  if (!stored || JSON.stringify(fieldsOf(form)) === JSON.stringify(stored)) return;
  bar(
    words.unsent,
    [words.restore, () => restore(form, stored)],
    [words.discard, () => sessionStorage.removeItem(STORED)],
  );
}

// What the server says has changed is fetched again; only the parts marked as live are replaced.
let waiting = 0;
async function refresh() {
  waiting = 0;
  if (document.hidden || document.activeElement?.closest("[data-live] form")) return;
  const answer = await fetch(location.href, { headers: { "Accord-Live": "1" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceWith(document.adoptNode(fresh));
  }
}

function listen() {
  if (!document.querySelector("[data-live]")) return;
  const events = new EventSource(`${words.base}/events`);
  events.addEventListener("changed", () => {
    waiting ||= setTimeout(() => refresh().catch(() => {}), SETTLE_MS);
  });
  addEventListener("pagehide", () => events.close());
}

const UNITS = [["day", 86400000], ["hour", 3600000], ["minute", 60000]];
function tick() {
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang);
  for (const one of document.querySelectorAll("time[data-at]")) {
    const away = Number(one.dataset.at) - Date.now();
    if (Math.abs(away) > 2678400000 || Math.abs(away) < 60000) continue;
    const [unit, length] = UNITS.find(([, each]) => Math.abs(away) >= each) ?? UNITS[2];
    one.textContent = format.format(Math.trunc(away / length), unit);
  }
}

document.addEventListener("submit", send);
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sending;
});
for (const form of document.querySelectorAll("main form.form")) {
  if (!isPassword(form)) keepTyped(form);
}
const language = document.querySelector("#language");
language?.addEventListener("change", () => language.form.submit());
language?.form.classList.add("scripted");
document.querySelector(".error-summary, #fault")?.focus();
listen();
setInterval(tick, 30000);
