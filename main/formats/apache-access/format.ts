/** Access logs of Apache, nginx and all that write alike: common, combined, with the virtual host in front. A record is a line. */
import { readEndpoint } from '../kit/endpoint'
import { claimByLines } from '../kit/detect'
import { defineFormat, type RecordSink, type SourceInput } from '../kit/format'
import { readLines } from '../kit/line-reader'
import { fillRequest } from '../kit/web-request'
import { isAccessLine, readAccessLine } from './line'

function take(text: string, sink: RecordSink): void {
  const line = readAccessLine(text)
  if (typeof line === 'string') {
    sink.reject(line)
    return
  }
  const { event } = sink
  const [, method = '', target = line.request] = /^(\S+) (.*?)(?: HTTP\/\d(?:\.\d)?)?$/.exec(line.request) ?? []
  const client = readEndpoint(line.client, false)
  event.tsUs = line.tsUs
  event.srcIp = client === null ? 0 : sink.ip(client.ip)
  event.srcPort = client === null ? NaN : client.port
  event.dstBytes = line.bytes
  event.hostName = sink.text(line.vhost.replace(/:\d{1,5}$/, ''))
  fillRequest({ prefix: 'Web', method, target, status: line.status, user: line.user }, sink)
  sink.attr('request', line.request)
  if (event.srcIp === 0) sink.attr('client', line.client)
  if (line.vhost !== '') sink.attr('vhost', line.vhost)
  if (line.referer !== '') sink.attr('referer', line.referer)
  if (line.userAgent !== '') sink.attr('user_agent', line.userAgent)
  if (line.rest !== '') sink.attr('rest', line.rest)
  sink.emit()
}

const MANUAL = 'Apache HTTP Server, mod_log_config; the name is chosen here'

export default defineFormat({
  id: 'apache-access',
  title: 'Web server access log',
  source: 'Apache HTTP Server, mod_log_config, common and combined; nginx, ngx_http_log_module',
  recordUnit: 'line',
  classes: ['web'],
  clock: { zone: false, year: false },
  fields: [
    { name: 'vhost', unit: 'host:port', doc: 'Virtual host that was asked, where the server is told to log it.' },
    { name: 'client', unit: 'address or name', doc: 'Who connected; a proxy or load balancer hides who is behind it.' },
    { name: 'user', unit: 'text', doc: 'User as the client gave it; with status 401 it was not accepted.' },
    { name: 'time', unit: 'local time with offset', doc: 'When the request was received.' },
    { name: 'request', unit: 'text', doc: 'First line of the request as the client sent it; anything can stand in it.' },
    {
      name: 'target_decoded',
      unit: 'text',
      doc: 'Path and query with %XX resolved once; what was encoded twice stays encoded once.',
    },
    { name: 'status', unit: 'HTTP status', doc: 'Answer; an attack that works is often a 200.' },
    { name: 'bytes', unit: 'bytes', doc: 'Size of the answer without its header.' },
    { name: 'referer', unit: 'URL', doc: 'Page the client says it came from.' },
    { name: 'user_agent', unit: 'text', doc: 'What the client says it is.' },
    { name: 'rest', unit: 'text', doc: 'Whatever else the server was told to log behind these.' },
  ],
  taxonomy: [
    {
      name: 'Web-Malformed_Request',
      type: 'web-error',
      specificity: 'specific',
      doc: 'Request whose first line has no method.',
      provenance: MANUAL,
    },
    {
      name: 'Web-*',
      type: 'web-access',
      specificity: 'specific',
      doc: 'Request by method; web-error where the answer is 400 or above.',
      provenance: MANUAL,
    },
  ],
  attrs: { text: 'request', words: ['user_agent', 'referer', 'vhost'], integers: ['status'] },
  sniff: (head) => claimByLines(head, isAccessLine, 'requests in common or combined log format', 0.95),
  read: (input: SourceInput, sink: RecordSink) => readLines(input, sink, (text) => take(text, sink)),
})
