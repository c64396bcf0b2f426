/* Small things that several scripts do with the elements of a page. */

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

/* A box as high as the text in it. */
export function grow(box) {
  box.style.height = "auto"
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`
}

/* Chooses in a select, or takes the choice back; who is not among its options yet is added with the label. */
export function setChosen(select, key, label, wanted = true) {
  const option = [...select.options].find((each) => each.value === key)
  if (option) option.selected = wanted
  else if (wanted) select.add(new Option(label, key, true, true))
}

/* Calls back after each choice in a select; one that the stock script has drawn anew tells jQuery alone. */
export function onChosen(select, action) {
  const $ = window.django?.jQuery
  if ($) $(select).on("change", action)
  else select.addEventListener("change", action)
}

/* Tells whoever listens that a script has changed a field. */
export function changed(box, ...kinds) {
  for (const kind of kinds) box.dispatchEvent(new Event(kind, { bubbles: true }))
}
