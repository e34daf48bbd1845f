/** The samples of this format, as the records they are written from. */
import { loginBytes, type LoginSpec } from './writer'

const START = Date.UTC(2026, 2, 3, 8, 0, 0) / 1000
const KERNEL = '6.1.0-18-amd64'
const V6 = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7]

const boot = (seconds: number): LoginSpec => ({
  ...{ type: 2, line: '~', id: '~~', user: 'reboot', host: KERNEL },
  ...{ seconds, micros: 104_222 },
})
const level = (seconds: number, user = 'runlevel', pid = 0x4e35): LoginSpec => ({
  ...{ type: 1, pid, line: '~', id: '~~', user, host: KERNEL, seconds },
})
const prompt = (seconds: number): LoginSpec => ({ type: 6, pid: 611, line: 'tty1', id: 'tty1', user: 'LOGIN', seconds })

const DAY: readonly LoginSpec[] = [
  boot(START),
  level(START + 9),
  prompt(START + 10),
  { type: 5, pid: 700, id: 'si', seconds: START + 11 },
  {
    type: 7,
    pid: 2101,
    line: 'pts/0',
    id: 'ts/0',
    user: 'deploy',
    host: '198.51.100.7',
    session: 2101,
    seconds: START + 300,
    micros: 5,
    address: [198, 51, 100, 7],
  },
  { type: 7, pid: 2188, line: 'pts/1', id: 'ts/1', user: 'root', host: 'client.example.org', seconds: START + 360, address: V6 },
  {
    type: 7,
    pid: 2188,
    line: 'pts/2',
    id: 'ts/2',
    user: 'root',
    host: '203.0.113.9',
    seconds: START + 361,
    address: [198, 51, 100, 9],
  },
  { type: 4, line: '|', user: 'date', seconds: START + 400 },
  { type: 3, line: '{', user: 'date', seconds: START + 402 },
  { type: 8, pid: 2101, line: 'pts/0', seconds: START + 900, micros: 500_000, exit: [0, 1] },
  { type: 8, pid: 611, line: 'tty1', id: 'tty1', seconds: START + 950, exit: [15, 0] },
  { type: 8, pid: 700, id: 'si', seconds: START + 960 },
  { type: 8, pid: 3300, line: 'pts/7', seconds: START + 970 },
  { type: 7, pid: 4000, line: 'ftpd4000', user: 'ftp', host: '::ffff:192.0.2.44', seconds: START + 980 },
  { type: 0, line: 'pts/1', seconds: START + 990 },
  { type: 7, pid: 4001, line: 'pts/3', user: 'deploy', seconds: 0 },
  level(START + 1000, 'shutdown', 0),
  boot(START + 1100),
]

const bytesOf = (records: readonly LoginSpec[], isWide = false, isBig = false) =>
  Buffer.concat(records.map((spec) => loginBytes(spec, isWide, isBig)))

const FAILURES: readonly LoginSpec[] = [
  { type: 6, pid: 901, line: 'ssh:notty', user: 'admin', host: '203.0.113.66', seconds: START + 1, address: [203, 0, 113, 66] },
  { type: 6, pid: 902, line: 'ssh:notty', user: '', host: '203.0.113.66', seconds: START + 2, address: [203, 0, 113, 66] },
  { type: 7, pid: 903, line: 'tty1', id: 'tty1', user: 'root', seconds: START + 3 },
  { type: 6, pid: 904, line: 'ssh:notty', user: 'LOGIN', host: 'scanner.example.net', seconds: START + 4, address: V6 },
].map((spec, index) => (index === 3 ? { ...spec, user: 'Summer2026!' } : spec))

/** Bytes went missing inside a record, a record was overwritten, and the disk was full before the last was whole. */
function damaged(): Buffer {
  const whole = bytesOf(DAY)
  const overwritten = Buffer.alloc(384, 0xee)
  return Buffer.concat([
    whole.subarray(0, 384 * 3 + 100),
    whole.subarray(384 * 4, 384 * 6),
    Buffer.alloc(384),
    overwritten,
    whole.subarray(384 * 9, 384 * 12 + 200),
  ])
}

export const SAMPLES: Readonly<Record<string, () => Buffer>> = {
  wtmp: () => bytesOf(DAY),
  'wtmp-arm64': () => bytesOf(DAY.slice(0, 12), true),
  'wtmp-big-endian': () => bytesOf(DAY.slice(0, 12), false, true),
  'wtmp-s390x': () => bytesOf(DAY.slice(0, 12), true, true),
  'wtmp-damaged': damaged,
  btmp: () => bytesOf(FAILURES),
}
