/** Puts the needs of all panels that ask at the same moment into one question, so that the filter is applied once. */
import type { FacetRequest, FacetResult } from '#contract/query'
import type { Selection } from '#contract/selection'
import type { EngineClient } from '../transport/transport'

interface Waiting {
  request: FacetRequest
  signal: AbortSignal
  resolve: (result: FacetResult) => void
  reject: (error: unknown) => void
}
export type FacetLoad = (selection: Selection, request: FacetRequest, signal: AbortSignal) => Promise<FacetResult>

/** Ask once for all that wait; the question is given up when nobody waits any more. */
async function send(client: EngineClient, selection: Selection, waiting: readonly Waiting[]) {
  const abort = new AbortController()
  const giveUp = () => waiting.every(({ signal }) => signal.aborted) && abort.abort()
  for (const { signal } of waiting) signal.addEventListener('abort', giveUp)
  giveUp()
  try {
    const { facets } = await client.query.facets(
      { selection, facets: waiting.map(({ request }) => request) },
      { signal: abort.signal },
    )
    const byId = new Map(facets.map((facet) => [facet.id, facet]))
    for (const { request, resolve } of waiting) resolve(byId.get(request.id) ?? { id: request.id, groups: 0, total: 0, rows: [] })
  } catch (error) {
    for (const { reject } of waiting) reject(error)
  }
}

const loads = new WeakMap<EngineClient, FacetLoad>()

/** Shape: client → its loader; the same for every panel. */
export function facetLoad(client: EngineClient): FacetLoad {
  const known = loads.get(client)
  if (known !== undefined) return known
  const queue = new Map<string, { selection: Selection; waiting: Waiting[] }>()
  function flush() {
    const batches = [...queue.values()]
    queue.clear()
    for (const { selection, waiting } of batches) void send(client, selection, waiting)
  }
  const load: FacetLoad = (selection, request, signal) =>
    new Promise((resolve, reject) => {
      if (queue.size === 0) queueMicrotask(flush)
      const key = JSON.stringify(selection)
      const batch = queue.get(key) ?? { selection, waiting: [] }
      batch.waiting.push({ request, signal, resolve, reject })
      queue.set(key, batch)
    })
  loads.set(client, load)
  return load
}
