/* What is folded in the writing form: "More" closes when one turns away from it, and whatever leads to a field opens its drawer. */

/* Looked for each time: a save draws it anew. */
const openMore = () => document.querySelector(".story-more[open]")

/* Every drawer around a place, and the one that it is. */
export function openAround(place) {
  for (let part = place; part; part = part.parentElement) if (part.matches("details")) part.open = true
  for (const part of place.querySelectorAll(":scope > details")) part.open = true
}

function closeMore(event) {
  const more = openMore()
  if (more && !more.contains(event.target)) more.open = false
}

function followMore() {
  document.addEventListener("pointerdown", closeMore)
  document.addEventListener("focusin", closeMore)
  document.addEventListener("keydown", (event) => {
    const more = event.key === "Escape" && event.target.closest(".story-more[open]")
    if (!more) return
    more.open = false
    more.querySelector("summary").focus()
  })
}

/* An address may lead into a drawer. */
function openTarget() {
  const place = document.getElementById(location.hash.slice(1))
  if (place?.closest(".story-form")) openAround(place)
}

followMore()
openTarget()
window.addEventListener("hashchange", openTarget)
