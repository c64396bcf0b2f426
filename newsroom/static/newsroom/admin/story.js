/* The writing form: what makes it pleasant. Everything works without it, slower. */
"use strict"
;(() => {
  const form = document.getElementById("article_form")
  if (!form) return
  const field = (name) => form.elements.namedItem(name)
  const subjects = ["people", "places", "organizations"]

  /* The headline and the dek grow with their text; a headline is one line to the end. */
  function grow(box) {
    box.style.height = "auto"
    box.style.height = `${box.scrollHeight}px`
  }
  for (const box of form.querySelectorAll("textarea.story-title, textarea.story-dek")) {
    const left = document.createElement("span")
    left.className = "letters-left"
    left.setAttribute("aria-live", "polite")
    box.after(left)
    const follow = () => {
      grow(box)
      const limit = Number(box.dataset.limit)
      left.textContent = box.value.length > limit * 0.9 ? `${box.value.length} / ${limit}` : ""
      left.classList.toggle("too-many", box.value.length > limit)
    }
    box.addEventListener("input", follow)
    window.addEventListener("resize", () => grow(box))
    follow()
  }
  form.querySelector("textarea.story-title")?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault()
  })

  /* What the story is about: a tick for each tagged subject. */
  const main = document.getElementById("id_main_subjects")
  function followSubjects() {
    const ticked = new Set([...main.querySelectorAll("input:checked")].map((box) => box.value))
    const tagged = subjects.flatMap((name) => [...(field(name)?.selectedOptions || [])])
    main.replaceChildren(
      ...tagged.map((option) => {
        const box = document.createElement("input")
        Object.assign(box, { type: "checkbox", name: "main_subjects", value: option.value })
        box.checked = ticked.has(option.value)
        const label = document.createElement("label")
        label.append(box, ` ${option.text.replace(/ \(#\d+\)$/, "").split(", ")[0]}`)
        return label
      }),
    )
    main.closest(".form-row").classList.toggle("nothing-tagged", !tagged.length)
  }

  /* Topics are looked for in the story's edition. */
  function followLanguage() {
    const language = field("language")?.value
    const topics = field("topics")
    if (!language || !topics || !window.django) return
    const $ = window.django.jQuery
    const address = topics.getAttribute("data-ajax--url").replace(/language=[^&]*/, `language=${language}`)
    topics.setAttribute("data-ajax--url", address)
    const add = document.getElementById("add_id_topics")
    if (add) add.href = setLanguage(add.href, language)
    if ($(topics).data("select2")) {
      $(topics).select2("destroy")
      $(topics).removeData("ajax--url")
      $(topics).djangoAdminSelect2()
      document.dispatchEvent(new CustomEvent("selects:drawn"))
    }
  }
  function setLanguage(address, language) {
    const url = new URL(address)
    url.searchParams.set("language", language)
    return url.toString()
  }

  /* The button says what it will do. */
  const publish = form.querySelector("[name=_publish]")
  function followTime() {
    const date = field("published_at_0")?.value
    const time = field("published_at_1")?.value
    if (!publish || !field("published_at_0")) return
    const offset = Number(document.body.dataset.adminUtcOffset || 0) / 3600
    const typed = date ? Date.parse(`${isoDate(date)}T${(time || "00:00").slice(0, 5)}:00Z`) - offset * 3600e3 : NaN
    publish.value = typed > Date.now() ? publish.dataset.schedule : publish.dataset.publish
  }
  function isoDate(text) {
    const parts = text.split(".")
    return parts.length === 3 ? `${parts[2]}-${parts[1]}-${parts[0]}` : text
  }

  /* Leaving with unsaved text asks; Ctrl+S saves; Ctrl+Enter publishes or schedules. */
  let unsaved = false
  let saving = false
  let awake = false
  const touched = (event) => {
    if (awake || event.isTrusted) unsaved = true // what the form's scripts change while it opens is not typed
  }
  form.addEventListener("input", touched)
  form.addEventListener("change", touched)
  for (const touch of ["keydown", "pointerdown", "beforeinput", "paste", "drop"]) {
    form.addEventListener(touch, () => (awake = true), { capture: true })
  }
  window.addEventListener("load", () => setTimeout(() => (awake = true), 500))
  if (document.querySelector(".errornote, .kept-notice")) unsaved = true
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget === "_blank") return // a look at it, in another tab
    if (saving) return event.preventDefault()
    saving = true
    document.body.classList.add("is-saving")
  })
  window.addEventListener("pageshow", () => (saving = false))
  window.addEventListener("beforeunload", (event) => {
    form.dispatchEvent(new CustomEvent("story:leaving")) // for the editor, which stores when the writer pauses
    if (unsaved && !saving) event.preventDefault()
  })
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey)) return
    const button = event.key === "s" ? form.querySelector("[name=_continue]") : event.key === "Enter" ? publish : null
    if (!button) return
    event.preventDefault()
    if (!button.disabled) form.requestSubmit(button)
  })

  window.addEventListener("load", () => {
    const $ = window.django?.jQuery
    if (main) {
      for (const name of subjects) if (field(name) && $) $(field(name)).on("change", followSubjects)
      followSubjects()
    }
    field("language")?.addEventListener("change", followLanguage)
    if ($ && publish) setInterval(followTime, 1000)
    followTime()
  })
})()
