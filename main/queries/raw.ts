/** A record as it lies in its evidence file, with its neighbours, and whether the file is still what it was. */
import { createHash } from 'node:crypto'
import { isUtf8 } from 'node:buffer'
import { fault } from '#contract/errors'
import { parseEventKey } from '#contract/event'
import type { RawRecord } from '#contract/query'
import { blocksOf, evidencePlace, openForReading } from '#main/intake/files'
import { withMember } from '#main/intake/member-file'
import { layersOf, mostWithin, unpacked } from '#main/intake/layers'
import { COUNT, TEXT } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import type { Asking, Store } from '#main/store/store'
import { keyCondition, STORED_EVENTS } from './event'
import { sha256OfFile } from './file-digest'
import { lineNeighbours, recordNeighbours, withoutLineEnd, type Neighbours } from './neighbours'

/** How far around a record its neighbours are looked for; chosen: far beyond ordinary lines. */
const AROUND_BYTES = 256 * 1024
const BLOCK_BYTES = 1 << 20

/**
 * Read bytes by their place in the decompressed file.
 *
 * Shape:  path × [from, until) → as many of the bytes as there are; a compressed file is read from its start up to there.
 * Errors: EVD-001 the file cannot be read; the signal's reason.
 */
export async function readSpan(path: string, from: number, until: number, signal?: AbortSignal): Promise<Uint8Array> {
  const handle = await openForReading(path)
  try {
    const blocks = () => blocksOf(handle, BLOCK_BYTES)
    const layers = await layersOf(blocks)
    if (layers.length === 0) {
      const buffer = Buffer.alloc(until - from)
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, from)
      return buffer.subarray(0, bytesRead)
    }
    const parts: Uint8Array[] = []
    let at = 0
    for await (const block of unpacked(layers, blocks, mostWithin((await handle.stat()).size))) {
      signal?.throwIfAborted()
      if (at + block.length > from) parts.push(block.subarray(Math.max(0, from - at), Math.max(0, until - at)))
      at += block.length
      if (at >= until) break
    }
    return Buffer.concat(parts)
  } finally {
    await handle.close()
  }
}

interface RecordPlace {
  source_id: number
  record: number
  byte_offset: number
  byte_length: number
  record_unit: string
}

async function recordPlace(store: Store, key: string, asking: Asking): Promise<RecordPlace> {
  const condition = keyCondition(key)
  const shape = { source_id: COUNT, record: COUNT, byte_offset: COUNT, byte_length: COUNT, record_unit: TEXT }
  const row =
    condition === null
      ? undefined
      : await store.first(
          sql`SELECT e.source_id, e.record, e.byte_offset, e.byte_length, s.record_unit FROM ${STORED_EVENTS} e JOIN source s USING (source_id)
            WHERE ${condition} LIMIT 1`,
          shape,
          asking,
        )
  if (row === undefined) throw fault('QRY-002', { key })
  return row
}

/** Shape: places of the records on either side, nearest first, from events and rejects of the source. */
async function recordsAround(store: Store, place: RecordPlace, context: number, asking: Asking) {
  const side = async (rising: boolean) => {
    const [compare, order] = [sql.raw(rising ? '>' : '<'), sql.raw(rising ? '' : 'DESC')]
    const from = (table: Sql) => sql`SELECT record, byte_offset, byte_length FROM ${table}
      WHERE source_id = ${place.source_id}::UINTEGER AND record ${compare} ${place.record}::UBIGINT`
    return store.all(
      sql`SELECT record, min(byte_offset) AS byte_offset, max(byte_length) AS byte_length
        FROM (${from(STORED_EVENTS)} UNION ALL ${from(sql`reject`)}) GROUP BY record ORDER BY record ${order} LIMIT ${context}`,
      { record: COUNT, byte_offset: COUNT, byte_length: COUNT },
      asking,
    )
  }
  return { before: await side(false), after: await side(true) }
}

/** Text for reading: U+FFFD for what is not UTF-8. */
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const isBinary = (bytes: Uint8Array): boolean => !isUtf8(bytes) || /[\0-\x08\x0e-\x1f]/.test(textOf(bytes))

/** The record's bytes and its neighbours; a member is unpacked only as far as they reach. */
async function recordIn(
  store: Store,
  path: string,
  member: string,
  place: RecordPlace,
  context: number,
  asking: Asking,
): Promise<{ bytes: Uint8Array; neighbours: Neighbours }> {
  const [from, until] = [place.byte_offset, place.byte_offset + place.byte_length]
  const isLine = place.record_unit === 'line'
  const around = isLine && context > 0 ? AROUND_BYTES : 0
  const start = Math.max(0, from - around)
  const beside = isLine || context === 0 ? null : await recordsAround(store, place, context, asking)
  const furthest = Math.max(until + around, ...(beside?.after ?? []).map((each) => each.byte_offset + each.byte_length))
  const read = async (file: string) => {
    const span = await readSpan(file, start, until + around, asking.signal)
    const neighbours =
      beside === null
        ? lineNeighbours(span, start, { from, until, line: place.record }, context)
        : await recordNeighbours(beside, (a, b) => readSpan(file, a, b, asking.signal))
    return { bytes: span.subarray(from - start, until - start), neighbours }
  }
  return withMember(path, member, furthest, read, asking.signal)
}

/**
 * Read the bytes of an event's record again.
 *
 * Shape:  event key → the record with `context` neighbours on each side. Of line formats the neighbours are the lines beside it, headers and
 *         rejects included; of others the records beside it. `raw` is without its line end; `bytes_sha256` is over every byte.
 * Errors: QRY-002 no such event; EVD-003 the evidence file is gone; EVD-001 it cannot be read; the signal's reason.
 */
export async function rawRecord(
  store: Store,
  evidenceDir: string,
  key: string,
  context: number,
  asking: Asking = {},
): Promise<RawRecord> {
  const place = await recordPlace(store, key, asking)
  const { sha256, member } = parseEventKey(key)!
  const { path } = await evidencePlace(evidenceDir, sha256)
  const { bytes, neighbours } = await recordIn(store, path, member, place, context, asking)
  const line = place.record_unit === 'line' ? place.record : null
  const found = await sha256OfFile(path, asking.signal)
  return {
    event_key: key,
    evidence: sha256,
    member,
    sha256,
    byte_offset: place.byte_offset,
    byte_length: place.byte_length,
    line,
    raw: textOf(withoutLineEnd(bytes)),
    ...(isBinary(bytes) ? { hex: Buffer.from(bytes).toString('hex') } : {}),
    bytes_sha256: createHash('sha256').update(bytes).digest('hex'),
    verified: found === sha256 && bytes.length === place.byte_length,
    ...neighbours,
  }
}
