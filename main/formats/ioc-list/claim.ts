/** Whether a file is a list of indicators. WHY several conditions: logs, tables and lists of files are full of addresses and names. */
import { delimiterOf, splitCsv } from '../kit/csv'
import { NO_CLAIM } from '../kit/detect'
import type { Claim, Head } from '../kit/format'
import { isTelling } from '../kit/indicator/guess'
import { refang } from '../kit/indicator/refang'
import { columnsOf, isTypeWord, namelessTable, readListLine, readTyped } from './layout'

/** Lines that are looked at. */
const LOOKED_AT = 200
/** Share of them that must be one value and nothing else. Chosen: a list has a broken line, a log has no whole one. */
const VALUES = 0.9
/** Share that nothing else looks like. Chosen: a list of names of files or of modules has none. */
const TELLING = 0.6
/** Fewest values of a list where none is defanged. WHY: a name alone is what a host is called. */
const LEAST = 2
const CERTAIN = 0.9

export const isComment = (line: string): boolean => /^(?:\ufeff|\xef\xbb\xbf)?[ \t]*(?:#|;|\/\/)/.test(line)

/** Shape: beginning → its lines that are neither blank nor comments, without one that is cut. */
export function contentLines({ lines, whole }: Head): string[] {
  const complete = whole || lines.length < 2 ? lines : lines.slice(0, -1)
  return complete.filter((line) => line.trim() !== '' && !isComment(line)).slice(0, LOOKED_AT)
}

function claimTable(lines: readonly string[]): Claim {
  const [first = ''] = lines
  const delimiter = delimiterOf(first)
  const names = splitCsv(first, delimiter)
  const columns = columnsOf(names)
  const nameless = columns === null ? namelessTable(first) : null
  if (columns === null && nameless === null) return NO_CLAIM
  const rows = columns === null ? lines : lines.slice(1)
  const header = (columns === null ? nameless!.names : names).map((name) => name.trim())
  const [typeAt, valueAt] = [header.indexOf(columns?.type ?? 'type'), header.indexOf(columns?.value ?? 'value')]
  const fields = rows.map((row) => splitCsv(row, delimiter))
  const typed = fields.filter((row) => isTypeWord(row[typeAt] ?? ''))
  const good = typed.filter((row) => typeof readTyped(row[typeAt]!, row[valueAt] ?? '') !== 'string')
  /* Other types are part of such tables; what is stated as an address must be one. */
  if (good.length === 0 || good.length < typed.length * VALUES || typed.length < fields.length / 2) return NO_CLAIM
  return { confidence: CERTAIN, why: `${good.length} of the first ${fields.length} rows state a type, and a value that is of it` }
}

function claimLines(lines: readonly string[]): Claim {
  const read = lines.map(readListLine)
  const values = read.filter((line) => line !== null && !line.isSum)
  const telling = values.filter((line) => isTelling(line!.value, line!.written))
  const isDefanged = values.some((line) => refang(line!.written) !== line!.written)
  if (
    telling.length < (isDefanged ? 1 : LEAST) ||
    values.length < lines.length * VALUES ||
    telling.length < lines.length * TELLING
  )
    return NO_CLAIM
  return {
    confidence: CERTAIN * (values.length / lines.length),
    why: `${values.length} of the first ${lines.length} lines are an address, a name, a hash or the like, and nothing else`,
  }
}

/** Shape: beginning → claim. */
export function sniff(head: Head): Claim {
  if (/^(?:\xef\xbb\xbf)?\s*[[{<]\s*["{<?!]/.test(head.text)) return NO_CLAIM
  const lines = contentLines(head)
  if (lines.length === 0 || lines.some((line) => line.length > 16_384)) return NO_CLAIM
  const table = claimTable(lines)
  return table.confidence > 0 ? table : claimLines(lines)
}
