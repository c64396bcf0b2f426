/* "People and places in this text": asks what the text names, and tags with one click. Without it the panel is a part of the
plain form: shown after a save, with boxes to tick. */
"use strict"
;(() => {
  const panel = document.getElementById("names-panel")
  const form = panel?.closest("form")
  if (!form) return
  const rows = panel.querySelector(".names-rows")
  const status = panel.querySelector(".names-status")
  const look = panel.querySelector("[name=_names]")
  const say = panel.dataset
  const FIELDS = { person: "people", place: "places", organization: "organizations" }
  const WRITTEN = ["title", "summary", "body", "language"]
  const PAUSE = 3000 // after the last letter, in milliseconds
  const select = (kind) => form.elements.namedItem(FIELDS[kind])
  const selects = Object.keys(FIELDS).map(select).filter(Boolean)
  const chosen = () => new Set(selects.flatMap((field) => [...field.selectedOptions].map((option) => option.value)))
  const leftOut = () => [...panel.querySelectorAll("input[type=hidden][name=names_not]")]

  look.type = "button" // asks without saving; Enter in a field saves the story, as before

  /* Asking ------------------------------------------------------------------------------------------------------------ */

  let current = null
  let timer = null
  let asked = ""
  let took = 0

  function written() {
    return WRITTEN.map((name) => form.elements.namedItem(name)?.value || "").join("\n")
  }

  function question(returned) {
    const all = new FormData(form)
    const data = new FormData()
    for (const name of ["csrfmiddlewaretoken", ...WRITTEN, ...Object.values(FIELDS), "names_not"]) {
      for (const value of all.getAll(name)) data.append(name, value)
    }
    if (returned) data.append("names_back", returned)
    return data
  }

  async function ask(returned) {
    clearTimeout(timer)
    current?.abort()
    const mine = (current = new AbortController())
    const began = performance.now()
    asked = written()
    panel.setAttribute("aria-busy", "true")
    status.textContent = say.looking
    try {
      const answer = await fetch(say.address, { method: "POST", body: question(returned), signal: mine.signal })
      if (answer.redirected || answer.status === 403) throw new Error(say.refused)
      if (!answer.ok) throw new Error(say.failed)
      show(await answer.text())
      took = performance.now() - began
    } catch (error) {
      if (mine.signal.aborted) return
      status.textContent = error instanceof TypeError ? say.failed : error.message
    }
    if (mine === current) panel.removeAttribute("aria-busy")
  }

  /* A pause after typing; a text that takes long to look through is looked at less often. */
  function askSoon(pause = Math.max(PAUSE, took * 10)) {
    clearTimeout(timer)
    timer = setTimeout(() => written() !== asked && ask(), pause)
  }

  function show(html) {
    const focused = rows.contains(document.activeElement) && document.activeElement.dataset.key
    const open = [...rows.querySelectorAll("details[open]")].map((details) => details.dataset.key)
    rows.innerHTML = html // made by our own template, which escapes every name
    for (const details of rows.querySelectorAll("details")) details.open = open.includes(details.dataset.key)
    status.textContent = rows.querySelector(".names-found")?.dataset.sentence || ""
    mark()
    if (focused) {
      const same = [...rows.querySelectorAll("[data-key]")].find((element) => element.dataset.key === focused)
      const visible = same?.checkVisibility() ? same : look
      visible.focus({ preventScroll: true })
    }
  }

  /* Deciding ---------------------------------------------------------------------------------------------------------- */

  /* Rows say what the fields of the form hold, whoever filled them in. */
  function mark() {
    const tagged = chosen()
    for (const button of rows.querySelectorAll(".names-tag")) {
      const is = tagged.has(button.closest(".names-row").dataset.subject)
      button.setAttribute("aria-pressed", is)
      button.querySelector(".word").textContent = is ? say.tagged : say.tag
    }
    for (const input of leftOut()) if (tagged.has(input.value)) input.remove()
    const all = rows.querySelector(".names-all")
    if (all) all.disabled = !named().some((row) => !tagged.has(row.dataset.subject))
  }

  function named() {
    return [...rows.querySelectorAll(".names-head + .names-list > .names-row")]
  }

  function setTag(row, wanted) {
    const field = select(row.dataset.kind)
    if (!field) return
    const option = [...field.options].find((each) => each.value === row.dataset.subject)
    if (option) option.selected = wanted
    else if (wanted) field.add(new Option(row.dataset.label, row.dataset.subject, true, true))
    field.dispatchEvent(new Event("change", { bubbles: true }))
  }

  function leaveOut(row) {
    if (chosen().has(row.dataset.subject)) setTag(row, false)
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: "names_not" })
    input.value = row.dataset.subject
    rows.firstElementChild.prepend(input)
    ask()
  }

  function bringBack(key) {
    for (const input of leftOut()) if (input.value === key) input.remove()
    ask(key)
  }

  /* The window of the people field, with the name typed in; who is added there is chosen when it closes. */
  function addPerson(name) {
    const link = document.getElementById("add_id_people")
    if (!link) return false
    const before = link.href
    const address = new URL(before)
    address.searchParams.set("name", name)
    address.searchParams.set("language", form.elements.namedItem("language")?.value || "")
    link.href = address
    link.click()
    link.href = before
    return true
  }

  panel.addEventListener("click", (event) => {
    const control = event.target.closest("button, a, input[name=_names]")
    const row = control?.closest(".names-row")
    if (!control) return
    if (control === look) ask()
    else if (control.matches(".names-all")) {
      const tagged = chosen()
      for (const each of named()) if (!tagged.has(each.dataset.subject)) setTag(each, true)
    } else if (control.matches(".names-tag")) setTag(row, control.getAttribute("aria-pressed") !== "true")
    else if (control.matches(".names-not")) leaveOut(row)
    else if (control.matches(".names-back")) bringBack(control.dataset.subject)
    else if (control.matches(".names-add") && addPerson(control.dataset.name)) event.preventDefault()
  })

  /* Following the form ------------------------------------------------------------------------------------------------ */

  function followTags() {
    mark()
    const shown = new Set([...rows.querySelectorAll(".names-row[data-subject]")].map((row) => row.dataset.subject))
    const now = chosen()
    const isNew = [...now].some((key) => !before.has(key) && !shown.has(key))
    before = now
    if (isNew && rows.firstElementChild) ask() // added in the window, or found by typing: the text may name them
  }
  let before = chosen()

  form.addEventListener("input", (event) => WRITTEN.includes(event.target.name) && askSoon())
  form.addEventListener("change", (event) => event.target.name === "language" && askSoon())
  window.addEventListener("load", () => {
    const $ = window.django?.jQuery
    for (const field of selects) $ ? $(field).on("change", followTags) : field.addEventListener("change", followTags)
    const text = form.elements.namedItem("body")
    if (!text || text.value.trim()) ask() // without a field for it the text is the stored one
  })
})()
