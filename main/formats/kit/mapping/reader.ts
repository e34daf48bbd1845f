/** Fills events from rows whose columns mean what a mapping says; what a field cannot hold stays an attribute, and is counted. */
import type { ColumnMapping, MappedField, TimeForm } from '#contract/mapping'
import { ZoneClock } from '../clock'
import { qualityOf } from '../clock-decision'
import type { ClockDecision, RecordSink, TaxonomyEntry } from '../format'
import { nameWord } from '../taxonomy'
import { integerOf, microsOf, portOf, shorten } from '../text'
import { isClock, readForm } from './time-forms'
import { outcomeOf, protocolOf, severityOf } from './words'

/** What a format calls its records: `CSV-Row`, `JSON-Record`. */
export interface RecordWords {
  prefix: string
  record: string
}

/** Chosen: a column of names has some dozens; one of sentences would fill the dictionary. */
const MOST_NAMES = 5000
const QUOTED_CHARACTERS = 60
const OTHER_ORDER: Partial<Record<TimeForm, TimeForm>> = { 'day-first': 'month-first', 'month-first': 'day-first' }

/** Shape: what the records are called → the event names they give. */
export function mappedTaxonomy({ prefix, record }: RecordWords): TaxonomyEntry[] {
  const provenance = 'chosen here'
  const entry = (name: string, specificity: TaxonomyEntry['specificity'], doc: string): TaxonomyEntry => ({
    ...{ name: `${prefix}-${name}`, type: 'unnormalized', specificity, doc, provenance },
  })
  return [
    entry(record, 'fallback', 'No column is read as the name of the event, or it says nothing here.'),
    { ...entry(`${record}_Between_Hosts`, 'fallback', 'Both addresses are there, and no name.'), type: 'network' },
    {
      ...entry('*', 'generic', 'The name that a column gives.'),
      provenance: 'words out of the evidence; the spelling is chosen here',
    },
  ]
}

const quoted = (text: string): string => `“${shorten(text, QUOTED_CHARACTERS)}”`

/** Shape: field → its text in the row at hand, empty where there is none. */
export type ValueOf = (field: MappedField) => string

export class MappedReader {
  /** Columns that are read as something; the others are attributes. */
  readonly taken: ReadonlySet<string>
  private readonly clock: ZoneClock
  private readonly names = new Map<string, string>()
  private readonly unread = new Map<MappedField, number>()
  private readonly seen = new Set<MappedField>()
  private filled = 0
  /** Rows whose times are none in the form that is read, and would be in the other order of day and month. */
  private contrary = 0
  private of: ValueOf = () => ''

  constructor(
    private readonly sink: RecordSink,
    private readonly decision: ClockDecision,
    private readonly mapping: ColumnMapping,
    private readonly words: RecordWords,
    /** Whether the value of a column stands among the attributes already. */
    private readonly isKept: (column: string) => boolean = () => false,
  ) {
    this.clock = new ZoneClock(decision.zone ?? 'UTC')
    this.taken = new Set(Object.values(mapping.columns))
  }

  /** Shape: values of a row → whether the event is filled and may be emitted; false after a rejection. */
  fill(valueOf: ValueOf): boolean {
    this.of = (field) => (this.mapping.columns[field] === undefined ? '' : this.said(field, valueOf(field).trim()))
    const refusal = this.time()
    if (refusal !== null) {
      this.sink.reject(refusal)
      return false
    }
    this.sides()
    this.amounts()
    this.texts()
    this.name()
    this.filled++
    return true
  }

  /** Says what is assumed and what could not be read, over the whole file. */
  finish(): void {
    this.saysForm()
    for (const [field, column] of Object.entries(this.mapping.columns) as [MappedField, string][]) this.saysColumn(field, column)
  }

  private saysForm(): void {
    const { sink, filled, contrary } = this
    const { columns, time_form: form, time_rule: rule = '' } = this.mapping
    const where = quoted(columns.date ?? columns.time ?? '')
    if (rule.startsWith('assumed') && filled > 0)
      sink.check({ id: 'time-form-assumed', level: 'warning', text: `Times in ${where}: ${rule}.`, count: filled })
    if (contrary === 0 || form === undefined) return
    const text = `Times in ${where} are read ${form}, and these can only be ${OTHER_ORDER[form]}: most likely all are. State that form.`
    sink.check({ id: 'time-form-contradicted', level: 'error', text, count: contrary })
  }

  private saysColumn(field: MappedField, column: string): void {
    const { sink, filled } = this
    const count = this.unread.get(field) ?? 0
    const unread = `${quoted(column)} is read as ${field}: ${count} values are none and stay among the attributes as they are.`
    if (count > 0) sink.check({ id: `unread-${field}`, level: 'info', text: unread, count })
    if (filled === 0 || this.seen.has(field)) return
    const never = `${quoted(column)} is to be read as ${field}, and no row has a value there.`
    sink.check({ id: `no-column-${field}`, level: 'info', text: never, count: 1 })
  }

  private said(field: MappedField, text: string): string {
    if (text === '' || text === '-') return ''
    this.seen.add(field)
    return text
  }

