// Keeps the page up to date. Without it the page reloads itself every half minute.
"use strict";
(() => {
  const live = document.getElementById("live");
  const connection = document.getElementById("connection");
  if (!live || !connection || !window.EventSource) {
    return;
  }
  const first = 1000;
  const longest = 30000;
  let pause = first;
  let source = null;
  let timer = 0;
  let silence = 0;

  function say(what) {
    const text = live.dataset[what] || "";
    if (connection.textContent !== text) {
      connection.textContent = text;
    }
    connection.className = what;
  }

  // Replaces only what differs, so that screen readers hear only what is new.
  function show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const old = document.getElementById(part.id);
      if (!old) {
        continue;
      }
      old.hidden = part.hidden;
      if (old.className !== part.className) {
        old.className = part.className;
      }
      if (old.innerHTML !== part.innerHTML) {
        old.innerHTML = part.innerHTML;
      }
    }
    const big = document.getElementById("big");
    if (big) {
      document.title = big.textContent;
    }
  }

  // A connection that died without a word is noticed by its silence.
  function heard() {
    clearTimeout(silence);
    silence = setTimeout(() => later("lost"), Number(live.dataset.silence));
  }

  function connect() {
    leave();
    source = new EventSource(live.dataset.events);
    heard();
    for (const any of ["answer", "moving", "away", "heartbeat"]) {
      source.addEventListener(any, heard);
    }
    source.addEventListener("answer", (event) => {
      pause = first;
      say("live");
      show(event.data);
    });
    source.addEventListener("moving", () => say("moving"));
    source.addEventListener("away", () => say("away"));
    source.onerror = () => later("lost");
  }

  function leave() {
    clearTimeout(silence);
    if (source) {
      source.close();
      source = null;
    }
  }

  function later(what) {
    leave();
    say(what);
    clearTimeout(timer);
    timer = setTimeout(again, pause + Math.random() * pause);
    pause = Math.min(pause * 2, longest);
  }

  // Asks for the whole page first: it tells an instance that is away from a page that has closed.
  async function again() {
    clearTimeout(timer);
    try {
      const answer = await fetch(location.href, { cache: "no-store", redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 404) {
        location.reload();
      } else if (answer.ok) {
        show(await answer.text());
        connect();
      } else {
        later(answer.status === 503 ? answer.headers.get("X-Page-State") || "moving" : "lost");
      }
    } catch (unreachable) {
      later("lost");
    }
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      // What was heard behind other pages may be old: a phone that slept misses the end of its connections.
      leave();
      pause = first;
      again();
    }
  });
  connect();
})();
