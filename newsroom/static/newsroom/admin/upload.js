/* Sending one picture to the library with its progress, which fetch cannot tell: for the library's page and for the chooser. */

import { refusalOf, withToken } from "./server.js";

/* The picture that was added; else a Refusal with a sentence for the person. ``follow`` hears the share that has arrived. */
export function upload(address, data, { say, follow }) {
  const request = new XMLHttpRequest()
  request.open("POST", address)
  request.setRequestHeader("Accept", "application/json")
  request.responseType = "json"
  request.upload.addEventListener("progress", (event) => event.lengthComputable && follow(event.loaded / event.total))
  return new Promise((added, refused) => {
    request.addEventListener("loadend", () => {
      const { status, response: content } = request
      if (status === 201 && content) added(content)
      else refused(refusalOf({ status, isRedirected: request.responseURL.includes("/login/"), content }, say))
    })
    request.send(withToken(data))
  })
}
