/** The samples of this format, as the events they are written from. */
import { ChunkWriter } from './chunk-writer'
import { SECURITY_EVENTS } from './sample-security'
import { OTHER_EVENTS } from './sample-others'
import { addEvent, chunkOf, logOf, type EventSpec } from './log-writer'
import { value } from './specs'

const START_US = Date.UTC(2026, 2, 3, 8, 0, 0) * 1000
const SECOND_US = 1_000_000

const logon = (recordId: number, seconds = recordId): EventSpec => ({
  provider: 'Microsoft-Windows-Security-Auditing',
  eventId: 4624,
  channel: 'Security',
  computer: 'FS01.example.com',
  timeUs: START_US + seconds * SECOND_US,
  recordId,
  data: {
    TargetUserName: value.text(`user${recordId}`),
    TargetDomainName: value.text('EXAMPLE'),
    LogonType: value.uint32(3),
    IpAddress: value.text('192.0.2.7'),
    IpPort: value.text('50122'),
  },
})

/** Cleared once, closed properly: every kind of event that has a name, every type of value. */
const whole = (): Buffer =>
  logOf([chunkOf([...SECURITY_EVENTS, ...OTHER_EVENTS])], SECURITY_EVENTS.length + OTHER_EVENTS.length + 1)

/** Records of an older life of the chunk lie behind those in use; one has its template still, one is a copy of a record in use. */
function withSlack(): Buffer {
  const chunk = new ChunkWriter()
  for (const id of [1, 2, 3]) addEvent(chunk, logon(id))
  const { end } = chunk
  for (const id of [901, 902]) addEvent(chunk, logon(id))
  addEvent(chunk, logon(2))
  chunk.forget(end)
  return chunk.finish()
}

/** The magic of the first chunk is gone, two records of the second were overwritten, the third has a gap in its numbers, the last is cut. */
function damaged(): Buffer {
  const noMagic = chunkOf([logon(4), logon(5)])
  noMagic.fill(0, 0, 8)
  const overwritten = chunkOf([6, 7, 8, 9].map((id) => logon(id)))
  const second = overwritten.indexOf(Buffer.concat([Buffer.from('**\0\0', 'latin1')]), 1600)
  overwritten.fill(0xee, second, second + 40)
  const gap = chunkOf([logon(10), logon(11), logon(15, 9), logon(16), logon(16, 17)])
  const cut = chunkOf([logon(17), logon(18)]).subarray(0, 2_200)
  return logOf([withSlack(), noMagic, overwritten, gap, Buffer.alloc(65_536), cut], 19, 1)
}

/** File name → its bytes. */
export const SAMPLES: Readonly<Record<string, () => Buffer>> = { 'forwarded.evtx': whole, 'damaged.evtx': damaged }
