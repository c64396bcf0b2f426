/* The bar of buttons is one stop for Tab: arrow keys go from button to button, Home and End to the ends. */

const isOpen = (button) => !button.disabled && button.offsetParent !== null && !button.closest("[popover]")

export function makeOneStop(bar) {
  const buttons = () => [...bar.querySelectorAll("button")].filter(isOpen)
  let current = null
  const settle = () => {
    const open = buttons()
    if (!open.includes(current)) current = open[0]
    for (const button of bar.querySelectorAll("button")) {
      if (!button.closest("[popover]")) button.tabIndex = button === current ? 0 : -1
    }
  }
  bar.addEventListener("focusin", ({ target }) => {
    if (!buttons().includes(target)) return
    current = target
    settle()
  })
  bar.addEventListener("keydown", (event) => {
    const open = buttons()
    const at = open.indexOf(event.target)
    const forward = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight"
    const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"
    const to = { [forward]: at + 1, [backward]: at - 1 + open.length, Home: 0, End: open.length - 1 }[event.key]
    if (at < 0 || to === undefined) return
    event.preventDefault()
    open[to % open.length].focus()
  })
  // Buttons of a table come and go with it.
  new MutationObserver(settle).observe(bar, { subtree: true, attributes: true, attributeFilter: ["disabled", "class", "hidden"] })
  settle()
}
