/** Writes accounting records in both byte orders, for samples. */

export interface ProcessSpec {
  command: string
  flags?: number
  tty?: number
  exit?: number
  uid?: number
  gid?: number
  pid: number
  ppid?: number
  seconds: number
  elapsedTicks?: number
  /** As encoded. */
  user?: number
  system?: number
  memory?: number
  minorFaults?: number
  majorFaults?: number
}

/** Shape: (record, big endian) → its bytes. */
export function processBytes(spec: ProcessSpec, isBig: boolean): Buffer {
  const bytes = Buffer.alloc(64)
  const uint16 = (value: number, at: number) => (isBig ? bytes.writeUInt16BE(value, at) : bytes.writeUInt16LE(value, at))
  const uint32 = (value: number, at: number) => (isBig ? bytes.writeUInt32BE(value, at) : bytes.writeUInt32LE(value, at))
  const float = (value: number, at: number) => (isBig ? bytes.writeFloatBE(value, at) : bytes.writeFloatLE(value, at))
  bytes[0] = spec.flags ?? 0
  bytes[1] = isBig ? 0x83 : 0x03
  uint16(spec.tty ?? 0, 2)
  uint32(spec.exit ?? 0, 4)
  uint32(spec.uid ?? 0, 8)
  uint32(spec.gid ?? 0, 12)
  uint32(spec.pid, 16)
  uint32(spec.ppid ?? 1, 20)
  uint32(spec.seconds, 24)
  float(spec.elapsedTicks ?? 0, 28)
  uint16(spec.user ?? 0, 32)
  uint16(spec.system ?? 0, 34)
  uint16(spec.memory ?? 0, 36)
  uint16(spec.minorFaults ?? 0, 42)
  uint16(spec.majorFaults ?? 0, 44)
  bytes.write(spec.command, 48, 16, 'utf8')
  return bytes
}
