import { expect, test } from 'vitest'
import { microsFromIso } from '#contract/units'
import { openStore } from '#main/store/store'
import { drawn, drawEvents } from '#main/store/test/events'
import { windowBounds } from './selection'
import { caseSpan } from './span'

const at = (iso: string): number => microsFromIso(iso)!

const EVIDENCE = drawn`
  ts                    type        name
  2009-06-01T00:00:00Z  connection  Zeek-Conn_SF
  2009-06-30T12:00:00Z  connection  Zeek-Conn_SF
`
const BY_HAND = drawn`
  ts                    type    name
  2009-11-02T09:00:00Z  manual  Manual-Event
`

test.each(['manual', 'ioc-list'])(
  'a window counted back ends with the last event of the evidence, not with later %s records',
  async (format) => {
    const store = await openStore(':memory:', { mode: 'write' })
    try {
      await drawEvents(store, EVIDENCE, { format: 'zeek' })
      await drawEvents(store, BY_HAND, { format, sha256: 'f'.repeat(64) })
      expect(await caseSpan(store)).toEqual({ firstUs: at('2009-06-01T00:00:00Z'), lastUs: at('2009-06-30T12:00:00Z') })
      expect(await windowBounds(store, { kind: 'last', seconds: 86_400 })).toEqual({
        fromUs: at('2009-06-29T12:00:00Z') + 1,
        untilUs: at('2009-06-30T12:00:00Z') + 1,
      })
    } finally {
      await store.close()
    }
  },
)

test('where nothing else is in the case, what was added by hand is the case', async () => {
  const store = await openStore(':memory:', { mode: 'write' })
  try {
    expect(await caseSpan(store)).toBeNull()
    await drawEvents(store, BY_HAND, { format: 'manual' })
    expect(await caseSpan(store)).toEqual({ firstUs: at('2009-11-02T09:00:00Z'), lastUs: at('2009-11-02T09:00:00Z') })
  } finally {
    await store.close()
  }
})
