/** Zeek rows written as TSV, for every path but the hot one: fields to named, typed values. */
import type { AttrValue } from '../kit/format'
import type { ZeekHeader } from './header'
import { ZeekRow } from './row'
import { listType, typeOf, valueOf } from './values'

/** Reads the rows of one header. Made anew when the header changes. */
export class TsvReader {
  private readonly separator: string
  private readonly columns: { name: string; type: string; list: string | null }[]
  private readonly path: string

  constructor(private readonly header: ZeekHeader) {
    this.separator = Buffer.from(header.separator).toString('utf8')
    this.path = header.path === '' ? 'unknown' : header.path
    this.columns = (header.fields ?? []).map((name, column) => {
      const type = typeOf(header, column)
      return { name, type, list: listType(type) }
    })
  }

  /** Shape: line as text → row, or the reason why it is none. */
  read(text: string): ZeekRow | string {
    const { columns, header } = this
    if (header.fields === null) return 'neither a JSON row nor below a #fields line: the head of the log is missing'
    const parts = text.split(this.separator)
    if (parts.length !== columns.length) return `${columns.length} fields expected, ${parts.length} found`
    const values = new Map<string, AttrValue>()
    for (let column = 0; column < columns.length; column++) {
      const { name, type, list } = columns[column]!
      const value = valueOf(header, type, list, parts[column]!)
      if (value !== undefined) values.set(name, value)
    }
    return new ZeekRow(this.path, values)
  }
}
