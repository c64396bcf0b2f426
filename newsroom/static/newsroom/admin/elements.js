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

/* Tells whoever listens that a script has changed a field. */
export function changed(box, ...kinds) {
  for (const kind of kinds) box.dispatchEvent(new Event(kind, { bubbles: true }))
}
