/** One accounting record of a process, taken apart. */
import { BIG, endOfField, isPrintable, LITTLE, type NumberReader } from '../kit/fixed-records'
import { decode } from '../kit/text'

/** Bytes of a record of version 3. */
export const RECORD_BYTES = 64
const VERSION = 3
const BIG_ENDIAN = 0x80
/** Ticks of a second in every time of the record, whatever the machine's own are. */
const TICKS = 100

const [TTY, EXIT, UID, GID, PID, PPID, START, ELAPSED, USER_TIME] = [2, 4, 8, 12, 16, 20, 24, 28, 32]
const [SYSTEM_TIME, MEMORY, IO, BLOCKS, MINOR_FAULTS, MAJOR_FAULTS, SWAPS, COMMAND, COMMAND_BYTES] = [
  34, 36, 38, 40, 42, 44, 46, 48, 16,
]

export const FLAGS = [
  { word: 'fork', bit: 0x01 },
  { word: 'su', bit: 0x02 },
  { word: 'compat', bit: 0x04 },
  { word: 'core', bit: 0x08 },
  { word: 'signal', bit: 0x10 },
  { word: 'group', bit: 0x20 },
] as const
const UNKNOWN_FLAGS = 0xc0

export interface ProcessRecord {
  flags: string[]
  /** As the terminal is called under /dev; empty = none. */
  tty: string
  exitStatus: number
  /** Signal that ended it, 0 = none. */
  signal: number
  uid: number
  gid: number
  pid: number
  ppid: number
  startUs: number
  elapsedUs: number
  userSeconds: number
  systemSeconds: number
  /** On average. */
  memoryKib: number
  minorFaults: number
  majorFaults: number
  command: string
}

/** Shape: 16 bits of 3-bit exponent to base 8 and 13-bit fraction → the number. Source: acct(5). */
const compact = (value: number) => (value & 0x1fff) * 8 ** (value >> 13)

const orderOf = (bytes: Buffer, at: number): NumberReader => ((bytes[at + 1]! & BIG_ENDIAN) === 0 ? LITTLE : BIG)

/** 1980: no kernel that keeps accounts ran before. */
const EARLIEST_SECONDS = 315_532_800
/** Most process ids a kernel gives. */
const LAST_PID = 4_194_304

/** Shape: (bytes, place) → whether a record of version 3 can lie there; see `FixedRecordPlan`. */
export function isProcessRecord(bytes: Buffer, at: number, isStrict: boolean): boolean {
  if ((bytes[at + 1]! & ~BIG_ENDIAN) !== VERSION || (bytes[at]! & UNKNOWN_FLAGS) !== 0) return false
  const numbers = orderOf(bytes, at)
  const elapsed = numbers.float(bytes, at + ELAPSED)
  if (!(elapsed >= 0 && elapsed < Infinity) || numbers.uint32(bytes, at + START) === 0) return false
  if (!isStrict) return true
  const pid = numbers.uint32(bytes, at + PID)
  /* Linux has fields for these and fills them with 0. */
  const isUnused = [IO, BLOCKS, SWAPS].every((field) => numbers.uint16(bytes, at + field) === 0)
  return (
    isUnused &&
    numbers.uint32(bytes, at + START) >= EARLIEST_SECONDS &&
    pid > 0 &&
    pid <= LAST_PID &&
    numbers.uint32(bytes, at + PPID) <= LAST_PID &&
    bytes[at + COMMAND] !== 0 &&
    isPrintable(bytes, at + COMMAND, COMMAND_BYTES)
  )
}

/** Numbers of devices as Linux gives them: 136 to 143 are pseudo terminals, 4 consoles and serial lines. Source: devices.txt of Linux. */
function terminalOf(device: number): string {
  const [major, minor] = [device >> 8, device & 255]
  if (device === 0) return ''
  if (major >= 136 && major <= 143) return `pts/${(major - 136) * 256 + minor}`
  if (major === 4) return minor < 64 ? `tty${minor}` : `ttyS${minor - 64}`
  return `${major}:${minor}`
}

/** Shape: (bytes, place) → the record. */
export function processRecord(bytes: Buffer, at: number): ProcessRecord {
  const numbers = orderOf(bytes, at)
  const counted = (field: number) => compact(numbers.uint16(bytes, at + field))
  const exit = numbers.uint32(bytes, at + EXIT)
  return {
    flags: FLAGS.filter(({ bit }) => (bytes[at]! & bit) !== 0).map(({ word }) => word),
    tty: terminalOf(numbers.uint16(bytes, at + TTY)),
    exitStatus: (exit >> 8) & 255,
    signal: exit & 127,
    uid: numbers.uint32(bytes, at + UID),
    gid: numbers.uint32(bytes, at + GID),
    pid: numbers.uint32(bytes, at + PID),
    ppid: numbers.uint32(bytes, at + PPID),
    startUs: numbers.uint32(bytes, at + START) * 1e6,
    elapsedUs: Math.round((numbers.float(bytes, at + ELAPSED) * 1e6) / TICKS),
    userSeconds: counted(USER_TIME) / TICKS,
    systemSeconds: counted(SYSTEM_TIME) / TICKS,
    memoryKib: counted(MEMORY),
    minorFaults: counted(MINOR_FAULTS),
    majorFaults: counted(MAJOR_FAULTS),
    command: decode(bytes, at + COMMAND, endOfField(bytes, at + COMMAND, COMMAND_BYTES)),
  }
}
