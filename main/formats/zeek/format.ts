/** Zeek logs (formerly Bro), TSV or JSON lines, any path. A record is a row. */
import { claimByLines, NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head, type TaxonomyEntry } from '../kit/format'
import { nameWord } from '../kit/taxonomy'
import { FIELDS } from './fields'
import { jsonRow } from './json'
import { PATHS } from './other-rows'
import { readZeek } from './read'
import { STATE_DOCS } from '../kit/connection-states'

const HEADLESS_ROW = /^\d{1,10}\.\d{6}\t[CF][0-9A-Za-z]{10,20}\t/
/** Keys that mark a JSON line as Zeek's, where it writes no path. */
const TELLING = ['uid', 'fuid', 'id.orig_h', 'id.resp_h', 'software_type', 'port_num', 'note', 'certificate.serial']

function isZeekJson(line: string): boolean {
  if (!line.startsWith('{')) return false
  if (/^\{"_path":"[a-z_0-9]+"/.test(line)) return true
  const row = jsonRow(line)
  if (typeof row === 'string' || !row.values.has('ts')) return false
  return row.path !== 'unknown' && TELLING.some((key) => row.values.has(key))
}

function sniff(head: Head): Claim {
  const isHeader = (line: string) => /^#(separator|fields|path)\s/.test(line)
  const found = head.lines.slice(0, 30).filter(isHeader).length
  if (found >= 2) return { confidence: 0.98, why: 'begins with the #separator, #path and #fields lines of a Zeek log' }
  const json = claimByLines(head, isZeekJson, 'Zeek rows in JSON', 0.95)
  if (json.confidence > 0) return json
  const headless = claimByLines(head, (line) => HEADLESS_ROW.test(line), 'rows of a Zeek log whose head is missing', 0.6)
  return headless.confidence > 0 ? headless : NO_CLAIM
}

const ZEEK_DOCS = "Zeek's log reference; the name is chosen here"

const TAXONOMY: readonly TaxonomyEntry[] = [
  ...Object.entries(STATE_DOCS).map(([state, doc]) => entry(`Zeek-Conn_${state}`, 'network', doc)),
  entry('Zeek-Conn_*', 'network', 'Connection in a state this reader does not know.'),
  entry('Zeek-Conn', 'network', 'Connection without a state.'),
  entry('Zeek-DNS_Query', 'dns', 'DNS query and, where seen, its reply.'),
  entry('Zeek-HTTP', 'web-access', 'HTTP exchange whose request was not seen.'),
  entry('Zeek-HTTP_*', 'web-access', 'HTTP request by method; web-error where the reply is 400 or above.'),
  entry('Zeek-SSL_Established', 'network', 'TLS handshake that was completed.'),
  entry('Zeek-SSL_Failed', 'network', 'TLS handshake that was not completed.'),
  entry('Zeek-SSL_Session', 'network', 'TLS handshake; the log does not say whether it was completed.'),
  entry('Zeek-SSH_Login_Success', 'login', 'SSH session that Zeek takes for a successful login, by the sizes of its packets.'),
  entry('Zeek-SSH_Login_Failure', 'login-failure', 'SSH session that Zeek takes for a failed login.'),
  entry('Zeek-SSH_Session', 'network', 'SSH session; whether anybody logged in could not be told.'),
  entry('Zeek-Notice_*', 'intrusion', 'Notice by its note; notices about the sensor itself are system.'),
  ...Object.entries(PATHS).map(([path, { type, doc }]): TaxonomyEntry => ({
    ...entry(`Zeek-${nameWord(path)}`, type, doc),
    specificity: 'generic',
  })),
  { ...entry('Zeek-*', 'network', 'Row of any other Zeek log, by its path.'), specificity: 'generic' },
]

function entry(name: string, type: TaxonomyEntry['type'], doc: string): TaxonomyEntry {
  return { name, type, specificity: 'specific', doc, provenance: ZEEK_DOCS }
}

export default defineFormat({
  id: 'zeek',
  title: 'Zeek log',
  source: 'https://docs.zeek.org/en/master/log-formats.html',
  recordUnit: 'line',
  classes: ['flow', 'dns', 'web', 'dhcp', 'ids', 'passive-discovery'],
  clock: { zone: false, year: false },
  fields: FIELDS,
  taxonomy: TAXONOMY,
  attrs: {
    text: 'uid',
    words: ['history', 'local_orig', 'local_resp'],
    integers: ['missed_bytes', 'orig_ip_bytes', 'resp_ip_bytes', 'ip_proto'],
  },
  sniff,
  read: readZeek,
})
