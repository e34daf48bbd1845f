/** Zeek rows written as TSV, for every path but the hot one: fields to named, typed values. */
import type { AttrValue } from '../kit/format'
import type { ZeekHeader } from './header'
import { ZeekRow } from './row'
import { typeOf, valueOf } from './values'

/** Shape: (header, line as text) → row, or the reason why it is none. */
export function tsvRow(header: ZeekHeader, text: string): ZeekRow | string {
  if (header.fields === null) return 'neither a JSON row nor below a #fields line: the head of the log is missing'
  const parts = text.split(Buffer.from(header.separator).toString('utf8'))
  if (parts.length !== header.fields.length) return `${header.fields.length} fields expected, ${parts.length} found`
  const values = new Map<string, AttrValue>()
  for (const [column, name] of header.fields.entries()) {
    const value = valueOf(header, typeOf(header, column), parts[column]!)
    if (value !== undefined) values.set(name, value)
  }
  return new ZeekRow(header.path === '' ? 'unknown' : header.path, values)
}
