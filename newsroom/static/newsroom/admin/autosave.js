/* What is typed is kept while it is typed: apart from the story's history, for who typed it, until the form is saved. */
"use strict"
;(() => {
  const form = document.getElementById("article_form")
  const sign = document.getElementById("keeping")
  if (!form || !sign) return
  const PAUSE = 3000 // after the last letter
  const LONGEST = 5000 // after the first one that is not kept
  const say = sign.dataset
  const timer = { id: null, since: 0 }
  let current = null
  let awake = false
  let isSaving = false
  let last = ""

  const corner = document.querySelector(".desk-box")
  if (corner) corner.append(sign)

  function content() {
    const data = new FormData(form)
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name)
    return data
  }

  function written(data) {
    return JSON.stringify([...data])
  }

  function soon() {
    if (!awake || isSaving) return
    const now = Date.now()
    timer.since ||= now
    clearTimeout(timer.id)
    timer.id = setTimeout(keep, Math.max(0, Math.min(PAUSE, timer.since + LONGEST - now)))
  }

  async function keep() {
    clearTimeout(timer.id)
    timer.since = 0
    const data = content()
    const text = written(data)
    if (isSaving || text === last) return
    current?.abort()
    const mine = (current = new AbortController())
    try {
      const answer = await fetch(say.address, { method: "POST", body: data, signal: mine.signal })
      if (answer.redirected || answer.status === 403) return tell(say.signedOut, true)
      const found = await answer.json()
      if (answer.ok) last = text
      if (found.sentence) tell(found.sentence, !answer.ok)
      if (answer.status === 503) soon()
    } catch {
      if (mine.signal.aborted) return
      tell(say.failed, true)
      timer.id = setTimeout(keep, LONGEST)
    }
  }

  function tell(sentence, isTrouble) {
    sign.textContent = sentence
    sign.classList.toggle("is-trouble", isTrouble)
  }

  form.addEventListener("input", soon)
  form.addEventListener("change", soon)
  form.addEventListener("story:keep-now", () => awake && timer.since && keep())
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.submitter?.formTarget === "_blank") return // a look at it, in another tab
    isSaving = true
    clearTimeout(timer.id)
    current?.abort()
  })
  window.addEventListener("pageshow", () => (isSaving = false))
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timer.since) keep()
  })

  /* What the form's scripts change while it opens is not typed. It ends when they are done, or with the first touch. */
  function wake() {
    if (awake) return
    awake = true
    sign.dataset.awake = "yes"
    last = written(content())
  }

  for (const touch of ["keydown", "pointerdown", "beforeinput", "paste", "drop"]) {
    form.addEventListener(touch, wake, { capture: true })
  }
  window.addEventListener("load", () => setTimeout(wake, 500))

  /* Beside what another saved meanwhile: their headline, dek or text in the place of what was typed. */
  for (const button of document.querySelectorAll(".theirs [data-take]")) {
    const name = button.dataset.take
    const box = form.elements.namedItem(name)
    button.hidden = !box
    button.addEventListener("click", () => {
      const text = document.querySelector(`.theirs [data-theirs="${name}"]`).value
      box.value = text
      box.dispatchEvent(new CustomEvent("story-editor:set", { detail: text }))
      box.dispatchEvent(new Event("input", { bubbles: true }))
      button.disabled = true
    })
  }

  /* "Throw it away" without leaving what is being typed. */
  for (const bar of document.querySelectorAll(".unsaved")) {
    bar.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault()
      const data = new FormData(event.target, event.submitter)
      try {
        const answer = await fetch(event.target.action, { method: "POST", body: data, redirect: "manual" })
        if (answer.type === "opaqueredirect" || answer.ok) bar.remove()
      } catch {
        tell(say.failed, true)
      }
    })
  }
})()
