/** Fields and names of Snort alerts. */
import type { FieldDoc, TaxonomyEntry } from '../kit/format'

export const FIELDS: readonly FieldDoc[] = [
  {
    name: 'time',
    unit: 'local time, month/day, year only with -y',
    doc: 'Time of the packet in the clock and zone of the sensor, which the line does not name.',
  },
  { name: 'gid', unit: 'number', doc: 'Generator: 1 for rules, others for decoders and preprocessors.' },
  { name: 'sid', unit: 'number', doc: 'Number of the rule.' },
  { name: 'rev', unit: 'number', doc: 'Revision of the rule; the same sid can mean another pattern in another revision.' },
  { name: 'message', unit: 'text', doc: 'Text of the rule; the author’s words, not what was seen.' },
  {
    name: 'classification',
    unit: 'text',
    doc: 'Class of the rule; absent where the rule has none, and then the name is the catch-all of its protocol.',
  },
  { name: 'priority', unit: '1 (highest) to 4', doc: 'Priority of the class; it does not say whether an attack succeeded.' },
  { name: 'proto', unit: 'text', doc: 'Protocol of the packet.' },
  {
    name: 'src',
    unit: 'address:port',
    doc: 'Sender of the packet that matched; a server’s reply can match, so it need not be the client.',
  },
  { name: 'dst', unit: 'address:port', doc: 'Receiver of the packet that matched.' },
  { name: 'action', unit: 'text', doc: 'What the sensor did with the packet: drop, wDrop; absent where it only watched.' },
]

const CATCH_ALL = 'Log Correlation Engine: the name it gives alerts that fit none of its categories'

const fallback = (proto: string): TaxonomyEntry => ({
  name: `Snort-${proto}_Event`,
  type: 'intrusion',
  specificity: 'fallback',
  doc: `Alert on ${proto} traffic by a rule without a class: it says unclassified, not intrusion.`,
  provenance: CATCH_ALL,
})

export const TAXONOMY: readonly TaxonomyEntry[] = [
  fallback('TCP'),
  fallback('UDP'),
  fallback('ICMP'),
  { ...fallback('*'), doc: 'Alert on other traffic by a rule without a class.' },
  {
    name: 'Snort-*',
    type: 'intrusion',
    specificity: 'specific',
    doc: 'Alert by the class of its rule.',
    provenance: 'class as the sensor writes it; the spelling is chosen here',
  },
]
