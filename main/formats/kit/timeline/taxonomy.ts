/** Names of what stands in timelines: those of the sources where these are well known, and the generic ones. */
import { FILE_TIME_TAXONOMY } from '../file-times'
import type { TaxonomyEntry } from '../format'
import { LOGIN_RECORD_TAXONOMY } from '../login-records'
import { RULE_SETS } from '../syslog/message'
import { WINDOWS_TAXONOMY } from '../windows/rule-sets'
import { OTHER_FILE_TIME } from './file-time'
import { EXPIRATION, TIMELINE_KINDS } from './kinds'

const SOURCE = 'source and type of data as log2timeline names them; the spelling is chosen here'
const generic = (name: string, type: TaxonomyEntry['type'], doc: string): TaxonomyEntry => ({
  ...{ name, type, specificity: 'generic', doc, provenance: SOURCE },
})

export const TIMELINE_TAXONOMY: readonly TaxonomyEntry[] = [
  ...[...TIMELINE_KINDS, EXPIRATION].map(({ name, type, doc }): TaxonomyEntry => ({
    ...{ name, type, specificity: 'specific', doc, provenance: SOURCE },
  })),
  ...FILE_TIME_TAXONOMY,
  generic(OTHER_FILE_TIME, 'file-access', 'A time of a file that is none of the four: added, backed up, deleted.'),
  ...LOGIN_RECORD_TAXONOMY,
  ...RULE_SETS.flatMap(({ rules, source }) =>
    rules.map(({ name, type, doc }): TaxonomyEntry => ({
      ...{ name, type, specificity: 'specific', doc, provenance: `${source}; the name is chosen here` },
    })),
  ),
  ...WINDOWS_TAXONOMY,
  {
    name: 'Syslog-Unnormalized',
    type: 'unnormalized',
    specificity: 'fallback',
    doc: 'Line of syslog that names no program; kept and searchable.',
    provenance: 'Log Correlation Engine: logs that match nothing stay as unnormalized',
  },
  generic('Syslog-*', 'application', 'Line of any other program in syslog, by its name.'),
  {
    name: 'Timeline-Unnormalized',
    type: 'unnormalized',
    specificity: 'fallback',
    doc: 'Row that says neither its source nor what its time means; kept and searchable.',
    provenance: 'Log Correlation Engine: logs that match nothing stay as unnormalized',
  },
  generic('Web_History-*', 'web-access', 'Any other row about a browser, by its source.'),
  generic('Registry-*', 'system', 'Any other key or value of the Windows registry, by its source.'),
  generic('Timeline-*', 'application', 'Any other row, by its source, the type of its data, or what its time means.'),
]
