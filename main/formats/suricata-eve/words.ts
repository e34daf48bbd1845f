/** Fields and names of EVE records. */
import type { FieldDoc, TaxonomyEntry } from '../kit/format'
import { nameWord } from '../kit/taxonomy'
import { PLAIN_KINDS } from './protocols'

export const FIELDS: readonly FieldDoc[] = [
  {
    name: 'timestamp',
    unit: 'ISO 8601, µs',
    doc: 'When the record was written; for flows that is minutes after they ended, so they take their start instead.',
  },
  { name: 'event_type', unit: 'text', doc: 'Kind of record.' },
  {
    name: 'flow_id',
    unit: 'number',
    doc: 'The same in every record of one flow; numbers are used again later, and differ between sensors.',
  },
  {
    name: 'src_ip',
    unit: 'address',
    doc: 'Left side. Of flows and requests: who spoke first. Of alerts, anomalies and files: who sent the packet at hand, client or server.',
  },
  { name: 'src_port', unit: 'port', doc: 'Port of the left side.' },
  { name: 'dest_ip', unit: 'address', doc: 'Right side.' },
  { name: 'dest_port', unit: 'port', doc: 'Port of the right side.' },
  { name: 'proto', unit: 'text', doc: 'Transport protocol.' },
  { name: 'app_proto', unit: 'text', doc: 'Application protocol recognised by content; failed means that none was recognised.' },
  { name: 'host', unit: 'text', doc: 'Name of the sensor, where it was given one; not a host in the traffic.' },
  { name: 'flow.start', unit: 'ISO 8601, µs', doc: 'First packet of the flow: the time of the event.' },
  { name: 'flow.end', unit: 'ISO 8601, µs', doc: 'Last packet; the duration is end minus start.' },
  {
    name: 'flow.bytes_toserver',
    unit: 'bytes',
    doc: 'Whole packets, headers included: more than the payload, and not to be compared with Zeek’s bytes to the byte.',
  },
  { name: 'flow.bytes_toclient', unit: 'bytes', doc: 'The same for the other direction.' },
  { name: 'flow.pkts_toserver', unit: 'packets', doc: 'Packets from left to right.' },
  { name: 'flow.pkts_toclient', unit: 'packets', doc: 'Packets from right to left.' },
  {
    name: 'flow.state',
    unit: 'text',
    doc: 'State of the flow table; established only means that both sides spoke. The ladder goes by flags and packets instead.',
  },
  {
    name: 'tcp.tcp_flags_ts',
    unit: 'hex',
    doc: 'Flags of all packets to the server together; 00 where the stream engine did not follow the flow.',
  },
  { name: 'tcp.tcp_flags_tc', unit: 'hex', doc: 'Flags of all packets to the client together.' },
  {
    name: 'alert.signature_id',
    unit: 'number',
    doc: 'Number of the rule; with generator and revision it is the signature id.',
  },
  { name: 'alert.signature', unit: 'text', doc: 'Text of the rule; the author’s words, not what was seen.' },
  { name: 'alert.category', unit: 'text', doc: 'Class of the rule: it makes the event name.' },
  {
    name: 'alert.severity',
    unit: '1 (highest) to 4',
    doc: 'Priority of the class; it does not say whether an attack succeeded.',
  },
  {
    name: 'alert.action',
    unit: 'allowed or blocked',
    doc: 'Whether the packet was let through; a sensor that only watches always allows.',
  },
  { name: 'direction', unit: 'text', doc: 'Which way the packet went in its flow; newer sensors only.' },
  { name: 'dns.rcode', unit: 'text', doc: 'Reply code.' },
  { name: 'http.status', unit: 'number', doc: 'HTTP status; absent where the reply was not seen.' },
  { name: 'stats.capture.kernel_drops', unit: 'packets', doc: 'Packets that were lost before the sensor saw them.' },
  { name: 'community_id', unit: 'text', doc: 'Community ID of the flow: the same from other sensors.' },
]

const DOCS = 'Suricata user guide, EVE JSON format; the name is chosen here'
const SENSOR_WORD = 'word as the sensor writes it; the spelling is chosen here'

