/** Writes whole event logs for samples and tests: events as plain objects in, the bytes of a valid .evtx out. */
import { crc32 } from 'node:zlib'
import { FILE_HEADER_BYTES, FILE_MAGIC } from '../layout'
import { ChunkWriter, fileTime } from './chunk-writer'
import { value, type ElementSpec, type TypedValue } from './specs'

export interface EventSpec {
  provider: string
  guid?: string
  eventId: number
  level?: number
  keywords?: bigint
  channel: string
  computer: string
  /** µs UTC. */
  timeUs: number
  recordId: number
  /** Record id in the event itself, where it is another than the record's. */
  ownRecordId?: number
  userSid?: string
  /** EventData by name; names that begin with `_` are written without one. */
  data?: Readonly<Record<string, TypedValue>>
  /** UserData: name of its element, and what that holds. */
  userData?: readonly [string, Readonly<Record<string, TypedValue>>]
}

const place = (index: number, { type }: TypedValue) => ({ index, type, isOptional: true })

function systemOf(event: EventSpec, values: TypedValue[]): ElementSpec {
  const put = (one: TypedValue) => place(values.push(one) - 1, one)
  return {
    name: 'System',
    children: [
      { name: 'Provider', attributes: { Name: event.provider, ...(event.guid === undefined ? {} : { Guid: event.guid }) } },
      { name: 'EventID', children: [put(value.uint16(event.eventId))] },
      { name: 'Version', children: [put(value.uint8(0))] },
      { name: 'Level', children: [put(value.uint8(event.level ?? 0))] },
      { name: 'Keywords', children: [put(value.hex64(event.keywords ?? 0x8020000000000000n))] },
      { name: 'TimeCreated', attributes: { SystemTime: put(value.fileTime(fileTime(event.timeUs))) } },
      { name: 'EventRecordID', children: [put(value.uint64(BigInt(event.ownRecordId ?? event.recordId)))] },
      { name: 'Correlation' },
      { name: 'Execution', attributes: { ProcessID: put(value.uint32(700)), ThreadID: put(value.uint32(1204)) } },
      { name: 'Channel', children: [event.channel] },
      { name: 'Computer', children: [event.computer] },
      { name: 'Security', attributes: { UserID: put(event.userSid === undefined ? value.nothing() : value.sid(event.userSid)) } },
    ],
  }
}

function payloadOf({ data = {}, userData }: EventSpec, values: TypedValue[]): ElementSpec {
  const put = (one: TypedValue) => place(values.push(one) - 1, one)
  if (userData !== undefined) {
    const [name, fields] = userData
    const children = Object.entries(fields).map(([field, one]) => ({ name: field, children: [put(one)] }))
    return { name: 'UserData', children: [{ name, attributes: { xmlns: 'Event_NS' }, children }] }
  }
  const children = Object.entries(data).map(([field, one]) => ({
    name: 'Data',
    ...(field.startsWith('_') ? {} : { attributes: { Name: field } }),
    children: [put(one)],
  }))
  return { name: 'EventData', children }
}

/** Add one event to a chunk; events of the same kind share a template. */
export function addEvent(chunk: ChunkWriter, event: EventSpec): void {
  const values: TypedValue[] = []
  const children = [systemOf(event, values), payloadOf(event, values)]
  const template = { name: 'Event', attributes: { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' }, children }
  chunk.record(event.recordId, event.timeUs, template, JSON.stringify(template), values)
}

/** Shape: events → a chunk that holds them. */
export function chunkOf(events: readonly EventSpec[]): Buffer {
  const chunk = new ChunkWriter()
  for (const event of events) addEvent(chunk, event)
  return chunk.finish()
}

/** Shape: (chunks, next record id, flags) → the file. */
export function logOf(chunks: readonly Buffer[], nextRecordId: number, flags = 0): Buffer {
  const header = Buffer.alloc(FILE_HEADER_BYTES)
  FILE_MAGIC.copy(header, 0)
  header.writeBigUInt64LE(BigInt(Math.max(0, chunks.length - 1)), 16)
  header.writeBigUInt64LE(BigInt(nextRecordId), 24)
  header.writeUInt32LE(128, 32)
  header.writeUInt16LE(1, 36)
  header.writeUInt16LE(3, 38)
  header.writeUInt16LE(FILE_HEADER_BYTES, 40)
  header.writeUInt16LE(chunks.length, 42)
  header.writeUInt32LE(flags, 120)
  header.writeUInt32LE(crc32(header.subarray(0, 120)), 124)
  return Buffer.concat([header, ...chunks])
}
