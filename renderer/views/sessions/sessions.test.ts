import { expect, it } from 'vitest'
import { parseFilter } from '#contract/query-language/parse'
import type { SessionRow } from '#contract/hosts'
import { text } from '../../text/en'
import { useText } from './columns'
import { rungClause } from './ladder'
import { targetOf, targetText } from './target'

it('writes each rung as a filter of its own that reads back', () => {
  const clauses = Object.keys(text.sessions.rungs).map(rungClause)
  expect(new Set(clauses).size).toBe(clauses.length)
  for (const clause of clauses) expect(parseFilter(clause)).toMatchObject({ canonical: clause, errors: [] })
})

it('writes a service into a link and reads it back; anything else is none', () => {
  for (const target of [
    { server_ip: '198.18.20.14', server_port: 22, proto: 'tcp' },
    { server_ip: '2001:db8::1', server_port: 53, proto: null },
  ])
    expect(targetOf(targetText(target))).toEqual(target)
  expect(['', 'tcp/198.18.20.14', '<b>/x:1'].map(targetOf)).toEqual([null, null, null])
})

it('infers a use with its rate and its rule, and none where bytes and seconds say nothing', () => {
  const row = (duration_s: number | null, client_bytes: number | null, server_bytes: number | null) =>
    useText({ duration_s, client_bytes, server_bytes } as SessionRow)?.word ?? null
  expect([row(69, 2388, 1633), row(313, 680, 172), row(20, 1e6, 1e6), row(20, 1e5, 1e5)]).toEqual([
    ...['interactive? 58 B/s', 'interactive? 2.7 B/s', 'bulk? 100 kB/s', 'unclear 10.0 kB/s'],
  ])
  expect([row(5, 10, 10), row(69, 0, 10), row(null, 10, 10), row(69, null, 10)]).toEqual([null, null, null, null])
  expect(useText({ duration_s: 69, client_bytes: 10, server_bytes: 10 } as SessionRow)?.says).toContain('is taken for typing')
})
