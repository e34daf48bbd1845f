/** IIS logs in W3C extended format; FTP and mail services of Windows write alike. A record is a row; times are UTC by definition. */
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head, type RecordSink, type SourceInput, type Span } from '../kit/format'
import { LONGEST_LINE } from '../kit/line-reader'
import { decode, integerOf, portOf } from '../kit/text'
import { fillRequest } from '../kit/web-request'
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

function take(text: string, header: W3cHeader, sink: RecordSink): void {
  const row = readRow(text, header.fields)
  if (typeof row === 'string') {
    sink.reject(row)
    return
  }
  const { event } = sink
  const of = (name: string) => row.get(name) ?? ''
  event.tsUs = header.timeUs(row.get('date'), of('time'))
  if (Number.isNaN(event.tsUs)) {
    sink.reject('the row has no time, or no date and the header none either')
    return
  }
  if (!row.has('date')) event.tsQuality = 'solved'
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
  sink.emit()
}

async function read(input: SourceInput, sink: RecordSink): Promise<void> {
  const header = new W3cHeader()
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
      else take(text, header, sink)
    }
  }
}

function sniff({ lines }: Head): Claim {
  const fields = lines.slice(0, 40).find((line) => line.startsWith('#Fields:'))
  if (fields === undefined || !/\s(time|date)\b/.test(fields) || !/\b(c-ip|cs-method|s-ip|cs-uri-stem)\b/.test(fields))
    return NO_CLAIM
  return { confidence: 0.97, why: 'a #Fields line names the columns of a web server’s W3C log' }
}

const DOCS = 'IIS, W3C logging; the name is chosen here'

export default defineFormat({
  id: 'iis-w3c',
  title: 'IIS log, W3C extended format',
  source: 'https://www.w3.org/TR/WD-logfile.html; IIS, W3C logging',
  recordUnit: 'line',
  classes: ['web'],
  clock: { zone: false, year: false },
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
  ],
  taxonomy: [
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
  read,
})