  /** Keeps what a field cannot hold as it stands; `isUnread` = it should have been one. */
  private keep(field: MappedField, text: string, isUnread: boolean): void {
    const column = this.mapping.columns[field]!
    if (!this.isKept(column)) this.sink.attr(column, text)
    if (isUnread) this.unread.set(field, (this.unread.get(field) ?? 0) + 1)
  }

  private time(): string | null {
    const { columns, time_form: form } = this.mapping
    if (columns.time === undefined) return 'no column is read as the time'
    const [date, clock] = [this.of('date'), this.of('time')]
    const text = columns.date === undefined ? clock : date === '' || clock === '' ? '' : `${date} ${clock}`
    const where = quoted(columns.time)
    if (text === '') return `no time in ${where}`
    if (form === undefined) return `${quoted(text)} in ${where} is no time`
    const { us, isLocal } = readForm(text, form)
    if (Number.isNaN(us)) {
      const other = OTHER_ORDER[form]
      if (other !== undefined && !Number.isNaN(readForm(text, other).us)) this.contrary++
      return `${quoted(text)} in ${where} is no time in the form ${form}`
    }
    const { event } = this.sink
    event.tsUs = isLocal ? this.clock.toUtcUs(us) : us
    event.tsQuality = !isLocal
      ? 'exact'
      : this.decision.zone === null
        ? qualityOf({ zone: true, year: false })
        : this.decision.quality
    return null
  }

  private address(field: MappedField): number {
    const text = this.of(field)
    const id = text === '' ? 0 : this.sink.ip(text)
    if (text !== '' && id === 0) this.keep(field, text, true)
    return id
  }

  private number(field: MappedField, read: (text: string) => number): number {
    const text = this.of(field)
    const value = text === '' ? NaN : read(text)
    if (text !== '' && Number.isNaN(value)) this.keep(field, text, true)
    return value
  }

  /** Where the table says who was client and who server, that holds over source and destination, which then stay attributes. */
  private sides(): void {
    const { event } = this.sink
    const { columns } = this.mapping
    const side = (surer: MappedField, other: MappedField) => {
      if (columns[surer] === undefined) return other
      const text = this.of(other)
      if (text !== '') this.keep(other, text, false)
      return surer
    }
    event.srcIp = this.address(side('client_ip', 'src_ip'))
    event.dstIp = this.address(side('server_ip', 'dst_ip'))
    event.srcPort = this.number(side('client_port', 'src_port'), portOf)
    event.dstPort = this.number(side('server_port', 'dst_port'), portOf)
    const isStated = columns.client_ip !== undefined || columns.server_ip !== undefined
    if (event.srcIp !== 0 || event.dstIp !== 0)
      event.roles = isStated ? 'server-log' : event.srcIp !== 0 && event.dstIp !== 0 ? 'arrow' : 'none'
  }

  private amounts(): void {
    const { event } = this.sink
    event.srcBytes = this.number('src_bytes', integerOf)
    event.dstBytes = this.number('dst_bytes', integerOf)
    event.durationUs = this.number('duration', secondsUs)
    if (this.mapping.columns.duration_ms === undefined) return
    const milliseconds = this.number('duration_ms', (text) => (/^\d{1,12}(\.\d{1,9})?$/.test(text) ? Number(text) : NaN))
    if (Number.isNaN(event.durationUs)) event.durationUs = Math.round(milliseconds * 1000)
  }

  private texts(): void {
    const { sink } = this
    const { event } = sink
    event.proto = sink.text(protocolOf(this.of('proto')))
    event.service = sink.text(this.of('service'))
    event.userName = sink.text(this.of('user_name'))
    event.hostName = sink.text(this.of('host_name'))
    event.processName = sink.text(this.of('process_name'))
    event.message = this.of('message') || null
    const severity = this.of('severity')
    event.severity = severityOf(severity)
    if (severity !== '') this.keep('severity', severity, Number.isNaN(event.severity))
    const outcome = this.of('outcome')
    event.outcome = outcomeOf(outcome)
    if (outcome !== '') this.keep('outcome', outcome, event.outcome === 'none')
  }

  private name(): void {
    const { sink, words } = this
    const { event } = sink
    const given = this.of('name')
    const word = given === '' ? '' : this.wordOf(given)
    if (word !== given) this.keep('name', given, word === '')
    const isTalk = event.srcIp !== 0 && event.dstIp !== 0
    event.type = isTalk ? 'network' : 'unnormalized'
    event.specificity = word === '' ? 'fallback' : 'generic'
    event.name = sink.text(`${words.prefix}-${word || (isTalk ? `${words.record}_Between_Hosts` : words.record)}`)
  }

  /** Empty where the text has no letter, or the file has too many names for them to be names. */
  private wordOf(text: string): string {
    let word = this.names.get(text)
    if (word === undefined) {
      word = this.names.size < MOST_NAMES ? nameWord(text) : ''
      if (this.names.size < MOST_NAMES) this.names.set(text, word)
    }
    return word
  }
}

/** Shape: `12.5`, or `hours:minutes:seconds` → µs, or NaN. */
function secondsUs(text: string): number {
  if (!isClock(text)) return text.startsWith('-') ? NaN : microsOf(text)
  const [hours = '', minutes = '', seconds = '0'] = text.split(':')
  return Number(hours) * 3_600_000_000 + Number(minutes) * 60_000_000 + microsOf(seconds)
}
