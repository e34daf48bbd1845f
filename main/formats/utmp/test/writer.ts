/** Writes login records in every layout, for samples. */

export interface LoginSpec {
  type: number
  pid?: number
  line?: string
  id?: string
  user?: string
  host?: string
  exit?: readonly [termination: number, exit: number]
  session?: number
  seconds: number
  micros?: number
  address?: readonly number[]
}

/** Shape: (record, 64-bit times, big endian) → its bytes. */
export function loginBytes(spec: LoginSpec, isWide: boolean, isBig: boolean): Buffer {
  const bytes = Buffer.alloc(isWide ? 400 : 384)
  const int16 = (value: number, at: number) => (isBig ? bytes.writeInt16BE(value, at) : bytes.writeInt16LE(value, at))
  const int32 = (value: number, at: number) =>
    isBig ? bytes.writeUInt32BE(value >>> 0, at) : bytes.writeUInt32LE(value >>> 0, at)
  /* The upper half of a wide number is 0. */
  const long = (value: number, at: number) => int32(value, isWide && isBig ? at + 4 : at)
  int16(spec.type, 0)
  int32(spec.pid ?? 0, 4)
  bytes.write(spec.line ?? '', 8, 32, 'utf8')
  bytes.write(spec.id ?? '', 40, 4, 'utf8')
  bytes.write(spec.user ?? '', 44, 32, 'utf8')
  bytes.write(spec.host ?? '', 76, 256, 'utf8')
  int16(spec.exit?.[0] ?? 0, 332)
  int16(spec.exit?.[1] ?? 0, 334)
  long(spec.session ?? 0, 336)
  long(spec.seconds, isWide ? 344 : 340)
  long(spec.micros ?? 0, isWide ? 352 : 344)
  bytes.set(spec.address ?? [], isWide ? 360 : 348)
  return bytes
}