const entry = (name: string, type: TaxonomyEntry['type'], doc: string, provenance = DOCS): TaxonomyEntry => ({
  name: `Suricata-${name}`,
  type,
  specificity: 'specific',
  doc,
  provenance,
})
const generic = (name: string, type: TaxonomyEntry['type'], doc: string): TaxonomyEntry => ({
  ...entry(name, type, doc),
  specificity: 'generic',
})
const fallback = (proto: string): TaxonomyEntry => ({
  ...entry(
    `${proto}_Event`,
    'intrusion',
    `Alert on ${proto} traffic by a rule without a class: it says unclassified, not intrusion.`,
  ),
  specificity: 'fallback',
  provenance: 'Log Correlation Engine: the name it gives alerts that fit none of its categories',
})

export const TAXONOMY: readonly TaxonomyEntry[] = [
  entry('Flow_new', 'network', 'Flow in which only one side spoke.', SENSOR_WORD),
  entry('Flow_established', 'network', 'Flow in which both sides spoke.', SENSOR_WORD),
  entry('Flow_closed', 'network', 'TCP flow that ended.', SENSOR_WORD),
  entry('Flow_bypassed', 'network', 'Flow that the sensor stopped looking into: its content was not inspected.', SENSOR_WORD),
  entry('Flow_*', 'network', 'Flow in another state of the flow table.', SENSOR_WORD),
  entry('Netflow', 'network', 'One direction of a flow.'),
  entry('DNS_Query', 'dns', 'DNS question.'),
  entry('DNS_Answer', 'dns', 'DNS answer.'),
  entry('HTTP', 'web-access', 'HTTP exchange whose request was not seen; web-error where the reply is 400 or above.'),
  entry('HTTP_*', 'web-access', 'HTTP request by method; web-error where the reply is 400 or above.'),
  entry('TLS_Session', 'network', 'TLS handshake; whether it was completed is not told.'),
  entry('QUIC_Session', 'network', 'QUIC handshake.'),
  entry('SSH_Session', 'network', 'SSH client and server that named their software; whether anybody logged in is not told.'),
  entry('File_Seen', 'network', 'File seen in traffic.'),
  entry('DHCP_*', 'dhcp', 'DHCP message by its type.'),
  entry('KRB5_Login_Success', 'login', 'Kerberos ticket given to somebody who proved who they are.'),
  entry('KRB5_Login_Failure', 'login-failure', 'Kerberos ticket refused: unknown or locked account, or wrong password.'),
  entry('KRB5_*', 'network', 'Other Kerberos message by its type.'),
  entry('SMB_Login_Success', 'login', 'SMB session that the server accepted.'),
  entry('SMB_Login_Failure', 'login-failure', 'SMB session that the server refused.'),
  entry('SMB_SESSION_SETUP', 'network', 'Half a step of an SMB login.'),
  entry('SMB_*', 'file-access', 'SMB command.'),
  entry('FTP_Login_Success', 'login', 'FTP password that the server accepted.'),
  entry('FTP_Login_Failure', 'login-failure', 'FTP password that the server refused.'),
  entry('FTP', 'file-access', 'FTP exchange whose command was not seen.'),
  entry('FTP_*', 'file-access', 'FTP command and its reply.'),
  entry('VNC_Login_Success', 'login', 'VNC session that the server accepted.'),
  entry('VNC_Login_Failure', 'login-failure', 'VNC session that the server refused.'),
  entry('VNC_Session', 'network', 'VNC session; whether it was accepted is not told.'),
  entry('Anomaly_*', 'network', 'Traffic that breaks its protocol, by the layer it breaks.'),
  entry('Drop', 'firewall', 'Packet that the sensor did not let through.'),
  entry('Stats', 'stats', 'Load and losses of the sensor.'),
  fallback('TCP'),
  fallback('UDP'),
  fallback('ICMP'),
  { ...fallback('*'), doc: 'Alert on other traffic by a rule without a class.' },
  ...[...PLAIN_KINDS].map(([kind, { type, doc }]) => generic(nameWord(kind), type, doc)),
  entry(
    '*',
    'intrusion',
    'Alert by the class of its rule; other kinds of records by their own name, network or system.',
    SENSOR_WORD,
  ),
]
