/** How a list is laid out: one value a line, or a table whose columns say what a value is. */
import { delimiterOf, splitCsv } from '../kit/csv'
import { guessValue } from '../kit/indicator/guess'
import { hashOf, readValue, type IndicatorType, type IndicatorValue } from '../kit/indicator/value'
import { plainName } from '../kit/mapping/words'

/** What lists call the types, in plain spelling. Source: attribute types of MISP, object types of STIX, columns of OTX, ThreatFox and others. */
const TYPE_WORDS: Readonly<Record<IndicatorType, string>> = {
  ipv4: 'ip ipv4 ipaddr ipaddress ipv4addr ipdst ipsrc address host4 ipdstport ipport ipsrcport',
  ipv6: 'ipv6 ipv6addr ipv6address',
  'ipv4-net': 'cidr network subnet netblock iprange range',
  'ipv6-net': 'ipv6cidr ipv6network',
  domain: 'domain domainname fqdn hostname host dns',
  url: 'url uri link',
  email: 'email emailaddr emailaddress emailsrc emaildst mail',
  md5: 'md5 md5hash filehashmd5 hashmd5',
  sha1: 'sha1 sha1hash filehashsha1 hashsha1',
  sha256: 'sha256 sha256hash filehashsha256 hashsha256',
  sha512: 'sha512 sha512hash filehashsha512 hashsha512',
  'file-name': 'filename file name',
  'file-path': 'filepath path',
}
const BY_WORD = new Map(
  Object.entries(TYPE_WORDS).flatMap(([type, words]) => words.split(' ').map((word) => [word, type as IndicatorType] as const)),
)
const HASH_WORDS = new Set(['hash', 'filehash'])

const TYPE_COLUMNS = ['type', 'indicatortype', 'ioctype', 'kind', 'observabletype', 'datatype']
const VALUE_COLUMNS = ['indicator', 'ioc', 'iocvalue', 'indicatorvalue', 'value', 'observable', 'data', 'indicators']
const TIME_COLUMNS = [
  'firstseen',
  'firstseenutc',
  'date',
  'created',
  'createdat',
  'timestamp',
  'dateadded',
  'added',
  'lastseen',
  'datefound',
]

export interface Columns {
  type: string
  value: string
  /** Empty = no column holds times. */
  time: string
}

const trimmed = (field: string) => field.trim().replace(/^\xef\xbb\xbf|^\ufeff/, '')

/** Shape: fields of a header → the columns that matter, or null where it is no header of a list. */
export function columnsOf(fields: readonly string[]): Columns | null {
  const names = fields.map(trimmed)
  const find = (wanted: readonly string[]) => {
    const plain = wanted.find((word) => names.some((name) => plainName(name) === word))
    return plain === undefined ? '' : names.find((name) => plainName(name) === plain)!
  }
  const columns = { type: find(TYPE_COLUMNS), value: find(VALUE_COLUMNS), time: find(TIME_COLUMNS) }
  return columns.type === '' || columns.value === '' ? null : columns
}

/** Shape: (word of the type column, value) → the value, or the reason why it cannot be compared: another type, or no value of its type. */
export function readTyped(word: string, text: string): IndicatorValue | 'another type' | 'no such value' {
  const plain = plainName(word)
  if (HASH_WORDS.has(plain)) return hashOf(text.trim()) ?? 'no such value'
  const type = BY_WORD.get(plain)
  if (type === undefined) return 'another type'
  return readValue(type, text) ?? 'no such value'
}

export const isTypeWord = (word: string): boolean => HASH_WORDS.has(plainName(word)) || BY_WORD.has(plainName(word))

/** Names for a table that writes none. */
const NAMELESS = ['type', 'value', 'comment']

/** Shape: a line that is no comment → names and delimiter of a table without header, or null where it is no row of one. */
export function namelessTable(line: string): { names: readonly string[]; delimiter: string } | null {
  const delimiter = delimiterOf(line)
  const fields = splitCsv(line, delimiter).map((field) => field.trim())
  if (fields.length < 2 || fields.length > 12) return null
  const isRow = (type: string, value: string) => isTypeWord(type) && typeof readTyped(type, value) !== 'string'
  const [first = '', second = ''] = fields
  const start = isRow(first, second) ? ['type', 'value'] : isRow(second, first) ? ['value', 'type'] : null
  if (start === null) return null
  const rest = fields.slice(2).map((_field, index) => NAMELESS[index + 2] ?? `column ${index + 3}`)
  return { names: [...start, ...rest], delimiter }
}

export interface ListLine {
  value: IndicatorValue
  /** As the line has it. */
  written: string
  comment: string
  /** The line is of a list of hash sums: hash, then the name of the file. */
  isSum: boolean
}

/** Where what stands behind the value begins. WHY no repetition in it: it is looked for at every place of a line. */
const BEHIND = /[ \t](?:#|;|\/\/)|;[ \t]|\t/
const SUM = /^([0-9a-fA-F]{32,128}) [ *](\S.*)$/

/** Shape: line that is no comment → its one value with what stands behind it, or null where it is something else. */
export function readListLine(line: string): ListLine | null {
  const text = line.replace(/^\ufeff|^\xef\xbb\xbf/, '').trim()
  const [, hash = '', file = ''] = SUM.exec(text) ?? []
  const sum = hashOf(hash)
  if (sum !== null) return { value: sum, written: hash, comment: file, isSum: true }
  const at = text.search(BEHIND)
  const [head, behind] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)]
  const written = head.replace(/^(["'])(.*)\1,?$/, '$2').trim()
  const value = guessValue(written)
  return value === null ? null : { value, written, comment: behind.replace(/^[\s#;/]+/, ''), isSum: false }
}
