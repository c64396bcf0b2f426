/* A form that somebody writes in: whether something was typed that is not saved, whether the form is on its way, and the
questions and keys that go with it. */

const TOUCHES = ["keydown", "pointerdown", "beforeinput", "paste", "drop"]
const SETTLING = 500 // milliseconds in which scripts still fill the form after the page is loaded
const GONE = 3000 // milliseconds after which a page that was sent and is still there gives its buttons back

/* Leaving the page asks while this holds. */
export function askBeforeLeaving(isNeeded) {
  window.addEventListener("beforeunload", (event) => isNeeded() && event.preventDefault())
}

/* Each time that the page is about to go. */
export function onGoing(action) {
  window.addEventListener("beforeunload", action)
}

/* The key that was pressed: a Latin letter, small, as it is written on it or as it would be in another layout; or its name. */
export function keyOf(event) {
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase()
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key
}

/* Keys that press a button of the form: {s: find} for Ctrl+S, {Enter: find} for Ctrl+Enter. */
export function saveByKeys(form, buttons) {
  document.addEventListener("keydown", (event) => {
    const button = (event.ctrlKey || event.metaKey) && !event.altKey && buttons[keyOf(event)]?.()
    if (!button) return
    event.preventDefault()
    if (!button.disabled && !event.repeat) form.requestSubmit(button)
  })
}

/* Follows a form. What the form's scripts change while it opens is not typed: that ends when they are done, or with the first
touch. A form that comes back with a complaint or with a kept text holds what is not saved. */
export function watch(form) {
  const actions = { awake: [], sent: [], back: [] }
  const state = {
    isAwake: false,
    isTyped: Boolean(document.querySelector(".errornote, .kept-notice")),
    isSent: false,
    /* A script that sends the form itself: true for what it has taken. */
    takes: () => false,
    onAwake: (action) => actions.awake.push(action),
    onSent: (action) => actions.sent.push(action),
    onBack: (action) => actions.back.push(action),
  }
  wakeUp(form, state, actions)

  for (const change of ["input", "change"]) {
    form.addEventListener(change, (event) => {
      if (state.isAwake || event.isTrusted) state.isTyped = true
      if (event.isTrusted) back(state, actions) // it was sent and is typed in: the browser was stopped
    })
  }

  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget === "_blank") return // a look at it, in another tab
    if (state.isSent || state.takes(event)) return event.preventDefault()
    state.isSent = true
    document.body.classList.add("is-saving")
    for (const action of actions.sent) action()
    setTimeout(() => back(state, actions), GONE)
  })
  window.addEventListener("pageshow", () => back(state, actions))
  askBeforeLeaving(() => {
    form.dispatchEvent(new CustomEvent("story:leaving")) // for the editor, which stores when the writer pauses
    return state.isTyped && !state.isSent
  })
  return state
}

function wakeUp(form, state, actions) {
  function wake() {
    if (state.isAwake) return
    state.isAwake = true
    for (const action of actions.awake) action()
  }
  for (const touch of TOUCHES) form.addEventListener(touch, wake, { capture: true })
  window.addEventListener("load", () => setTimeout(wake, SETTLING))
}

/* The page was sent and is there all the same: stopped, or answered by nobody. It can be saved, kept and left as before. */
function back(state, actions) {
  if (!state.isSent) return
  state.isSent = false
  document.body.classList.remove("is-saving")
  for (const action of actions.back) action()
}
