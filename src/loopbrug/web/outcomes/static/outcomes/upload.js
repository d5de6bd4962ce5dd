// Sends a chosen file in pieces, with progress, and goes on where a broken connection stopped.
// Without this script the file comes along with the form, in one go.
(() => {
  const PIECE = 1024 * 1024;
  const LONGEST_WAIT = 20000;
  const form = document.querySelector("form[data-upload]");
  const input = form?.querySelector("input[type=file]");
  if (!input) return;
  const kept = form.querySelector("[data-upload-key]");
  const panel = form.querySelector("[data-upload-status]");
  const bar = panel.querySelector("progress");
  const words = panel.querySelector("[data-upload-words]");
  const refusal = panel.querySelector("[data-upload-refusal]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let turn = 0;
  let busy = false;
  let asked = false;

  const shelf = {
    name: (file) => `lb-upload:${form.dataset.dossier}:${file.name}:${file.size}:${file.lastModified}`,
    get: (file) => { try { return localStorage.getItem(shelf.name(file)); } catch { return null; } },
    put: (file, url) => { try { localStorage.setItem(shelf.name(file), url); } catch { /* private mode: it only cannot go on after a reload */ } },
    drop: (file) => { try { localStorage.removeItem(shelf.name(file)); } catch { /* the same */ } },
  };

  class Refused extends Error {}
  class Gone extends Error {}

  const call = async (url, method, body) => {
    const response = await fetch(url, { method, body, headers: { "X-CSRFToken": token }, credentials: "same-origin" });
    if (response.status === 422) throw Object.assign(new Refused(), await response.json());
    if (response.status === 404 || response.redirected) throw new Gone();
    if (response.ok || response.status === 409) return response.json();
    throw new Error(String(response.status));
  };

  const rest = (time) => new Promise((go) => {
    const timer = setTimeout(go, time);
    addEventListener("online", () => { clearTimeout(timer); go(); }, { once: true });
  });

  // Every question can be asked again: the server says how much it has, and we go on from there.
  const surely = async (mine, act) => {
    for (let wait = 1000; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      try {
        return await act();
      } catch (problem) {
        if (problem instanceof Refused || problem instanceof Gone || mine !== turn) throw problem;
        words.textContent = panel.dataset.waiting;
        await rest(wait);
      }
    }
  };

  const begin = async (mine, file) => {
    const before = shelf.get(file);
    if (before) {
      try {
        const state = await surely(mine, () => call(before, "GET"));
        if (state.size === file.size) return state;
      } catch (problem) {
        if (mine !== turn) throw problem;
        shelf.drop(file);
      }
    }
    const told = JSON.stringify({ name: file.name, size: file.size });
    return surely(mine, () => call(form.dataset.upload, "POST", told));
  };

  const show = (file, received) => {
    const part = Math.floor((received / file.size) * 100);
    bar.value = part;
    words.textContent = `${panel.dataset.sending} ${file.name} · ${part}%`;
  };

  const send = async (mine, file) => {
    let state = await begin(mine, file);
    shelf.put(file, state.chunk);
    while (state.state === "receiving" && state.received < file.size) {
      show(file, state.received);
      const from = state.received;
      const next = () => call(`${state.chunk}?offset=${from}`, "PUT", file.slice(from, from + PIECE));
      state = await surely(mine, next);
      if (mine !== turn) return null;
    }
    bar.value = 100;
    words.textContent = panel.dataset.checking;
    return state.state === "kept" ? state : surely(mine, () => call(state.end, "POST"));
  };

  const start = async (file) => {
    const mine = ++turn;
    busy = true;
    kept.value = "";
    refusal.textContent = "";
    panel.hidden = false;
    const choice = form.querySelector("input[name=carrier][value=file]");
    if (choice) choice.checked = true;
    try {
      const state = await send(mine, file);
      if (mine !== turn || !state) return;
      kept.value = state.upload;
      input.value = "";
      words.textContent = `${panel.dataset.done} ${file.name}`;
      shelf.drop(file);
    } catch (problem) {
      if (mine !== turn) return;
      shelf.drop(file);
      input.value = "";
      asked = false;
      words.textContent = problem instanceof Refused ? "" : panel.dataset.failed;
      if (problem instanceof Refused) refusal.innerHTML = problem.html;
      input.focus();
    } finally {
      if (mine === turn) busy = false;
    }
    if (asked && kept.value) form.requestSubmit();
  };

  input.addEventListener("change", () => {
    if (input.files.length) start(input.files[0]);
  });
  form.addEventListener("submit", (event) => {
    if (!busy) return;
    event.preventDefault();
    asked = true;
  });
})();
