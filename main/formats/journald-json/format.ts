/** Entries of the systemd journal as `journalctl -o json` writes them, known by the same names as syslog lines. A record is an entry. */
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head, type TaxonomyEntry } from '../kit/format'
import { NETFILTER_TAXONOMY } from '../kit/netfilter'
import { RULE_SETS } from '../kit/syslog/message'
import { FIELDS } from './fields'
import { readJournal } from './read'

/** Above any other format of JSON lines: the journal's own time stands under a name nothing else uses. */
const CONFIDENCE = 0.97

function sniff(head: Head): Claim {
  const entries = head.text.match(/"__REALTIME_TIMESTAMP"\s*:/g)?.length ?? 0
  if (entries === 0 || !/^(?:\xef\xbb\xbf)?\s*[[{]/.test(head.text)) return NO_CLAIM
  return { confidence: CONFIDENCE, why: `${entries} objects of the beginning have __REALTIME_TIMESTAMP, as journal entries do` }
}

const taxonomy: TaxonomyEntry[] = [
  ...RULE_SETS.flatMap(({ rules, source }) =>
    rules.map(({ name, type, doc }): TaxonomyEntry => ({
      name,
      type,
      specificity: 'specific',
      doc,
      provenance: `${source}; the name is chosen here`,
    })),
  ),
  ...NETFILTER_TAXONOMY,
  {
    name: 'Syslog-Unnormalized',
    type: 'unnormalized',
    specificity: 'fallback',
    doc: 'Entry that names no program; kept and searchable.',
    provenance: 'Log Correlation Engine: logs that match nothing stay as unnormalized',
  },
  {
    name: 'Syslog-*',
    type: 'application',
    specificity: 'generic',
    doc: 'Entry of any other program, by its name.',
    provenance: 'chosen here',
  },
]

export default defineFormat({
  id: 'journald-json',
  title: 'systemd journal, JSON',
  source: 'systemd, journalctl(1) -o json, systemd.journal-fields(7), Journal Export Formats',
  recordUnit: 'record',
  classes: ['authentication', 'process', 'firewall'],
  clock: { zone: false, year: false },
  fields: FIELDS,
  taxonomy,
  attrs: { words: ['_SYSTEMD_UNIT', '_EXE', '_TRANSPORT'], integers: ['pid', 'facility'] },
  sniff,
  read: readJournal,
})
