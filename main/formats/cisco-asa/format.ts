/** Messages of Cisco's firewalls (ASA, FTD, PIX), bare or in syslog: connections, packets denied, logins, VPN, changes. A record is a line. */
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head, type TaxonomyEntry } from '../kit/format'
import { RULES } from './fill'
import { FTD_SOURCE, FTD_TAXONOMY } from './ftd'
import { readAsaLine } from './header'
import { asaClockEvidence, readAsa } from './read'

const SOURCE = 'Cisco Secure Firewall ASA Series Syslog Messages'
/** Share of lines that must be of an ASA. WHY so many: of the lines between them syslog loses nothing. */
const SHARE = 0.9

function sniff(head: Head): Claim {
  const complete = head.whole || head.lines.length < 2 ? head.lines : head.lines.slice(0, -1)
  const lines = complete.filter((line) => line.trim() !== '').slice(0, 200)
  const ours = lines.filter((line) => readAsaLine(line.slice(0, 2000)) !== null).length
  if (ours === 0 || ours < SHARE * lines.length) return NO_CLAIM
  return { confidence: 0.96, why: `${ours} of the first ${lines.length} lines carry the tag of a Cisco firewall` }
}

const named = new Map(
  RULES.map(({ name, type, doc }): [string, TaxonomyEntry] => [
    name,
    { name, type, specificity: 'specific', doc, provenance: `${SOURCE}; the name is chosen here` },
  ]),
)

export default defineFormat({
  id: 'cisco-asa',
  title: 'Cisco ASA and FTD messages',
  source: SOURCE,
  recordUnit: 'line',
  classes: ['firewall', 'flow', 'authentication', 'config'],
  clock: { zone: true, year: true },
  fields: [
    {
      name: 'time',
      unit: 'local time, year at will',
      doc: 'When the device wrote the message; of an ended connection the event begins its duration earlier, to whole seconds.',
    },
    {
      name: 'zone',
      unit: 'text',
      doc: 'Zone as the device names it; only UTC and GMT are believed, any other name is its administrator’s choice.',
    },
    { name: 'relayed', unit: 'text', doc: 'What a relay wrote before the device’s own time, as it stands.' },
    { name: 'level', unit: '0 to 7', doc: 'Level of syslog; administrators can move messages to other levels.' },
    { name: 'src_interface, dst_interface', unit: 'text', doc: 'Interface of the device at each end.' },
    {
      name: 'src_name, dst_name',
      unit: 'text',
      doc: 'Name that the device writes in place of an address; which address it stands for its configuration says.',
    },
    {
      name: 'src_mapped_ip, src_mapped_port, dst_mapped_ip, dst_mapped_port',
      unit: 'address, port',
      doc: 'The same end as the other side sees it, after translation.',
    },
    { name: 'src_user, dst_user', unit: 'text', doc: 'User the device takes for the one behind an address.' },
    {
      name: 'direction',
      unit: 'inbound or outbound',
      doc: 'Who opened the connection: inbound from the interface of lower trust, outbound from that of higher.',
    },
    { name: 'connection', unit: 'number', doc: 'Joins begin and end of a connection; counted anew after a restart.' },
    { name: 'bytes', unit: 'bytes', doc: 'Payload of both directions together; how it divides is not written.' },
    { name: 'duration', unit: 'h:mm:ss', doc: 'Length in whole seconds; of sessions as the device words it.' },
    { name: 'reason', unit: 'text', doc: 'Why it ended or was refused, as the device words it.' },
    { name: 'acl', unit: 'text', doc: 'Access list that decided.' },
    { name: 'hits', unit: 'count', doc: 'Packets or connections that one line stands for.' },
    { name: 'icmp_id, icmp_type, icmp_code', unit: 'number', doc: 'Of the ICMP message.' },
    { name: 'group', unit: 'text', doc: 'Policy of the VPN.' },
    { name: 'server', unit: 'address or name', doc: 'Server of names and passwords that was asked.' },
    { name: 'assigned', unit: 'address', doc: 'Inner address a client of the VPN was given.' },
    { name: 'duration_seconds', unit: 'seconds', doc: 'The same length as a number.' },
    {
      name: 'fields of Threat Defense',
      unit: 'text or number',
      doc: 'Every other field of messages 430001 to 430005 under its own name in lower case: rule and policy, zones, application, URL, file, disposition.',
    },
    { name: 'command', unit: 'text', doc: 'Command as typed; secrets in it are usually starred out.' },
  ],
  taxonomy: [
    ...named.values(),
    ...FTD_TAXONOMY.map((entry) => ({
      ...entry,
      specificity: 'specific' as const,
      provenance: `${FTD_SOURCE}; the name is chosen here`,
    })),
    {
      name: 'ASA-Message_*',
      type: 'system',
      specificity: 'generic',
      doc: 'Any other message, by its number; an error where its level says so.',
      provenance: `${SOURCE}; the name is chosen here`,
    },
  ],
  attrs: { words: ['acl', 'reason', 'direction'], integers: ['connection', 'bytes', 'level', 'hits'] },
  sniff,
  clockEvidence: asaClockEvidence,
  read: readAsa,
})
