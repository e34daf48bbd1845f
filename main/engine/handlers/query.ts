/** Questions about events. */
import { count } from '#main/queries/count'
import { eventByKey } from '#main/queries/event'
import { page, position } from '#main/queries/page'
import { pivot } from '#main/queries/pivot'
import { rawRecord } from '#main/queries/raw'
import { parseFilter } from '#contract/query-language/parse'
import { operations as os } from '../answering'
import type { Workspace } from '../workspace'

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
    raw: os.query.raw.handler(({ input, signal }) =>
      rawRecord(store(), workspace.case.folder.evidenceDir, input.key, input.context, { signal }),
    ),
    position: os.query.position.handler(async ({ input, signal }) => ({
      index: await position(store(), input.key, input.selection, { signal }),
    })),
  }
}
