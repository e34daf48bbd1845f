/** What the columns of a table seem to mean, worked out from their names and first values. */
import { MAPPED_FIELDS, type ColumnMapping, type ColumnSample, type MappedField, type StatedMapping } from '#contract/mapping'
import type { ClockEvidence } from '../format'
import { canonicalIp } from '../ip'
import { integerOf, portOf } from '../text'
import { chooseForm } from './choose-form'
import { isClock, readForm } from './time-forms'
import { NAMES, outcomeOf, plainName, severityOf } from './words'

/** Share of the values that must be what the field needs, in a column that is called so. Chosen: tables hold dashes and stray words. */
const ENOUGH = 0.5

const isCount = (text: string): boolean => !Number.isNaN(integerOf(text))
const isLength = (text: string): boolean => /^\d{1,12}(\.\d{1,9})?$/.test(text)
const isWord = (text: string): boolean => text.length <= 40

/** What a value must be for a field; any text where a field is not named. */
const FITS: Partial<Readonly<Record<MappedField, (text: string) => boolean>>> = {
  ...{ client_ip: isAddress, server_ip: isAddress, src_ip: isAddress, dst_ip: isAddress },
  ...{ client_port: isPort, server_port: isPort, src_port: isPort, dst_port: isPort },
  ...{ src_bytes: isCount, dst_bytes: isCount, duration: (text) => isLength(text) || isClock(text), duration_ms: isLength },
  ...{ proto: isWord, service: isWord, name: (text) => text.length <= 120 },
  severity: (text) => !Number.isNaN(severityOf(text)),
  outcome: (text) => outcomeOf(text) !== 'none',
}

function isAddress(text: string): boolean {
  return canonicalIp(text) !== null
}
function isPort(text: string): boolean {
  return !Number.isNaN(portOf(text))
}

/** Shape: values × what they must be → whether enough of them are; false where there are none. */
function fits(values: readonly string[], is: (text: string) => boolean): boolean {
  return values.length > 0 && values.filter(is).length > values.length * ENOUGH
}

/** Of fields that mean the same side the one whose name says more; WHY: both write the same place of an event. */
const SIDES: readonly (readonly [MappedField, MappedField])[] = [
  ['client_ip', 'src_ip'],
  ['client_port', 'src_port'],
  ['server_ip', 'dst_ip'],
  ['server_port', 'dst_port'],
  ['duration', 'duration_ms'],
]

type Columns = Partial<Record<MappedField, string>>

/** Shape: name of a column → how surely it is called a time, 0 the surest; as many as there are names where it is not. */
function timeRank(name: string): number {
  const rank = NAMES.time.findIndex((known) => plainName(leaf(name, known)) === known)
  return rank < 0 ? NAMES.time.length : rank
}

/** A column of whole times by the surest name, else one of dates, with one of times of day beside it where there is one. */
function proposedTime(samples: readonly ColumnSample[]): Columns {
  const ordered = samples
    .map((sample) => ({ sample, rank: timeRank(sample.name) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ sample, rank }) => ({ ...sample, form: chooseForm(sample.values, isTimeName(sample.name, rank)) }))
  const whole = ordered.find(({ form }) => form !== null && !form.isDateOnly)
  if (whole !== undefined) return { time: whole.name }
  const day = ordered.find(({ form }) => form !== null)
  if (day === undefined) return {}
  const clock = ordered.find(({ values }) => fits(values, isClock))
  return clock === undefined ? { time: day.name } : { time: clock.name, date: day.name }
}

/** WHY: any number of ten digits could be seconds; only a column that says so is taken for them. */
const isTimeName = (name: string, rank: number): boolean =>
  rank < NAMES.time.length || /time|date|stamp|epoch|seen|^ts$|_ts$/i.test(name)

/**
 * Propose a mapping.
 *
 * Shape: columns with their first values → which field each is; none is the time where no column holds one. A column is read as one thing.
 */
