import { expect, it } from 'vitest'
import { barsOf, detailRows, scoreParts, textsOf } from './detail'

const DETAIL = {
  client_ip: '198.18.20.14',
  server_ports: [6667, 7000],
  gap_median_s: 300.048,
  total_client_bytes: 133_728,
  count: 2970,
  timestamp_score: 0.998,
  server_name: null,
  from_outside: true,
  bars: [0, 3],
  first_in_case: '2009-06-28T21:31:20Z',
  last_24h: { count: 277 },
  innocent_explanations: ['a program that its owner set to run at fixed times'],
  clients: Array.from({ length: 14 }, (_, index) => `192.0.2.${index}`),
}

it('writes every measure with its unit, and what has a place of its own not at all', () => {
  expect(detailRows(DETAIL, (ts) => ts.replace('T', ' ')).map(({ label, value }) => `${label} = ${value}`)).toEqual([
    'client ip = 198.18.20.14',
    'server ports = 6667, 7000',
    'gap median = 5 m 00 s',
    'total client bytes = 134 kB',
    'count = 2,970',
    'server name = –',
    'from outside = yes',
    'first in case = 2009-06-28 21:31:20Z',
    'last 24h: count = 277',
    `clients = ${DETAIL.clients.slice(0, 12).join(', ')}, and 2 more`,
  ])
})

it('finds explanations and bars where there are any', () => {
  expect(textsOf(DETAIL, 'innocent_explanations')).toHaveLength(1)
  expect(textsOf(DETAIL, 'nothing')).toEqual([])
  expect(barsOf(DETAIL)).toEqual([0, 3])
  expect(barsOf({})).toEqual([])
})

it('takes a score apart where the detector gives its parts', () => {
  expect(scoreParts({ ...DETAIL, score: 0.9 })).toEqual([
    { key: 'timestamp_score', label: 'timestamp', value: 0.998 },
    { key: 'score', label: 'score', value: 0.9 },
  ])
  expect(scoreParts({ score: 1 })).toEqual([])
})
