/* The rows of bylines and corrections after a save that left the page open: each knows under which number it is stored. */

const groups = () => [...document.querySelectorAll(".js-inline-admin-formset")]
const prefixOf = (group) => group.id.replace(/-group$/, "")
const rowsOf = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")]
const keyBox = (row, prefix) => row.querySelector(`input[name^="${prefix}-"][name$="-id"]`)
const placeOf = (row, prefix) => keyBox(row, prefix)?.name.slice(prefix.length + 1, -3)
const tick = (row) => row.querySelector("input[name$=-DELETE]")

/* Each part with its rows and their places, as they are sent. */
export function rowsNow() {
  return groups().map((group) => {
    const prefix = prefixOf(group)
    const rows = rowsOf(group).map((row) => ({ row, place: placeOf(row, prefix), isGone: Boolean(tick(row)?.checked) }))
    return { group, prefix, rows }
  })
}

export function numberRows(sent, numbers, page) {
  for (const part of sent) {
    if (!numbers[part.prefix] || !part.group.isConnected) continue
    for (const each of part.rows) numberRow(part, each, numbers[part.prefix][each.place], page)
    order(part)
  }
}

function numberRow({ prefix }, { row, isGone }, number, page) {
  const box = keyBox(row, prefix)
  if (isGone && !number) row.remove()
  if (!box) return
  box.value = number || ""
  if (!number || row.classList.contains("has_original")) return
  row.classList.add("has_original")
  row.querySelector(".inline-deletelink")?.parentElement.remove()
  const stored = page.querySelector(`input[name^="${prefix}-"][name$="-id"][value="${number}"]`)?.closest(".inline-related")
  const ways = stored?.querySelector("h3 .delete")
  if (!ways) return
  row.querySelector("h3").append(ways)
  const place = placeOf(row, prefix)
  for (const part of [ways, ...ways.querySelectorAll("*")]) rename(part, prefix, place)
}

/* Those with a number stand first and are counted: what comes after them is new. */
function order({ group, prefix }) {
  const rows = rowsOf(group).filter((row) => keyBox(row, prefix))
  const stored = rows.filter((row) => keyBox(row, prefix).value)
  const others = rows.filter((row) => !stored.includes(row))
  const last = stored.at(-1)
  for (const row of others) {
    const isBefore = last && row.compareDocumentPosition(last) & Node.DOCUMENT_POSITION_FOLLOWING
    if (isBefore) (group.querySelector(".empty-form") || last.nextSibling).before(row)
  }
  ;[...stored, ...others].forEach((row, place) => renumber(row, prefix, place))
  document.getElementById(`id_${prefix}-INITIAL_FORMS`).value = stored.length
  document.getElementById(`id_${prefix}-TOTAL_FORMS`).value = rows.length
}

function renumber(row, prefix, place) {
  if (placeOf(row, prefix) === String(place)) return
  for (const part of [row, ...row.querySelectorAll("*")]) rename(part, prefix, place)
}

function rename(part, prefix, place) {
  for (const name of ["id", "name", "for", "aria-describedby", "aria-labelledby"]) {
    const value = part.getAttribute(name)
    if (value) part.setAttribute(name, value.replace(new RegExp(`\\b${prefix}-(?:\\d+|__prefix__)`), `${prefix}-${place}`))
  }
}

/* A part that came into the page with the first save: the stock script draws its buttons. */
export function drawRows(group) {
  const $ = window.django?.jQuery
  if (!$?.fn.stackedFormset || !group.dataset.inlineFormset) return
  const { name, options } = JSON.parse(group.dataset.inlineFormset)
  const selector = `${name}-group .inline-related`
  $(selector).stackedFormset(selector, options)
}