export function propose(samples: readonly ColumnSample[]): Columns {
  const columns: Columns = proposedTime(samples)
  const taken = new Set(Object.values(columns))
  for (const field of MAPPED_FIELDS) {
    if (field === 'time' || field === 'date') continue
    const found = best(field, samples, taken)
    if (found === null) continue
    columns[field] = found
    taken.add(found)
  }
  for (const [surer, other] of SIDES) if (columns[surer] !== undefined) delete columns[other]
  /* One count of bytes beside both addresses is what the first sent; beside one it may be either's. */
  if (columns.src_bytes !== undefined && plainName(columns.src_bytes) === 'bytes' && sideCount(columns) < 2)
    delete columns.src_bytes
  return ordered(columns)
}

const sideCount = ({ client_ip, src_ip, server_ip, dst_ip }: Columns): number =>
  [client_ip ?? src_ip, server_ip ?? dst_ip].filter((name) => name !== undefined).length

function best(field: MappedField, samples: readonly ColumnSample[], taken: ReadonlySet<string>): string | null {
  const fit = FITS[field] ?? (() => true)
  for (const name of NAMES[field]) {
    const found = samples.find(
      (sample) => plainName(leaf(sample.name, name)) === name && !taken.has(sample.name) && fits(sample.values, fit),
    )
    if (found !== undefined) return found.name
  }
  return null
}

/** WHY: `event.user` of nested objects is named by its last part, `source.ip` only by the whole. */
function leaf(name: string, wanted: string): string {
  return plainName(name) === wanted ? name : name.slice(name.lastIndexOf('.') + 1)
}

/** WHY in one order: the same mapping is the same text, whoever made it. */
function ordered(columns: Columns): Columns {
  const entries = MAPPED_FIELDS.flatMap((field) => (columns[field] === undefined ? [] : [[field, columns[field]] as const]))
  return Object.fromEntries(entries)
}

/**
 * The mapping a table is read with.
 *
 * Shape: columns × what the analyst states or was decided before → the same where it names columns, else what is proposed; in both cases with
 *        the form of its times and how it was decided.
 */
export function resolveMapping(samples: readonly ColumnSample[], stated: StatedMapping = {}): ColumnMapping {
  const mapping = { ...stated, columns: stated.columns === undefined ? propose(samples) : ordered(stated.columns) }
  const { time, date } = mapping.columns
  if (time === undefined || mapping.time_form !== undefined) return mapping
  const valuesOf = (name: string | undefined) => samples.find((sample) => sample.name === name)?.values ?? []
  const form = chooseForm(valuesOf(date ?? time), true)
  return form === null ? mapping : { ...mapping, time_form: form.form, time_rule: form.rule }
}

/** Shape: (columns, rows) → the column that holds the times of most rows, or null: such a table is one of events. */
export function timeColumn(samples: readonly ColumnSample[], rowCount: number): string | null {
  const { time } = propose(samples)
  const values = samples.find(({ name }) => name === time)?.values.length ?? 0
  return time !== undefined && values > rowCount * ENOUGH ? time : null
}

/** Shape: columns × mapping → whether every time that is looked at says its zone or is a count. */
export function mappedClock(samples: readonly ColumnSample[], stated?: StatedMapping): ClockEvidence {
  const { columns, time_form: form } = resolveMapping(samples, stated)
  const values = samples.find(({ name }) => name === columns.time)?.values ?? []
  /* Beside a date the clock alone is no time of any form; its zone would stand behind it. */
  const texts = columns.date === undefined ? values : values.map((clock) => `2000-01-01 ${clock}`)
  const times = form === undefined ? [] : texts.map((text) => readForm(text, columns.date === undefined ? form : 'iso'))
  const read = times.filter(({ us }) => !Number.isNaN(us))
  return { absolute: read.length > 0 && read.every(({ isLocal }) => !isLocal), yearWritten: true }
}
