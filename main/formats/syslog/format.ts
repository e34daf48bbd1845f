/** Syslog as daemons write it to files and send it (RFC 3164, RFC 5424, ISO times); sshd, sudo, su, PAM, cron, accounts and logind by name. A record is a line. */
import { claimByLines } from '../kit/detect'
import { defineFormat, type Head, type TaxonomyEntry } from '../kit/format'
import { syslogClockEvidence } from '../kit/syslog-clock'
import { NETFILTER_TAXONOMY } from '../kit/netfilter'
import { readSyslogHeader } from '../kit/syslog-header'
import { RULE_SETS } from '../kit/syslog/message'
import { readSyslog } from './read'

/** Other formats travel in syslog and look more exactly: this one claims with less confidence. */
const CEILING = 0.7

/** WHY: logs of many other kinds begin with such a time, and the word behind it is no host; only a program's tag makes it syslog. */
const PLAIN_TIME = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} /

function isSyslogLine(line: string): boolean {
  const header = readSyslogHeader(line.slice(0, 2000))
  if (header === null) return false
  if (PLAIN_TIME.test(line)) return header.program !== ''
  return (header.program !== '' || header.host !== '') && !/^[-[{|]/.test(header.host)
}

function sniff(head: Head) {
  return claimByLines(head, isSyslogLine, 'lines that begin with a time, a host and a program', CEILING)
}

const named: TaxonomyEntry[] = RULE_SETS.flatMap(({ rules, source }) =>
  rules.map(({ name, type, doc }): TaxonomyEntry => ({
    name,
    type,
    specificity: 'specific',
    doc,
    provenance: `${source}; the name is chosen here`,
  })),
)
const taxonomy: TaxonomyEntry[] = [
  ...named,
  ...NETFILTER_TAXONOMY,
  {
    name: 'Syslog-Unnormalized',
    type: 'unnormalized',
    specificity: 'fallback',
    doc: 'Line whose program is not named; kept and searchable.',
    provenance: 'Log Correlation Engine: logs that match nothing stay as unnormalized',
  },
  {
    name: 'Syslog-*',
    type: 'application',
    specificity: 'generic',
    doc: 'Line of any other program, by its name.',
    provenance: 'chosen here',
  },
]

export default defineFormat({
  id: 'syslog',
  title: 'Syslog',
  source: 'RFC 3164, RFC 5424, RFC 6587',
  recordUnit: 'line',
  classes: ['authentication', 'process', 'firewall'],
  clock: { zone: true, year: true },
  fields: [
    {
      name: 'time',
      unit: 'local time without year, or ISO 8601',
      doc: 'When the daemon wrote the line, by the clock of the host; relays may put their own.',
    },
    { name: 'priority', unit: 'facility × 8 + severity', doc: 'Set by the program; absent in most files.' },
    { name: 'host', unit: 'text', doc: 'Host that wrote the line; any sender can claim any name.' },
    { name: 'program', unit: 'text', doc: 'Program as it calls itself, without path, lower case.' },
    { name: 'pid', unit: 'number', doc: 'Process that wrote the line; joins the lines of one sshd connection.' },
    { name: 'message', unit: 'text', doc: 'What the program says; user names in it are the client’s words.' },
    {
      name: 'from',
      unit: 'address or name',
      doc: 'Client as sshd or PAM names it; with DNS look-ups on, a name the client controls.',
    },
    { name: 'method', unit: 'text', doc: 'How somebody logged in or tried to.' },
    { name: 'invalid', unit: 'true', doc: 'The user does not exist on the host.' },
    {
      name: 'repetition',
      unit: 'true',
      doc: 'One of several equal lines that syslog folded into one; its own time is not known.',
    },
    { name: 'facility', unit: 'number', doc: 'Facility of the priority.' },
  ],
  taxonomy,
  attrs: { words: ['method', 'command', 'stack'], integers: ['pid', 'facility'] },
  sniff,
  clockEvidence: syslogClockEvidence,
  read: readSyslog,
})
