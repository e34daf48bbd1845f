/** The samples of this format, as the records they are written from. */
import { processBytes, type ProcessSpec } from './writer'

const START = Date.UTC(2026, 2, 3, 8, 0, 0) / 1000
const [FORK, SU, CORE, SIGNAL, GROUP] = [0x01, 0x02, 0x08, 0x10, 0x20]
const [PTS_3, PTS_300, TTY_1, SERIAL] = [136 * 256 + 3, 137 * 256 + 44, 4 * 256 + 1, 4 * 256 + 64]

/** `encode(fraction, exponent)`: the encoded times and counts. */
const encoded = (fraction: number, exponent: number) => exponent * 8192 + fraction

const PROCESSES: readonly ProcessSpec[] = [
  { command: 'accton', flags: SU, pid: 1200, ppid: 1199, seconds: START, elapsedTicks: 0, memory: 2000 },
  { command: 'sshd', flags: FORK | SU, pid: 1210, ppid: 800, seconds: START + 5, elapsedTicks: 12_050, system: 3 },
  {
    command: 'bash',
    tty: PTS_3,
    uid: 1000,
    gid: 1000,
    pid: 1215,
    ppid: 1211,
    seconds: START + 6,
    elapsedTicks: 11_900,
    user: 41,
    system: 12,
    memory: encoded(900, 1),
    minorFaults: 812,
  },
  {
    command: 'wget',
    tty: PTS_3,
    exit: 8 << 8,
    uid: 1000,
    gid: 1000,
    pid: 1216,
    ppid: 1215,
    seconds: START + 20,
    elapsedTicks: 130.5,
    user: 2,
    minorFaults: 301,
    majorFaults: 4,
  },
  { command: 'sudo', flags: SU, tty: PTS_3, pid: 1220, ppid: 1215, seconds: START + 40, elapsedTicks: 540 },
  {
    command: 'gcc',
    tty: PTS_300,
    uid: 1000,
    gid: 1000,
    pid: 1230,
    ppid: 1215,
    seconds: START + 60,
    elapsedTicks: 2_000_000,
    user: encoded(8000, 2),
    system: encoded(4096, 1),
    minorFaults: encoded(8191, 7),
  },
  {
    command: 'exploit',
    flags: CORE | SIGNAL,
    tty: PTS_3,
    exit: 11 | 0x80,
    uid: 1000,
    gid: 1000,
    pid: 1231,
    ppid: 1215,
    seconds: START + 70,
    elapsedTicks: 3,
  },
  {
    command: 'sleep',
    flags: SIGNAL | GROUP,
    exit: 9,
    uid: 33,
    gid: 33,
    pid: 1232,
    ppid: 1,
    seconds: START + 80,
    elapsedTicks: 99_999,
  },
  { command: 'cron', flags: FORK | SIGNAL, pid: 1240, ppid: 600, seconds: START + 81, elapsedTicks: 1 },
  { command: 'agetty', flags: SU, tty: TTY_1, exit: 1 << 8, pid: 1241, seconds: START + 82 },
  { command: 'getty', flags: SU, tty: SERIAL, pid: 1242, seconds: START + 83 },
  { command: 'sixteen_bytes_ok', uid: 4_294_967_294, gid: 65_534, pid: 4_194_304, ppid: 0, seconds: 4_000_000_000 },
]

const bytesOf = (records: readonly ProcessSpec[], isBig = false) =>
  Buffer.concat(records.map((spec) => processBytes(spec, isBig)))

/** A record of another version, bytes too many, both byte orders in one file, and a cut. */
function damaged(): Buffer {
  const whole = bytesOf(PROCESSES)
  const other = processBytes(PROCESSES[0]!, false)
  other[1] = 2
  return Buffer.concat([
    whole.subarray(0, 64 * 3),
    other,
    whole.subarray(64 * 3, 64 * 5),
    Buffer.from('disk full\n'),
    whole.subarray(64 * 5, 64 * 8),
    bytesOf(PROCESSES.slice(8, 10), true),
    whole.subarray(64 * 10, 64 * 11 + 40),
  ])
}

export const SAMPLES: Readonly<Record<string, () => Buffer>> = {
  pacct: () => bytesOf(PROCESSES),
  'pacct-big-endian': () => bytesOf(PROCESSES, true),
  'pacct-damaged': damaged,
}
