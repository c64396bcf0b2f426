/* A form that somebody writes in: whether something was typed that is not saved, whether the form is on its way, and the
questions and keys that go with it. */

const TOUCHES = ["keydown", "pointerdown", "beforeinput", "paste", "drop"]
const SETTLING = 500 // milliseconds in which scripts still fill the form after the page is loaded

/* Leaving the page asks while this holds. */
export function askBeforeLeaving(isNeeded) {
  window.addEventListener("beforeunload", (event) => isNeeded() && event.preventDefault())
}

/* Keys that press a button of the form: {s: find} for Ctrl+S, {Enter: find} for Ctrl+Enter. */
export function saveByKeys(form, buttons) {
  document.addEventListener("keydown", (event) => {
    const button = (event.ctrlKey || event.metaKey) && buttons[event.key]?.()
    if (!button) return
    event.preventDefault()
    if (!button.disabled) form.requestSubmit(button)
  })
}

/* Follows a form. What the form's scripts change while it opens is not typed: that ends when they are done, or with the first
touch. A form that comes back with a complaint or with a kept text holds what is not saved. */
export function watch(form) {
  const whenAwake = []
  const whenSent = []
  const state = {
    isAwake: false,
    isTyped: Boolean(document.querySelector(".errornote, .kept-notice")),
    isSent: false,
    onAwake: (action) => whenAwake.push(action),
    onSent: (action) => whenSent.push(action),
  }

  function wake() {
    if (state.isAwake) return
    state.isAwake = true
    for (const action of whenAwake) action()
  }
  for (const touch of TOUCHES) form.addEventListener(touch, wake, { capture: true })
  window.addEventListener("load", () => setTimeout(wake, SETTLING))

  for (const change of ["input", "change"]) {
    form.addEventListener(change, (event) => {
      if (state.isAwake || event.isTrusted) state.isTyped = true
    })
  }

  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget === "_blank") return // a look at it, in another tab
    if (state.isSent) return event.preventDefault()
    state.isSent = true
    document.body.classList.add("is-saving")
    for (const action of whenSent) action()
  })
  window.addEventListener("pageshow", () => (state.isSent = false))
  askBeforeLeaving(() => {
    form.dispatchEvent(new CustomEvent("story:leaving")) // for the editor, which stores when the writer pauses
    return state.isTyped && !state.isSent
  })
  return state
}
