// Runs in the page's own world before any script of the page: receives what the preload exposes.
document.addEventListener('standin-expose', ({ detail: { key, shape } }) => {
  let last = 0
  const call =
    (name) =>
    (...args) =>
      new Promise((done, failed) => {
        const id = `${key}-${++last}`
        const hear = ({ detail: { error, value } }) => (error === null ? done(value) : failed(new Error(error)))
        document.addEventListener(`standin-answer-${id}`, hear, { once: true })
        document.dispatchEvent(new CustomEvent(`standin-call-${key}`, { detail: { id, name, args } }))
      })
  const api = Object.fromEntries(Object.entries(shape).map(([name, part]) => [name, part.call ? call(name) : part.value]))
  Object.defineProperty(window, key, { value: Object.freeze(api), enumerable: true })
})
