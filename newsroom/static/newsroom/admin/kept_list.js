/* A list stays as it was searched while one works on its rows: each link and form that leads to another page of the same
rows carries along what the address of this page carries. The server keeps it when it leads on. */

const FILTERS = "_changelist_filters"
/* /admin/articles/article/ of /admin/articles/article/12/history/ */
const ROWS = /^.*?\/admin\/\w+\/\w+\//

function withFilters(address, filters, rows) {
  const url = new URL(address, location.href)
  if (url.origin !== location.origin || !url.pathname.startsWith(rows)) return null
  if (url.searchParams.has("_popup") || url.searchParams.has(FILTERS)) return null
  if (url.pathname !== rows) url.searchParams.set(FILTERS, filters)
  else if (!url.search) url.search = filters
  return url.href
}

export function keepList() {
  const filters = new URLSearchParams(location.search).get(FILTERS)
  const rows = location.pathname.match(ROWS)?.[0]
  if (!filters || !rows) return
  for (const [selector, name] of [["a[href]", "href"], ["form[action]", "action"], ["[formaction]", "formAction"]]) {
    for (const element of document.querySelectorAll(`#container ${selector}`)) {
      if (element.getAttribute(name)?.startsWith("#")) continue
      const kept = withFilters(element[name], filters, rows)
      if (kept) element[name] = kept
    }
  }
}
