/** Questions about events. */
import { basename } from 'node:path'
import { complete } from '#main/queries/complete'
import { count } from '#main/queries/count'
import { eventByKey } from '#main/queries/event'
import { exportEvents } from '#main/queries/export'
import { facets } from '#main/queries/facets'
import { page, position } from '#main/queries/page'
import { pivot } from '#main/queries/pivot'
import { trend } from '#main/queries/trend'
import { parseFilter } from '#contract/query-language/parse'
import { operations as os } from '../answering'
import { rawOf } from '../questions'
import type { Workspace } from '../workspace'
import { mayWrite } from './case'

export function queryHandlers(workspace: Workspace) {
  const store = () => workspace.case.store
  return {
    parse: os.query.parse.handler(({ input }) => {
      const { expression, canonical, errors } = parseFilter(input.text)
      return { ok: expression !== null, canonical, errors }
    }),
    pivot: os.query.pivot.handler(({ input, signal }) => pivot(store(), input, { signal })),
    page: os.query.page.handler(({ input, signal }) => page(store(), input, { signal })),
    count: os.query.count.handler(async ({ input, signal }) => ({ count: await count(store(), input.selection, { signal }) })),
    event: os.query.event.handler(({ input, signal }) => eventByKey(store(), input.key, { signal })),
    raw: os.query.raw.handler(({ input, signal }) => rawOf(workspace.case, input.key, input.context, signal)),
    position: os.query.position.handler(async ({ input, signal }) => ({
      index: await position(store(), input.key, input.selection, { signal }),
    })),
    complete: os.query.complete.handler(({ input, signal }) =>
      complete(store(), input.text, input.position, input.selection, { signal }),
    ),
    facets: os.query.facets.handler(({ input, signal }) => facets(store(), input.selection, input.facets, { signal })),
    trend: os.query.trend.handler(({ input, signal }) => trend(store(), input, { signal })),
    exportEvents: os.query.exportEvents.handler(async ({ input, signal }) => {
      const { journal } = workspace.case
      const written = await exportEvents(store(), input.selection, input.format, mayWrite(workspace, input.path), { signal })
      await journal.append('export.made', { what: 'events', path_name: basename(written.path), sha256: written.sha256 })
      return written
    }),
  }
}
