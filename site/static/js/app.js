/* Small behaviours on top of pages that work without them. Every text shown comes from the page (#app-texts). */

const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const texts = document.getElementById("app-texts")?.dataset ?? {};
const text = (key, values = {}) => (texts[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const person = document.documentElement.dataset.person;
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/* ---- What the device keeps: one person's unsent text, until the server has it ---- */

const PREFIX = "vagen:";
const kept = (() => {
  let store;
  try {
    store = window.localStorage;
    store.getItem(PREFIX);
  } catch {
    return { get: () => null, set() {}, remove() {}, clear() {} }; // storage is switched off: sending still works
  }
  const name = (key) => `${PREFIX}${person}:${key}`;
  return {
    get(key) {
      try {
        return JSON.parse(store.getItem(name(key)));
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        store.setItem(name(key), JSON.stringify(value));
      } catch {
        /* full */
      }
    },
    remove: (key) => store.removeItem(name(key)),
    clear: () => Object.keys(store).filter((key) => key.startsWith(PREFIX) && key !== PACE).forEach((key) => store.removeItem(key)),
  };
})();
const PACE = `${PREFIX}pace`;

/* ---- Talking to the server ---- */

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

/** After logging in again the page's token is old. Take a new one, but only if it is still the same person. */
async function renewToken() {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const value = fresh.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!value || fresh.documentElement.dataset.person !== person) return false;
  all("[name=csrfmiddlewaretoken]").forEach((input) => (input.value = value));
  return true;
}

function tellPlace(url, place) {
  if (!url) return;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
  fetch(url, { method: "POST", body: JSON.stringify(place), keepalive: true, redirect: "manual", headers }).catch(() => {});
}

/* ---- A question's controls ---- */

class Answer {
  constructor(fieldset) {
    this.fieldset = fieldset;
    this.decline = fieldset.querySelector("[data-decline]");
    this.controls = [...fieldset.elements].filter(
      (control) =>
        control.name && control !== this.decline && !["hidden", "submit", "button", "fieldset"].includes(control.type) && !control.closest("[data-not-value]"),
    );
    this.isList = this.controls.some((control) => control.type === "checkbox");
    this.isChoice = this.isList || this.controls.some((control) => control.type === "radio");
  }
  get value() {
    if (!this.isChoice) return this.controls[0]?.value ?? "";
    const chosen = this.controls.filter((control) => control.checked).map((control) => control.value);
    return this.isList ? chosen : (chosen[0] ?? null);
  }
  set value(value) {
    if (!this.isChoice) {
      if (this.controls[0]) this.controls[0].value = value ?? "";
      return;
    }
    const chosen = [value ?? []].flat().map(String);
    this.controls.forEach((control) => (control.checked = chosen.includes(control.value)));
  }
  get declined() {
    return Boolean(this.decline?.checked);
  }
  set declined(declined) {
    if (this.decline) this.decline.checked = declined;
  }
  get isGiven() {
    return this.declined || String(this.value ?? "").trim() !== "";
  }
  /** The value in words, for showing another version. */
  inWords(value) {
    if (!this.isChoice) return value ?? "";
    const chosen = [value ?? []].flat().map(String);
    const labels = this.controls.filter((control) => chosen.includes(control.value)).map((control) => control.labels[0]?.textContent.trim());
    return labels.join("\n") || "–";
  }
}

/* ---- Autosave: drafts and test answers ---- */

const drafts = [];

class Draft {
  constructor(fieldset) {
    this.answer = new Answer(fieldset);
    this.fieldset = fieldset;
    this.url = fieldset.dataset.draftUrl;
    this.base = fieldset.querySelector("[data-base-version]");
    this.status = fieldset.querySelector("[data-save-status]");
    this.version = Number(this.base?.value ?? 0);
    this.known = this.snapshot();
    this.delay = 0;
    drafts.push(this);
    this.recover();
    fieldset.addEventListener("input", () => this.changed());
    fieldset.addEventListener("change", () => this.changed());
    fieldset.addEventListener("focusout", () => this.waiting && this.send());
  }
  snapshot() {
    return JSON.stringify([this.answer.value, this.answer.declined]);
  }
  /** Whether something here is not known to be saved. */
  get isDirty() {
    return !this.refused && this.snapshot() !== this.known;
  }
  say(state, words, link) {
    if (!this.status) return;
    this.status.className = `save-status is-${state}`;
    if (this.status.textContent !== words) this.status.textContent = words;
    if (link) {
      const anchor = Object.assign(document.createElement("a"), { href: link, textContent: text("login"), target: "_blank" });
      this.status.append(" ", anchor);
    }
  }
  keep() {
    kept.set(this.url, { value: this.answer.value, declined: this.answer.declined, version: this.version });
  }
  /** Text from last time that never reached the server. */
  recover() {
    const local = kept.get(this.url);
    if (!local) return;
    if (JSON.stringify([local.value, local.declined]) === this.known) return kept.remove(this.url);
    const onServer = { value: this.answer.value, declined: this.answer.declined, version: this.version };
    this.answer.value = local.value;
    this.answer.declined = local.declined;
    if (local.version === this.version) {
      this.say("unsaved", text("recovered"));
      this.schedule(100);
    } else {
      this.offer(onServer);
    }
    this.fieldset.dispatchEvent(new Event("change", { bubbles: true }));
  }
  changed() {
    this.refused = false;
    if (this.snapshot() === this.latest) return;
    this.latest = this.snapshot();
    this.keep();
    if (this.answer.isGiven) {
      this.fieldset.classList.remove("is-error");
      this.fieldset.querySelector(".field-error")?.remove();
    }
    if (!this.conflict) this.schedule(800);
  }
  schedule(ms) {
    clearTimeout(this.timer);
    this.waiting = true;
    this.timer = setTimeout(() => this.send(), ms);
  }
  send(options = {}) {
    clearTimeout(this.timer);
    this.waiting = false;
    if (this.conflict || !this.isDirty) return Promise.resolve();
    this.sending ??= this.post(options).finally(() => {
      this.sending = null;
      if (this.isDirty && !this.waiting && !this.conflict) this.schedule(800);
    });
    return this.sending;
  }
  async post({ leaving = false }) {
    const sent = this.snapshot();
    const body = JSON.stringify({ value: this.answer.value, declined: this.answer.declined, base_version: this.version });
    if (!this.delay) this.say("saving", text("saving"));
    let response;
    try {
      if (this.loggedOut) this.loggedOut = !(await renewToken());
      response = await fetch(this.url, {
        method: "POST",
        body,
        keepalive: leaving && body.length < 60000,
        redirect: "manual",
        signal: leaving ? undefined : AbortSignal.timeout?.(15000),
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
      });
    } catch {
      return this.later(text("unsaved"));
    }
    const { status } = response;
    const data = await response.json().catch(() => null);
    if (response.type === "opaqueredirect" || status === 401 || (status === 403 && !data?.message)) {
      this.loggedOut = true;
      return this.later(text("loggedOut"), texts.loginUrl && `${texts.loginUrl}?next=${encodeURIComponent(location.pathname)}`);
    }
    if (status === 409 && data) return this.meet(data);
    if (response.ok && data) return this.acknowledged(sent, data);
    if (status >= 500 || status === 429 || status === 408 || !data?.message) return this.later(text(status < 500 ? "refused" : "unsaved"));
    this.refused = true;
    this.say("unsaved", data.message);
  }
  acknowledged(sent, data) {
    this.setVersion(data.version);
    this.known = sent;
    this.delay = 0;
    if (this.snapshot() !== sent) return this.keep();
    kept.remove(this.url);
    this.say("saved", text("saved", { time: data.saved_at }));
  }
  later(words, link) {
    this.delay = Math.min(Math.max(this.delay * 2, 2000), 60000);
    this.keep();
    this.say("unsaved", words, link);
    this.schedule(this.delay);
  }
  setVersion(version) {
    this.version = version;
    if (this.base) this.base.value = version;
  }
  /** A newer version is on the server. The same text: fine. Another: nothing is overwritten, both are shown. */
  meet(other) {
    const sameAs = JSON.stringify([other.value ?? (this.answer.isList ? [] : this.answer.isChoice ? null : ""), Boolean(other.declined)]);
    if (sameAs === this.snapshot()) return this.acknowledged(sameAs, other);
    this.keep();
    this.offer(other);
  }
  offer(other) {
    this.say("unsaved", text("unsaved"));
    const block = document.getElementById("conflict-template").content.firstElementChild.cloneNode(true);
    block.querySelector("[data-conflict-other]").textContent = other.declined ? this.answer.decline?.labels[0]?.textContent.trim() : this.answer.inWords(other.value);
    const close = () => {
      this.setVersion(other.version);
      block.remove();
      this.conflict = null;
      this.answer.controls[0]?.focus();
    };
    block.querySelector("[data-conflict-take]").addEventListener("click", () => {
      close();
      this.answer.value = other.value;
      this.answer.declined = Boolean(other.declined);
      this.known = this.latest = this.snapshot();
      kept.remove(this.url);
      this.say("saved", other.saved_at ? text("saved", { time: other.saved_at }) : "");
      this.fieldset.dispatchEvent(new Event("change", { bubbles: true }));
    });
    block.querySelector("[data-conflict-keep]").addEventListener("click", () => {
      close();
      this.known = null;
      this.send();
    });
    this.conflict = block;
    const first = this.answer.controls[0];
    (this.answer.isChoice ? first.closest("label").parentElement : first).after(block);
  }
}

const flush = (options) => Promise.all(drafts.map((draft) => draft.sending ?? draft.send(options)));
const busy = () => drafts.some((draft) => draft.sending || (draft.isDirty && !draft.conflict));

/** Let what is on its way arrive first, so that a form never races its own autosave; then ask, where there is something to ask. */
function afterSaving(form, then = () => {}, may = () => true) {
  form.addEventListener("submit", async (event) => {
    if (form.dataset.going) return;
    const waits = busy();
    if (waits) {
      event.preventDefault();
      await Promise.race([flush({}), wait(4000)]);
    }
    if (!may()) return event.preventDefault();
    then();
    if (!waits) return;
    drafts.forEach((draft) => clearTimeout(draft.timer));
    form.dataset.going = "1";
    form.requestSubmit(event.submitter);
    delete form.dataset.going;
  });
}

/** Logging out clears the device: a text that is nowhere else is not thrown away unasked. */
const mayClear = () => drafts.every((draft) => draft.snapshot() === draft.known) || confirm(text("logoutUnsaved"));

function startAutosave() {
  if (person) all("[data-autosave] [data-draft-url]").forEach((fieldset) => new Draft(fieldset));
  all("form[data-autosave]").forEach((form) => afterSaving(form));
  all("form[data-logout]").forEach((form) => afterSaving(form, kept.clear, mayClear));
  addEventListener("online", () => flush({}));
  document.addEventListener("visibilitychange", () => flush({ leaving: document.visibilityState === "hidden" }));
  addEventListener("pagehide", () => flush({ leaving: true }));
  // Back to a page kept in memory: what it says may be old, and the person may have logged out.
  addEventListener("pageshow", (event) => event.persisted && person && location.reload());
}

/* ---- Questions: limits, "vill inte svara", counting ---- */

function startQuestions() {
  all(".question").forEach((fieldset) => {
    const answer = new Answer(fieldset);
    const most = Number(fieldset.dataset.maxChoices);
    const counter = fieldset.querySelector("[data-choice-count]");
    const limited = fieldset.querySelector("[data-max-length]");
    const length = limited && Object.assign(document.createElement("p"), { className: "question-help question-length" });
    limited?.after(length);

    const show = () => {
      const declined = answer.declined;
      const chosen = most ? answer.value.length : 0;
      const full = most > 0 && chosen >= most;
      fieldset.classList.toggle("is-declined", declined);
      answer.controls.forEach((control) => {
        const off = declined || (full && !control.checked);
        off ? control.setAttribute("aria-disabled", "true") : control.removeAttribute("aria-disabled");
        if (!answer.isChoice) control.readOnly = declined;
      });
      if (most && counter && (chosen || counter.dataset.used)) {
        counter.dataset.used = "1";
        counter.textContent = text(full ? "chosenFull" : "chosen", { now: chosen, max: most });
      }
      if (limited) {
        const max = Number(limited.dataset.maxLength);
        const now = limited.value.length;
        const number = (n) => n.toLocaleString(document.documentElement.lang);
        length.textContent = now > max * 0.8 ? text(now > max ? "tooLong" : "length", { now: number(now), max: number(max) }) : "";
        length.classList.toggle("is-over", now > max);
      }
    };
    // An unavailable choice stays where it is and says why; it is never silently dead.
    fieldset.addEventListener("click", (event) => {
      if (!event.target.matches?.("input[aria-disabled]")) return;
      event.preventDefault();
      if (counter && !answer.declined) counter.textContent = `${text("chosenFull", { now: most, max: most })}\u00a0`;
    });
    fieldset.addEventListener("keydown", (event) => {
      if (answer.declined && event.target.type === "radio" && event.key.startsWith("Arrow")) event.preventDefault();
    });
    fieldset.addEventListener("input", show);
    fieldset.addEventListener("change", show);
    show();
  });

  all("form[data-count-answered]").forEach((form) => {
    const line = form.querySelector("[data-answered-count]");
    const questions = all(".question", form).map((fieldset) => new Answer(fieldset));
    const count = () => (line.textContent = text("answered", { now: questions.filter((answer) => answer.isGiven).length, max: questions.length }));
    form.addEventListener("change", count);
    if (line) count();
  });
}

/* ---- Film ---- */

function startFilms() {
  all("video[data-film]").forEach((video) => {
    const gone = () => {
      const box = video.closest("[data-film-box]");
      box?.querySelector("[data-film-gone]")?.removeAttribute("hidden");
      box?.querySelector("details")?.setAttribute("open", "");
      video.hidden = true;
    };
    // It may have failed before this script ran. "No source" is also what a video says before it has begun to look.
    const look = () => (video.error || video.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) && gone();
    setTimeout(look, 1500);
    [video, ...all("source", video)].forEach((part) => part.addEventListener("error", gone));

    const start = Number(video.dataset.start);
    const jump = () => start && start < video.duration - 2 && (video.currentTime = start);
    video.readyState > 0 ? jump() : video.addEventListener("loadedmetadata", jump, { once: true });

    let told = start || 0;
    const tell = (ended = false) => {
      const second = Math.floor(video.currentTime);
      if (second === told && !ended) return;
      told = second;
      const chapter = video.closest("[data-chapter]")?.dataset.chapter ?? "";
      tellPlace(video.dataset.positionUrl, { chapter, film: video.dataset.film, second, ended });
    };
    video.addEventListener("timeupdate", () => Math.abs(video.currentTime - told) >= 10 && tell());
    video.addEventListener("pause", () => tell());
    video.addEventListener("ended", () => tell(true));
    addEventListener("pagehide", () => video.paused || tell());
  });
}

/* ---- Where am I ---- */

function startPlaces() {
  const chapter = document.querySelector("[data-chapter][data-position-url]");
  if (!chapter || !("IntersectionObserver" in window)) return;
  let place = "";
  let told = "";
  let timer;
  const tell = () => {
    timer = null;
    if (place === told) return;
    told = place;
    tellPlace(chapter.dataset.positionUrl, { chapter: chapter.dataset.chapter, anchor: place });
  };
  const observer = new IntersectionObserver(
    (entries) => {
      const seen = entries.find((entry) => entry.isIntersecting);
      if (!seen) return;
      place = seen.target.dataset.place;
      timer ??= setTimeout(tell, 4000);
    },
    { rootMargin: "-35% 0px -55%" },
  );
  all("[data-place]", chapter).forEach((element) => observer.observe(element));
  addEventListener("pagehide", tell);
}

/* ---- Read aloud ---- */

class Reader {
  constructor(bar) {
    this.bar = bar;
    this.units = all("[data-say], [data-speak], [data-speak-value]", document.getElementById("main"));
    if (!this.units.length) return;
    this.audio = new Audio();
    this.audio.preload = "auto";
    this.message = bar.querySelector("[data-message]");
    this.at = -1;
    const part = (name) => bar.querySelector(`[data-${name}]`);
    part("play").addEventListener("click", () => (this.isPlaying ? this.pause() : this.play(Math.max(this.at, 0))));
    part("next").addEventListener("click", () => this.play(this.at + 1));
    part("previous").addEventListener("click", () => this.play(this.at - 1, -1));
    part("close").addEventListener("click", () => this.close());
    this.pace = part("pace");
    try {
      this.pace.value = localStorage.getItem(PACE) ?? "1";
    } catch {
      /* storage is switched off */
    }
    if (!this.pace.value) this.pace.value = "1";
    this.pace.addEventListener("change", () => {
      try {
        localStorage.setItem(PACE, this.pace.value);
      } catch {
        /* storage is switched off */
      }
      this.audio.playbackRate = Number(this.pace.value);
      if (this.isPlaying && this.isSpeaking) this.play(this.at);
    });
    this.audio.addEventListener("ended", () => this.play(this.at + 1));
    this.audio.addEventListener("error", () => this.isPlaying && !this.isSpeaking && this.speak(text("noSound")));
    addEventListener("pagehide", () => this.pause());
    document.addEventListener("play", (event) => event.target.matches?.("video") && this.pause(), true);
    window.speechSynthesis?.getVoices(); // some browsers load their voices at the first question
    this.addButtons();
    bar.hidden = false;
  }
  addButtons() {
    all(".section, .question, .film-transcript, [data-listen]").forEach((group) => {
      const first = this.units.findIndex((unit) => group.contains(unit));
      const head = group.querySelector("h1, h2, h3, legend, summary");
      if (first < 0 || !head) return;
      const button = Object.assign(document.createElement("button"), { type: "button", className: "listen" });
      button.append(this.bar.querySelector(".when-paused svg").cloneNode(true), ` ${text("listen")}`);
      button.setAttribute("aria-label", text("listenFrom", { title: head.textContent.trim() }));
      button.addEventListener("click", () => this.play(first));
      head.after(button);
    });
  }
  show(isPlaying) {
    this.isPlaying = isPlaying;
    this.bar.classList.toggle("is-playing", isPlaying);
    this.bar.classList.add("is-active");
    document.body.classList.add("is-listening");
    this.bar.querySelector("[data-play-text]").textContent = text(isPlaying ? "pause" : "play");
  }
  silence() {
    this.audio.pause();
    this.turn = {}; // what an older utterance says when it ends no longer counts
    window.speechSynthesis?.cancel();
  }
  pause() {
    if (!this.isPlaying) return;
    this.silence();
    this.show(false);
  }
  close() {
    this.pause();
    this.mark(null);
    this.at = -1;
    this.message.textContent = "";
    this.bar.classList.remove("is-active");
    document.body.classList.remove("is-listening");
    this.bar.querySelector("[data-play-text]").textContent = text("listen");
    this.bar.querySelector("[data-play]").focus();
  }
  mark(unit) {
    this.marked?.classList.remove("is-being-read");
    this.marked = unit;
    if (!unit) return;
    unit.classList.add("is-being-read");
    const { top, bottom } = unit.getBoundingClientRect();
    if (top < 90 || bottom > innerHeight - 140) unit.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  }
  /** Reads the unit at `index`, or the nearest one in `step`'s direction that can be seen and holds words. */
  play(index, step = 1) {
    const unit = this.units[index];
    if (!unit) return step > 0 ? this.close() : this.play(0);
    if (!unit.offsetParent || !this.wordsOf(unit)) return this.play(index + step, step);
    const resume = this.at === index && !this.isPlaying && !this.isSpeaking && this.audio.currentTime > 0 && !this.audio.ended;
    this.silence();
    this.at = index;
    this.show(true);
    this.mark(unit);
    this.isSpeaking = !unit.dataset.say;
    if (this.isSpeaking) return this.speak(text("noVoice"));
    if (!resume) this.audio.src = `${this.bar.dataset.audioBase}${unit.dataset.say}.mp3`;
    this.audio.playbackRate = Number(this.pace.value);
    this.audio.play().catch((problem) => problem.name === "NotAllowedError" && this.show(false));
  }
  wordsOf(unit) {
    if (!("speakValue" in unit.dataset)) return unit.textContent.trim();
    return unit.value.trim() && `${text("yourAnswer")} ${unit.value.trim()}`;
  }
  /** The browser's own Swedish voice; where there is none that is said, and the reading goes on. */
  speak(otherwise) {
    const speech = window.speechSynthesis;
    const voice = speech?.getVoices().find(({ lang }) => /^sv\b/i.test(lang.replace("_", "-")));
    this.message.textContent = voice ? "" : otherwise;
    if (!voice) {
      const turn = this.turn;
      const here = this.at;
      return setTimeout(() => turn === this.turn && this.isPlaying && this.play(here + 1), 1500);
    }
    this.isSpeaking = true;
    const turn = this.turn;
    const sentences = this.wordsOf(this.units[this.at]).match(/[^.!?]+[.!?]*\s*/g) ?? []; // long utterances are cut off by some browsers
    sentences.forEach((sentence, number) => {
      const utterance = new SpeechSynthesisUtterance(sentence);
      Object.assign(utterance, { voice, lang: voice.lang, rate: Number(this.pace.value) });
      if (number === sentences.length - 1) utterance.onend = utterance.onerror = () => turn === this.turn && this.play(this.at + 1);
      speech.speak(utterance);
    });
  }
}

/* ---- The small things ---- */

function startSmallThings() {
  all("[data-no-js]").forEach((element) => (element.hidden = true));
  all("[data-js], [data-print], [data-copy]").forEach((element) => (element.hidden = false));
  all("[data-print]").forEach((button) => button.addEventListener("click", () => print()));
  all("[data-copy]").forEach((button) =>
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = text("copied");
    }),
  );
  document.querySelector("[data-focus], .form [aria-invalid=true]")?.focus(); // what went wrong may lie below a phone's first screen
  addEventListener("beforeprint", () => all(".accordion details, .film-transcript").forEach((details) => (details.open = true)));
}

startSmallThings();
startQuestions();
startAutosave();
startFilms();
startPlaces();
all("[data-read-aloud]").forEach((bar) => new Reader(bar));
