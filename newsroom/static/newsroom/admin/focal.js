/* The page of a picture: the point that no crop loses, set by a click or by the arrow keys, the crops that follow it, and what
the file says of itself, taken over by a click. Without it the point is two numbers. */
"use strict"
;(() => {
  const focal = document.querySelector(".picture-focal")
  if (!focal) return
  const frame = focal.querySelector(".picture-frame")
  const boxes = [document.getElementById("id_point_x"), document.getElementById("id_point_y")]
  const width = Number(focal.dataset.width)
  const height = Number(focal.dataset.height)
  const clamp = (value) => Math.min(100, Math.max(0, value))
  const percent = (box) => clamp(Number.parseFloat(box?.value.replace(",", ".")) || 0)
  let point = null

  /* The same part of the picture as articles/pictures/shapes.py cuts out. */
  function place(crop, x, y) {
    const ratio = Number(crop.dataset.ratio)
    const across = width / height < ratio ? width : height * ratio
    const down = width / height < ratio ? width / ratio : height
    const left = Math.min(Math.max(0, (x / 100) * width - across / 2), width - across)
    const top = Math.min(Math.max(0, (y / 100) * height - down / 2), height - down)
    const share = (offset, free) => (free > 0 ? (offset / free) * 100 : 50)
    crop.firstElementChild.style.objectPosition = `${share(left, width - across)}% ${share(top, height - down)}%`
  }

  function follow() {
    const [x, y] = boxes[0] ? boxes.map(percent) : [Number(focal.dataset.x), Number(focal.dataset.y)]
    for (const crop of focal.querySelectorAll(".picture-crop")) place(crop, x, y)
    if (!point) return
    point.style.left = `${x}%`
    point.style.top = `${y}%`
    point.setAttribute("aria-valuetext", `${Math.round(x)} %, ${Math.round(y)} %`)
    point.setAttribute("aria-valuenow", Math.round(x))
  }

  function set(x, y) {
    boxes[0].value = clamp(x).toFixed(1)
    boxes[1].value = clamp(y).toFixed(1)
    boxes[0].dispatchEvent(new Event("change", { bubbles: true }))
    follow()
  }

  function setBy(event) {
    const area = frame.getBoundingClientRect()
    set(((event.clientX - area.left) / area.width) * 100, ((event.clientY - area.top) / area.height) * 100)
  }

  if (boxes[0]) {
    point = document.createElement("span")
    point.className = "picture-focus"
    point.tabIndex = 0
    point.setAttribute("role", "slider")
    point.setAttribute("aria-label", frame.dataset.label)
    point.setAttribute("aria-valuemin", "0")
    point.setAttribute("aria-valuemax", "100")
    frame.append(point)
    frame.classList.add("can-be-set")
    frame.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return
      event.preventDefault()
      frame.setPointerCapture(event.pointerId)
      setBy(event)
      point.focus({ preventScroll: true })
    })
    frame.addEventListener("pointermove", (event) => {
      if (frame.hasPointerCapture(event.pointerId)) setBy(event)
    })
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
    point.addEventListener("keydown", (event) => {
      const move = moves[event.key]
      if (!move) return
      event.preventDefault()
      const step = event.shiftKey ? 10 : 1
      set(percent(boxes[0]) + move[0] * step, percent(boxes[1]) + move[1] * step)
    })
    for (const box of boxes) box.addEventListener("input", follow)
  }
  focal.querySelector(".picture-crops").hidden = false
  follow()

  /* "The file says": a click puts it into the field, or chooses whom it means beside those who are chosen already. */
  function choose(box, key, label) {
    const option = [...box.options].find((each) => each.value === key)
    if (option) option.selected = true
    else box.add(new Option(label, key, true, true))
  }
  for (const button of document.querySelectorAll("button[data-use]")) {
    const box = document.getElementById(button.dataset.for)
    if (!box) continue
    button.hidden = false
    button.addEventListener("click", () => {
      if (button.dataset.label) choose(box, button.dataset.use, button.dataset.label)
      else box.value = button.dataset.use
      box.dispatchEvent(new Event("input", { bubbles: true }))
      box.dispatchEvent(new Event("change", { bubbles: true }))
      box.focus()
      button.closest(".picture-said").hidden = true
    })
  }

  /* Leaving with something unsaved asks; Ctrl+S saves. */
  const form = document.getElementById("image_form")
  let unsaved = Boolean(document.querySelector(".errornote"))
  let saving = false
  form?.addEventListener("input", () => (unsaved = true))
  form?.addEventListener("submit", () => (saving = true))
  window.addEventListener("pageshow", () => (saving = false))
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !saving) event.preventDefault()
  })
  document.addEventListener("keydown", (event) => {
    const button = (event.ctrlKey || event.metaKey) && event.key === "s" && form?.querySelector(".picture-moves .default")
    if (!button) return
    event.preventDefault()
    form.requestSubmit(button)
  })
})()
