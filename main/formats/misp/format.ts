/** Events of MISP in its JSON. A record is an event, an object in it, or an attribute. */
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type Head, type TaxonomyEntry } from '../kit/format'
import { INDICATOR_ATTRS, INDICATOR_FIELDS, indicatorTaxonomy } from '../kit/indicator/event'
import { readMisp } from './read'

const MEMBERS = [
  'Attribute',
  'Orgc',
  'to_ids',
  'threat_level_id',
  'sharing_group_id',
  'event_id',
  'analysis',
  'distribution',
  'object_relation',
]
/** How many of them must be there. Chosen: no other format has two. */
const ENOUGH = 3

function sniff(head: Head): Claim {
  if (!/^(?:\xef\xbb\xbf)?\s*[[{]/.test(head.text)) return NO_CLAIM
  const found = MEMBERS.filter((name) => new RegExp(`"${name}"\\s{0,20}:`).test(head.text))
  if (found.length < ENOUGH || !/"(?:Event|Attribute)"\s{0,20}:\s{0,20}[[{]/.test(head.text)) return NO_CLAIM
  return { confidence: 0.96, why: `JSON with members of MISP: ${found.slice(0, 5).join(', ')}` }
}

const entry = (name: string, doc: string): TaxonomyEntry => ({
  ...{ name, type: 'indicator', specificity: 'specific', doc },
  provenance: 'what MISP calls it; the spelling is chosen here',
})

export default defineFormat({
  id: 'misp',
  title: 'MISP event',
  source: 'MISP core format (draft-dulaunoy-misp-core-format)',
  recordUnit: 'record',
  classes: [],
  clock: { zone: false, year: false },
  fields: [
    ...INDICATOR_FIELDS,
    {
      name: 'indicator_partial',
      unit: 'truth',
      doc: 'The value counts only together with the one beside it: a name of a file with its hash.',
    },
    {
      name: 'timestamp',
      unit: 's since 1970, UTC',
      doc: 'Last change of the attribute in MISP: the time of rows without first_seen. It is when somebody wrote it down, not when it was used.',
    },
    { name: 'first_seen', unit: 'UTC', doc: 'When it was seen first, by whoever saw it: not here.' },
    {
      name: 'date',
      unit: 'day',
      doc: 'Day of the event as its organisation chose it; no zone is written, so it is read as UTC and marked.',
    },
    {
      name: 'to_ids',
      unit: 'truth',
      doc: 'Whether it is meant for detection: Indicator where it is, Observable where not. Some never set it.',
    },
    { name: 'category', unit: 'text', doc: 'What the attribute is about.' },
    { name: 'type', unit: 'text', doc: 'Type of the attribute; types of two parts give two rows.' },
    {
      name: 'value',
      unit: 'text',
      doc: 'Value as written, in indicator_written where it differs from the indicator. Of a file only the name and hashes are kept here.',
    },
    { name: 'distribution', unit: '0 to 5', doc: 'With whom it is shared; 5 means as the event.' },
    { name: 'shared_with', unit: 'text', doc: 'The distribution in words, that of the event where it is inherited.' },
    { name: 'Tag', unit: 'list', doc: 'Names of the tags.' },
    { name: 'Galaxy', unit: 'list', doc: 'Clusters of galaxies: who, with what tool.' },
    { name: 'threat_level_id', unit: '1 to 4', doc: 'High, medium, low, undefined; the severity of the event row only.' },
    {
      name: 'attribute_count',
      unit: 'count',
      doc: 'Attributes the event says it has; another number of them in the file is said in sensor_disagrees.',
    },
    { name: 'object', unit: 'text', doc: 'Name of the object the attribute is part of.' },
    { name: 'deleted', unit: 'truth', doc: 'The attribute was taken back; it stands here all the same.' },
    { name: 'source', unit: 'text', doc: 'Organisation that made the event.' },
  ],
  taxonomy: [
    ...indicatorTaxonomy(['Indicator', 'Observable']),
    entry('MISP-Event', 'What an event is about, who made it, when, and who may have it.'),
    entry('MISP-Object_*', 'Attributes that belong together, and to what other objects.'),
  ],
  attrs: INDICATOR_ATTRS,
  sniff,
  read: readMisp,
})
