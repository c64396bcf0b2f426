/* Every screen of the admin: "/" jumps to the search box. */
"use strict"
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable=true]")
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return
  const search = document.getElementById("searchbar") || document.getElementById("nav-filter")
  if (search) {
    event.preventDefault()
    search.focus()
  }
})
