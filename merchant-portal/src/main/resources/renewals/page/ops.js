// Renews the figures every ten seconds, as long as somebody looks.
"use strict";
(() => {
  const every = 10000;
  async function renew() {
    if (document.hidden) {
      return;
    }
    const state = document.getElementById("connection");
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const figures = fresh.getElementById("figures");
      const old = document.getElementById("figures");
      if (figures && old) {
        old.innerHTML = figures.innerHTML;
      }
      state.className = "live";
      state.textContent = "Renewed every 10 seconds";
    } catch (unreachable) {
      state.className = "lost";
      state.textContent = "No answer, trying again. The figures are old.";
    }
  }
  setInterval(renew, every);
})();
