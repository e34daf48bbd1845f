/** Words of MISP: what attributes hold, who may have them, how bad an event is. */
import { guessValue } from '../kit/indicator/guess'
import { readValue, type IndicatorType, type IndicatorValue } from '../kit/indicator/value'
import { portOf } from '../kit/text'

/** Types of attributes whose value can be compared. Source: MISP core format, types of attributes. */
const TYPES: ReadonlyMap<string, IndicatorType> = new Map(
  Object.entries({
    ...{
      'ip-src': 'ipv4',
      'ip-dst': 'ipv4',
      ip: 'ipv4',
      domain: 'domain',
      hostname: 'domain',
      url: 'url',
      link: 'url',
      uri: 'url',
    },
    ...{
      email: 'email',
      'email-src': 'email',
      'email-dst': 'email',
      'email-reply-to': 'email',
      'whois-registrant-email': 'email',
    },
    ...{ 'target-email': 'email', md5: 'md5', sha1: 'sha1', sha256: 'sha256', sha512: 'sha512' },
    ...{ filename: 'file-name', attachment: 'file-name', 'email-attachment': 'file-name' },
  } satisfies Record<string, IndicatorType>),
)

/** Types that are named otherwise than what they are made of. */
const COMPOSED: ReadonlyMap<string, string> = new Map([['malware-sample', 'filename|md5']])

export interface AttributeValue {
  written: string
  value: IndicatorValue
  /** It counts only together with the value beside it. */
  isPartial: boolean
}

export interface AttributeValues {
  values: AttributeValue[]
  /** The type is one that can be compared, and the value is none of it. */
  isWrong: boolean
}

/** Shape: (type, value) of an attribute → what can be compared in it; nothing for other types. */
export function valuesOf(type: string, text: string): AttributeValues {
  const kinds = (COMPOSED.get(type) ?? type).split('|')
  const known = kinds.map((kind) => TYPES.get(kind))
  if (kinds.length > 2 || known[0] === undefined) return { values: [], isWrong: false }
  /* The last bar parts: names of files may hold one. */
  const bar = kinds.length === 2 ? text.lastIndexOf('|') : -1
  const texts = bar < 0 ? [text] : [text.slice(0, bar), text.slice(bar + 1)]
  if (texts.length < kinds.length && kinds[1] !== 'port') return { values: [], isWrong: true }
  const read = known.map((kind, index) => {
    const written = texts[index] ?? ''
    const value = kind === undefined ? null : kind === 'url' ? urlOf(written) : readValue(kind, written)
    return value === null ? null : { written, value, isPartial: kinds.length === 2 && kind === 'file-name' }
  })
  const values = read.filter((each) => each !== null)
  const isPort = kinds[1] === 'port'
  const port = isPort ? portOf(texts[1]) : NaN
  if (values[0] !== undefined && !Number.isNaN(port)) values[0].value = { ...values[0].value, port }
  const expected = kinds.length - (kinds.length === 2 && known[1] === undefined ? 1 : 0)
  return { values, isWrong: type !== 'uri' && values.length < expected }
}

/** WHY guessed: URLs are often written without a scheme, and a URI may be a path alone. */
function urlOf(text: string): IndicatorValue | null {
  const value = readValue('url', text) ?? guessValue(text)
  return value?.type === 'url' || value?.type === 'domain' ? value : null
}

/** Who may have it. Source: MISP core format, distribution. */
export const DISTRIBUTIONS = [
  'your organisation',
  'this community',
  'connected communities',
  'all communities',
  'a sharing group',
  'as the event',
]
export const INHERITED = 5

/** Severity by threat level: high, medium, low; 4 is undefined. */
export const SEVERITY_OF_LEVEL: readonly number[] = [NaN, 3, 2, 1, NaN]

const TLP = /^tlp:(red|amber\+strict|amber|green|clear|white|ex:chr)$/i

/** Shape: names of tags → level of the Traffic Light Protocol, the strictest of several, or empty. */
export function tlpOf(tags: readonly string[]): string {
  const order = ['EX:CHR', 'CLEAR', 'WHITE', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']
  const levels = tags.map((tag) => order.indexOf(TLP.exec(tag)?.[1]?.toUpperCase() ?? ''))
  return order[Math.max(-1, ...levels)] ?? ''
}
