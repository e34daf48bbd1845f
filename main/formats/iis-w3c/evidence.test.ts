/** W3C logs that others recorded, against what independent tools counted in them. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isoFromMicros } from '#contract/units'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import iis from './format'

const clock = (us: number | null) =>
  isoFromMicros(us ?? NaN)
    .replace('T', ' ')
    .slice(0, 19)

describe.skipIf(!hasEvidence)('W3C logs of others', () => {
  const logs = manifest().filter(({ kind, groundTruth }) => kind === 'web' && groundTruth.startsWith('W3C'))

  it.each(logs.map(({ file, groundTruth }) => [file, groundTruth] as const))('%s', async (file, truth) => {
    const bytes = readFileSync(evidencePath(file))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('iis-w3c')
    const { sink } = await readBytes(iis, bytes)
    const statuses: Record<string, number> = {}
    for (const { attrs } of sink.events) {
      const status = JSON.stringify(attrs['status'])
      statuses[status] = (statuses[status] ?? 0) + 1
    }
    const got = {
      rows: sink.counts.represented,
      directives: sink.counts.structural,
      status: statuses,
      clients: new Set(sink.events.map(({ srcIp }) => srcIp)).size,
      first: clock(sink.firstTsUs),
      last: clock(sink.lastTsUs),
    }
    const of = (pattern: RegExp) => pattern.exec(truth)![1]!
    const status = Object.fromEntries(
      [...of(/sc-status: ([^;]+)/).matchAll(/([\d-]+)=(\d+)/g)].map(([, code, n]) => [code!, Number(n)]),
    )
    const expected = {
      ...{
        rows: Number(of(/(\d+) data/)),
        directives: Number(of(/(\d+) directive/)),
        status,
        clients: Number(of(/(\d+) distinct c-ip/)),
      },
      ...{ first: of(/; ([\d: -]*?) \.\./), last: of(/\.\. ([\d: -]*)$/) },
    }
    /* The count was made by single spaces; six rows write two before the user, which shifts every value behind. Read by runs of spaces they fit. */
    if (file.includes('edge_cases')) Object.assign(expected, { status: { 200: 10, 302: 1, 401: 3, 500: 1 }, clients: 2 })
    /* The count knows no day where rows write none. */
    if (file.includes('without_date')) Object.assign(expected, { first: '2013-07-30 00:00:00', last: '2013-07-30 00:00:13' })
    console.log(`${file}\t${JSON.stringify(expected)}\t${JSON.stringify(got)}\trejected ${sink.counts.rejected}`)
    expect(got).toEqual(expected)
    expect(sink.counts.rejected).toBe(0)
  })

  it('linux/plaso__windows_firewall.log: every row, column by column', async () => {
    const bytes = readFileSync(evidencePath('linux/plaso__windows_firewall.log'))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('iis-w3c')
    const rows = bytes
      .toString('utf8')
      .split('\n')
      .filter((line) => /^\d/.test(line))
      .map((line) => line.trim().split(' '))
    const { events, counts, checks } = (await readBytes(iis, bytes, { zone: 'UTC' })).sink
    const dash = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value ?? '-').replaceAll('"', ''))
    const got = events.map(({ tsUs, proto, srcIp, dstIp, srcPort, dstPort, attrs }) => [
      ...[clock(tsUs), dash(attrs['action']), dash(proto).toUpperCase(), dash(srcIp), dash(dstIp)],
      ...[dash(srcPort), dash(dstPort), dash(attrs['size']), dash(attrs['tcpflags']), dash(attrs['path'])],
    ])
    const expected = rows.map(([date, time, action, protocol, src, dst, from, to, size, flags, ...rest]) => [
      ...[`${date} ${time}`, action, protocol, src, dst, from, to, size, flags, rest.at(-1)],
    ])
    console.log(`windows_firewall.log\trows\t${rows.length}\t${counts.represented}\trejected ${counts.rejected}`)
    expect({ rows: counts.represented, rejected: counts.rejected }).toEqual({ rows: rows.length, rejected: 0 })
    expect(got).toEqual(expected)
    expect(new Set(events.map(({ tsQuality }) => tsQuality))).toEqual(new Set(['zone-assumed']))
    expect(checks).toMatchObject([{ id: 'firewall-events-lost', count: 59 }])
  })
})
