/* Who else has the story open: this window says every few seconds that it is there, and shows the others. While another
writes, the form here is for reading; "Take over" changes that. Where the server cannot be asked, nothing is locked. */
"use strict"
;(() => {
  const form = document.getElementById("article_form")
  if (!form) return

  /* A window keeps its name while its form is sent and comes back; a copy of the tab gets one of its own. */
  const given = form.querySelector("[name=autosave_tab]")
  const handed = sessionStorage.getItem("story-tab")
  sessionStorage.removeItem("story-tab")
  const mayUse = /^[0-9A-Za-z-]{8,40}$/
  const drawn = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16).padStart(8, "0")).join("")
  const tab = [given?.value, handed].find((name) => mayUse.test(name || "")) || drawn
  if (given) given.value = tab
  /* The page before in this tab is closed, whatever becomes of its last words: they may come late, or not at all. */
  const left = sessionStorage.getItem("story-left") || ""
  sessionStorage.removeItem("story-left")

  /* Also that of a new story, which is shown in its own form when it is saved. */
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget !== "_blank") sessionStorage.setItem("story-tab", tab)
  })

  const line = document.getElementById("presence")
  if (!line) return
  const lines = line.querySelector(".presence-lines")
  const button = line.querySelector("button")
  const saved = document.getElementById("saved-meanwhile")
  const say = line.dataset
  const PAUSE = 5000
  const ASIDE = ".story-side > :not(.desk-box, .notes, .previews-box)" // what belongs to the story
  let timer = null
  let current = null
  let touched = Date.now()
  let typed = Boolean(document.querySelector(".errornote, .kept-notice")) // and not saved
  let wrote = false
  let wasLocked = false
  let leaving = false

  function report(more = {}) {
    const data = new FormData()
    data.append("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value)
    data.append("tab", tab)
    if (left && left !== tab) data.append("left", left)
    data.append("quiet", Math.round((Date.now() - touched) / 1000))
    if (typed) data.append("typed", "1")
    data.append("opened_version", say.version || form.elements.namedItem("opened_version")?.value || "0")
    for (const [name, value] of Object.entries(more)) data.append(name, value)
    return data
  }

  async function beat(more) {
    clearTimeout(timer)
    current = new AbortController()
    try {
      const answer = await fetch(say.address, { method: "POST", body: report(more), signal: current.signal })
      if (leaving) return
      if (answer.redirected) show([say.signedOut], false)
      else if (answer.status === 403 || answer.status === 404) show([say.refused], false)
      else if (answer.ok) follow(await answer.json())
    } catch {
      // No connection: the next beat tells.
    }
    if (!leaving) timer = setTimeout(beat, PAUSE)
  }

  function follow(found) {
    const others = found.others.map((other) => other.sentence)
    const isLocked = !found.is_writer && Boolean(found.writer)
    if (isLocked && wrote && typed) others.unshift(`${found.writer} ${say.took}`)
    else if (isLocked) others.push(say.watching)
    else if (wasLocked) others.unshift(say.free)
    if (isLocked !== wasLocked) lock(isLocked)
    if (found.is_writer) wrote = true
    if (isLocked !== wasLocked || !others.length || line.hidden || isLocked) show(others, isLocked)
    else if (!wasFree()) show(others, false)
    wasLocked = isLocked
    saved.hidden = !found.saved
    saved.querySelector("p").textContent = found.saved
  }

  function wasFree() {
    return lines.firstElementChild?.textContent === say.free
  }

  function show(sentences, isLocked) {
    const before = [...lines.children].map((child) => child.textContent).join("\n")
    if (before !== sentences.join("\n")) {
      lines.replaceChildren(
        ...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })),
      )
    }
    line.hidden = !sentences.length
    line.classList.toggle("is-locked", isLocked)
    button.hidden = !isLocked
  }

  /* For reading: the letters can be marked and copied, not changed. What was typed is kept at once. Notes and previews are
  apart from the story, and taking it down must not wait: they stay as they are. */
  function lock(isLocked) {
    if (isLocked) form.dispatchEvent(new CustomEvent("story:keep-now"))
    form.classList.toggle("is-watching", isLocked)
    for (const box of form.elements) {
      if (!box.matches("input, textarea")) continue
      if (box.type === "submit") box.disabled = isLocked
      else if (box.type !== "hidden") box.readOnly = isLocked
    }
    for (const text of form.querySelectorAll("textarea[data-story-editor]")) {
      text.dispatchEvent(new CustomEvent("story-editor:lock", { detail: isLocked }))
    }
    for (const part of form.querySelectorAll(`${ASIDE}, .inline-group, .prose-menubar, .desk-box .discard`)) {
      part.inert = isLocked
    }
    for (const part of form.querySelectorAll(".desk-box :is(button, select)")) part.disabled = isLocked
  }

  /* A form that nobody touches for long gives way to a colleague who comes. */
  for (const touch of ["keydown", "pointerdown", "input"]) {
    form.addEventListener(touch, () => (touched = Date.now()), { capture: true, passive: true })
  }

  /* What the form's scripts change while it opens is not typed. */
  for (const change of ["input", "change"]) {
    form.addEventListener(change, (event) => {
      if (event.isTrusted || document.getElementById("keeping")?.dataset.awake) typed = true
    })
  }

  button.addEventListener("click", () => {
    touched = Date.now()
    beat({ take_over: "1" })
  })
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget === "_blank") return // a look at it, in another tab
    leaving = true // for its own answer, under the same name
    clearTimeout(timer)
  })
  window.addEventListener("pagehide", () => {
    if (!leaving) {
      current?.abort() // a beat that comes after the last word would open the window anew
      navigator.sendBeacon(say.address, report({ leave: "1" }))
      sessionStorage.setItem("story-left", tab)
    }
    leaving = true
    clearTimeout(timer)
  })
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return
    leaving = false
    beat()
  })
  form.addEventListener("story-editor:ready", () => wasLocked && lock(true))
  beat()
})()
