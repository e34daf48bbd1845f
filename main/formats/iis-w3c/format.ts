/** Logs of Windows in W3C extended format: IIS, its FTP and mail services, the firewall. A record is a row; times are UTC unless the header says local. */
import { ZoneClock } from '../kit/clock'
import { qualityOf } from '../kit/clock-decision'
import { NO_CLAIM } from '../kit/detect'
import {
  defineFormat,
  type Claim,
  type ClockDecision,
  type ClockEvidence,
  type Head,
  type RecordSink,
  type SourceInput,
  type Span,
} from '../kit/format'
import { LONGEST_LINE } from '../kit/line-reader'
import { decode, integerOf, portOf } from '../kit/text'
import { fillRequest } from '../kit/web-request'
import { FIREWALL_FIELDS, FIREWALL_TAXONOMY, fillFirewall, isFirewall } from './firewall'
import { readRow, W3cHeader } from './line'

const TAKEN = new Set([
  'date',
  'time',
  'c-ip',
  'c-port',
  's-ip',
  's-port',
  'cs-method',
  'cs-username',
  'sc-status',
  'cs-bytes',
  'sc-bytes',
])

function fillWeb(row: ReadonlyMap<string, string>, sink: RecordSink): void {
  const { event } = sink
  const of = (name: string) => row.get(name) ?? ''
  event.srcIp = sink.ip(of('c-ip'))
  event.srcPort = portOf(of('c-port'))
  event.dstIp = sink.ip(of('s-ip'))
  event.dstPort = portOf(of('s-port'))
  event.srcBytes = integerOf(of('cs-bytes'))
  event.dstBytes = integerOf(of('sc-bytes'))
  event.hostName = sink.text(of('s-computername'))
  const query = of('cs-uri-query')
  const target = `${of('cs-uri-stem')}${query === '' ? '' : `?${query}`}`
  fillRequest(
    { prefix: 'IIS', method: of('cs-method'), target, status: integerOf(of('sc-status')), user: of('cs-username') },
    sink,
  )
  for (const [name, value] of row) if (!TAKEN.has(name)) sink.attr(name, /^\d{1,15}$/.test(value) ? Number(value) : value)
}

function take(text: string, header: W3cHeader, zone: ZoneClock, sink: RecordSink): void {
  const row = readRow(text, header.fields)
  if (typeof row === 'string') {
    sink.reject(row)
    return
  }
  const { event } = sink
  const writtenUs = header.timeUs(row.get('date'), row.get('time') ?? '')
  event.tsUs = header.isLocal ? zone.toUtcUs(writtenUs) : writtenUs
  if (Number.isNaN(event.tsUs)) {
    sink.reject('the row has no time, or no date and the header none either')
    return
  }
  if (header.isLocal) event.tsQuality = qualityOf({ zone: true, year: false })
  else if (!row.has('date')) event.tsQuality = 'solved'
  if (isFirewall(header.fields)) fillFirewall(row, sink)
  else fillWeb(row, sink)
  sink.emit()
}

async function read(input: SourceInput, sink: RecordSink, clock: ClockDecision): Promise<void> {
  const header = new W3cHeader()
  const zone = new ZoneClock(clock.zone ?? 'UTC')
  const span: Span = { record: 0, offset: 0, length: 0 }
  for await (const lines of input.lines()) {
    for (const { bytes, start, end, number, offset, length } of lines) {
      span.record = number
      span.offset = offset
      span.length = length
      const text = decode(bytes, start, Math.min(end, start + LONGEST_LINE))
      if (text.startsWith('#') || text.trim() === '') {
        sink.structural(span)
        header.directive(text)
        continue
      }
      sink.begin(span)
      if (end - start > LONGEST_LINE) sink.reject(`longer than ${LONGEST_LINE} bytes: no row of this format is`)
      else take(text, header, zone, sink)
    }
  }
}

function sniff({ lines }: Head): Claim {
  const fields = lines.slice(0, 40).find((line) => line.startsWith('#Fields:'))
  if (fields === undefined || !/\s(time|date)\b/.test(fields)) return NO_CLAIM
  if (isFirewall(fields.split(/\s+/)))
    return { confidence: 0.97, why: 'a #Fields line names the columns of the Windows firewall’s log' }
  if (!/\b(c-ip|cs-method|s-ip|cs-uri-stem)\b/.test(fields)) return NO_CLAIM
  return { confidence: 0.97, why: 'a #Fields line names the columns of a web server’s W3C log' }
}

function clockEvidence({ lines }: Head): ClockEvidence {
  const header = new W3cHeader()
  for (const line of lines) if (line.startsWith('#')) header.directive(line)
  return { absolute: !header.isLocal }
}

const DOCS = 'IIS, W3C logging; the name is chosen here'

export default defineFormat({
  id: 'iis-w3c',
  title: 'IIS and Windows firewall, W3C extended format',
  source: 'https://www.w3.org/TR/WD-logfile.html; IIS, W3C logging; Windows Firewall, interpreting its log',
  recordUnit: 'line',
  classes: ['web', 'firewall'],
  clock: { zone: true, year: false },
  fields: [
    {
      name: 'date, time',
      unit: 'UTC',
      doc: 'When the request was answered; without a date column the #Date line and midnight give the day.',
    },
    { name: 's-ip, s-port', unit: 'address, port', doc: 'The server’s own end; behind a load balancer an inner address.' },
    { name: 'c-ip', unit: 'address', doc: 'Who connected; a proxy hides who is behind it.' },
    { name: 'cs-method', unit: 'text', doc: 'Method as the client sent it.' },
    { name: 'cs-uri-stem, cs-uri-query', unit: 'text', doc: 'Path and query as sent; IIS appends error texts to the query.' },
    { name: 'target_decoded', unit: 'text', doc: 'Path and query with %XX resolved once.' },
    { name: 'cs-username', unit: 'text', doc: 'User that was authenticated; empty for anonymous requests.' },
    { name: 'sc-status, sc-substatus, sc-win32-status', unit: 'numbers', doc: 'Answer, its sub-code, and the Windows error.' },
    { name: 'cs-bytes, sc-bytes', unit: 'bytes', doc: 'What the client sent, what the server sent, headers included.' },
    { name: 'time-taken', unit: 'ms', doc: 'Time until the last byte was acknowledged; it includes the network.' },
    { name: 'cs(User-Agent), cs(Referer)', unit: 'text', doc: 'Header fields of the client; spaces are written as +.' },
    ...FIREWALL_FIELDS,
  ],
  taxonomy: [
    ...FIREWALL_TAXONOMY,
    {
      name: 'IIS-Malformed_Request',
      type: 'web-error',
      specificity: 'specific',
      doc: 'Request without a method.',
      provenance: DOCS,
    },
    {
      name: 'IIS-*',
      type: 'web-access',
      specificity: 'specific',
      doc: 'Request by method; web-error where the answer is 400 or above.',
      provenance: DOCS,
    },
  ],
  attrs: {
    text: 'cs-uri-query',
    words: ['cs-uri-stem', 'cs(User-Agent)', 's-sitename'],
    integers: ['status', 'sc-substatus', 'sc-win32-status', 'time-taken'],
  },
  sniff,
  clockEvidence,
  read,
})
