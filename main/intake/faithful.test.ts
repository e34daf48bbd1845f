import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SourceOptions } from '#contract/evidence'
import { readBytes } from '#main/formats/kit/bytes-input'
import { FORMAT_FOLDERS } from '#main/formats/kit/registry'
import type { MemoryEvent } from '#main/formats/kit/memory-sink'
import { COUNT, INTEGER, MICROS, nullable, OBJECT, TEXT } from '#main/store/rows'
import { ATTRS_SQL, wordOf } from '#main/store/views'
import { sql } from '#main/store/sql'
import { VOCABULARIES } from '#main/store/vocabulary'
import { TestCase } from './test/case-folder'

const formatsDir = join(import.meta.dirname, '../formats')
const samples = [...FORMAT_FOLDERS].flatMap(([folder, format]) =>
  readdirSync(join(formatsDir, folder, 'samples'))
    .filter((name) => !name.endsWith('.expected.json') && !name.endsWith('.options.json') && name !== 'README.md')
    .map((name) => ({ name: `${folder}/${name}`, path: join(formatsDir, folder, 'samples', name), format })),
)

function statedFor(path: string): { options: SourceOptions; modifiedUs: number | null } {
  if (!existsSync(`${path}.options.json`)) return { options: {}, modifiedUs: null }
  const { modifiedUs, ...options } = JSON.parse(readFileSync(`${path}.options.json`, 'utf8')) as Record<string, unknown>
  return { options: SourceOptions.parse(options), modifiedUs: typeof modifiedUs === 'number' ? modifiedUs : null }
}

const text = nullable(TEXT)
const number = nullable(INTEGER)
const SHAPE = {
  ...{ record: COUNT, ordinal: COUNT, offset: COUNT, length: COUNT, tsUs: MICROS, durationUs: number, type: TEXT, name: text },
  ...{ sensor: text, srcIp: text, srcPort: number, dstIp: text, dstPort: number, roles: text, proto: text, service: text },
  ...{ srcBytes: number, dstBytes: number, srcPkts: number, dstPkts: number, sessionState: text, userName: text, hostName: text },
  ...{
    processName: text,
    severity: number,
    signatureId: text,
    signature: text,
    outcome: text,
    message: text,
    sensorDisagrees: text,
  },
  ...{ specificity: TEXT, attrs: OBJECT },
}

const lookUp = (column: string, as: string) => `(SELECT value FROM text WHERE text_id = e.${column}) AS "${as}"`
const address = (column: string, as: string) => `(SELECT value FROM ip WHERE ip_id = e.${column}) AS "${as}"`
const word = (column: keyof typeof VOCABULARIES, as: string) => `${wordOf(`e.${column}`, VOCABULARIES[column])} AS "${as}"`

const QUERY = sql`${sql.raw(`SELECT e.record, e.ordinal, e.byte_offset AS offset, e.byte_length AS length, e.ts AS "tsUs", e.duration_us AS "durationUs",
  ${word('type', 'type')}, ${lookUp('name', 'name')}, ${lookUp('sensor', 'sensor')}, ${address('src_ip', 'srcIp')}, e.src_port AS "srcPort",
  ${address('dst_ip', 'dstIp')}, e.dst_port AS "dstPort", ${word('role_rule', 'roles')}, ${lookUp('proto', 'proto')}, ${lookUp('service', 'service')},
  e.client_bytes AS "srcBytes", e.server_bytes AS "dstBytes", e.client_pkts AS "srcPkts", e.server_pkts AS "dstPkts",
  ${word('session_state', 'sessionState')}, ${lookUp('user_name', 'userName')}, ${lookUp('host_name', 'hostName')},
  ${lookUp('process_name', 'processName')}, e.severity, ${lookUp('signature_id', 'signatureId')}, ${lookUp('signature', 'signature')},
  ${word('outcome', 'outcome')}, e.message, ${lookUp('sensor_disagrees', 'sensorDisagrees')}, ${word('specificity', 'specificity')},
  ${ATTRS_SQL} AS attrs
  FROM (SELECT * FROM event_settled UNION ALL SELECT * FROM event_unsettled) e JOIN source s USING (source_id)
  LEFT JOIN text w1 ON w1.text_id = e.attr_word_1 LEFT JOIN text w2 ON w2.text_id = e.attr_word_2 LEFT JOIN text w3 ON w3.text_id = e.attr_word_3
  ORDER BY e.record, e.ordinal`)}`

const orNull = (value: string) => (value === 'none' ? null : value)

function expected(event: MemoryEvent): Record<string, unknown> {
  const { recovered: _recovered, tsQuality: _quality, rolesDoubted: _doubted, ...rest } = event
  const { roles, sessionState, outcome } = event
  return { ...rest, roles: orNull(roles), sessionState: orNull(sessionState), outcome: orNull(outcome) }
}

const byPlace = (a: MemoryEvent, b: MemoryEvent) => a.record - b.record || a.ordinal - b.ordinal

test.each(samples)('$name is stored exactly as its format reads it', async ({ path, format }) => {
  const it = await TestCase.inMemory()
  const { options, modifiedUs } = statedFor(path)
  const bytes = readFileSync(path)
  const result = await it.add(path, { ...options, format: format.id }, {}, { modifiedUs })
  const { sink } = await readBytes(format, bytes, options, { modifiedUs })
  expect(result).toMatchObject({ status: 'added', ...sink.counts })
  expect(await it.store.all(QUERY, SHAPE)).toEqual(sink.events.sort(byPlace).map(expected))
  const rejects = await it.store.all(
    sql`SELECT record, byte_offset AS offset, byte_length AS length, reason FROM reject ORDER BY record`,
    {
      record: COUNT,
      offset: COUNT,
      length: COUNT,
      reason: TEXT,
    },
  )
  expect(rejects).toEqual(sink.rejects)
  const facts = await it.store.all(
    sql`SELECT coalesce((SELECT value FROM ip WHERE ip_id = host_ip), host) AS host, kind, f.value FROM fact f ORDER BY ALL`,
    { host: TEXT, kind: TEXT, value: TEXT },
  )
  const key = (fact: { host: string; kind: string; value: string }) => JSON.stringify([fact.host, fact.kind, fact.value])
  expect(facts.map(key).sort()).toEqual(sink.facts.map(key).sort())
  await it.close()
})
