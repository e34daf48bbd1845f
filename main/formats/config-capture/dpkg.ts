/** The status file of dpkg: a stanza a package, fields as in mail, continued by a blank. */
import type { Line, RecordSink, SourceInput, Span } from '../kit/format'
import { decode, shorten } from '../kit/text'
import type { Facts } from './setting'

/** Lines and bytes of a stanza that are read. Chosen: far above any package. */
const LONGEST_STANZA = 1 << 20
const LONGEST_FIELD = 2_000
const FIELD = /^([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]*(.*)$/s
/** Said otherwise, or of how it is built. */
const TAKEN = new Set(['Package', 'Version', 'Architecture', 'Status', 'Conffiles', 'Description'])

/** Shape: lines that are neither blank nor comments → whether they are of such a file. */
export function isDpkgStatus(lines: readonly string[]): boolean {
  const [first = ''] = lines
  return (
    /^Package: \S+$/.test(first) &&
    lines.some((line) => /^Status: \w+ \S+ \S+$/.test(line)) &&
    lines.some((line) => /^Version: \S/.test(line))
  )
}

/** Shape: lines of a stanza → its fields; a continued one keeps its lines. */
function fieldsOf(lines: readonly string[]): Map<string, string> | string {
  const fields = new Map<string, string>()
  let name = ''
  for (const line of lines) {
    if (/^[ \t]/.test(line) && name !== '') fields.set(name, `${fields.get(name)}\n${line.trim()}`)
    else {
      const [, field, value = ''] = FIELD.exec(line) ?? []
      if (field === undefined) return 'a line of the stanza is no field: a name, a colon and a value expected'
      name = field
      fields.set(name, value)
    }
  }
  return fields
}

function emit(lines: readonly string[], facts: Facts): void {
  const fields = fieldsOf(lines)
  if (typeof fields === 'string') return facts.reject(fields)
  const of = (name: string) => fields.get(name)?.trim() ?? ''
  const [name, version, architecture, status] = [of('Package'), of('Version'), of('Architecture'), of('Status')]
  if (name === '' || status === '') return facts.reject('the stanza names no package, or not how it stands with it')
  const rest = [...fields]
    .filter(([field]) => !TAKEN.has(field))
    .map(([field, value]) => [field, shorten(value.trim(), LONGEST_FIELD)] as const)
  facts.state({
    name: 'Package',
    key: `package/${name}${architecture === '' ? '' : `.${architecture}`}`,
    value: `${version || 'no version'}${status === 'install ok installed' ? '' : `, ${status}`}`,
    attrs: {
      package: name,
      version,
      architecture,
      status,
      description: of('Description').split('\n')[0]!,
      ...Object.fromEntries(rest),
    },
  })
}

/** Read the whole file: a stanza is a record; lines between them are structural. */
export async function readDpkg(input: SourceInput, sink: RecordSink, facts: Facts): Promise<void> {
  let lines: string[] = []
  const span: Span = { record: 0, offset: 0, length: 0 }
  const end = () => {
    if (span.length === 0) return
    sink.begin(span)
    if (span.length > LONGEST_STANZA) sink.reject(`longer than ${LONGEST_STANZA} bytes: no stanza is`)
    else emit(lines, facts)
    lines = []
    span.length = 0
  }
  const take = (line: Line) => {
    if (span.length === 0) {
      span.record = line.number
      span.offset = line.offset
    }
    span.length += line.length
    if (span.length <= LONGEST_STANZA) lines.push(decode(line.bytes, line.start, line.end))
  }
  for await (const block of input.lines())
    for (const line of block) {
      if (line.end > line.start) take(line)
      else {
        end()
        sink.structural({ record: line.number, offset: line.offset, length: line.length })
      }
    }
  end()
}
