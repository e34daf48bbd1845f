/** What a detection counted, as rows for people: names without their unit, values with it. */
import { formatDuration } from '../../format/duration'
import { formatBytes, formatCount } from '../../format/number'

export interface DetailRow {
  key: string
  label: string
  value: string
}

type WriteTime = (ts: string) => string

/** Drawn or listed elsewhere. */
const ELSEWHERE = new Set(['innocent_explanations', 'bars', 'sessions', 'score'])
const PART = /_score$/
/** Values of a list that are shown. */
const MOST = 12
const SECONDS = /_s$/
const BYTES = /(^|_)bytes$/

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Shape: name as the detector writes it → words: `gap_median_s` → `gap median`. */
const labelOf = (key: string): string => key.replace(SECONDS, '').replaceAll('_', ' ')

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/

function valueOf(key: string, value: unknown, time: WriteTime): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'number') {
    if (SECONDS.test(key)) return formatDuration(value)
    if (BYTES.test(key)) return formatBytes(value)
    return Number.isInteger(value) ? (/port/.test(key) ? String(value) : formatCount(value)) : String(value)
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) {
    const shown = value.slice(0, MOST).map((one) => valueOf(key, one, time))
    return [...shown, ...(value.length > MOST ? [`and ${value.length - MOST} more`] : [])].join(', ')
  }
  if (typeof value === 'string') return TIME.test(value) ? time(value) : value
  return JSON.stringify(value)
}

/** Shape: (detail of a detection, how times are written) → one row a measure, those of a part (`last_24h`) behind its name. */
export function detailRows(detail: Readonly<Record<string, unknown>>, time: WriteTime, before = ''): DetailRow[] {
  return Object.entries(detail).flatMap(([key, value]) => {
    if (before === '' && (ELSEWHERE.has(key) || PART.test(key))) return []
    if (isRecord(value)) return detailRows(value, time, `${labelOf(key)}: `)
    return [{ key: `${before}${key}`, label: `${before}${labelOf(key)}`, value: valueOf(key, value, time) }]
  })
}

/** Shape: detail → the list of texts under a name; empty where it has none. */
export function textsOf(detail: Readonly<Record<string, unknown>>, key: string): string[] {
  const value = detail[key]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

/** Shape: detail → counts over time, where the detector gives them. */
export function barsOf(detail: Readonly<Record<string, unknown>>): number[] {
  const value = detail['bars']
  return Array.isArray(value) ? value.filter((one) => typeof one === 'number') : []
}

/** Shape: detail → the parts of its score (`timestamp_score`), then the score itself; empty where it has no parts. */
export function scoreParts(detail: Readonly<Record<string, unknown>>): { key: string; label: string; value: number }[] {
  const isPart = ([key, value]: [string, unknown]): boolean => PART.test(key) && typeof value === 'number'
  const parts = Object.entries(detail)
    .filter(isPart)
    .map(([key, value]) => ({ key, label: labelOf(key.replace(PART, '')), value: value as number }))
  const whole = detail['score']
  return parts.length === 0 || typeof whole !== 'number' ? [] : [...parts, { key: 'score', label: 'score', value: whole }]
}
