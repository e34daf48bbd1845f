/** Threat intelligence in STIX 2.0 and 2.1. A record is an object: an indicator, what was observed, who did it, how they relate. */
import { NO_CLAIM } from '../kit/detect'
import { defineFormat, type Claim, type ClockEvidence, type Head } from '../kit/format'
import { INDICATOR_ATTRS, INDICATOR_FIELDS, indicatorTaxonomy } from '../kit/indicator/event'
import { readStix } from './read'

const ID = /"id"\s{0,20}:\s{0,20}"([a-z0-9-]{2,60})--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"/g
/** How far the beginning is looked through. */
const LOOKED_THROUGH = 65_536

function sniff(head: Head): Claim {
  const text = head.text.slice(0, LOOKED_THROUGH)
  if (!/^(?:\xef\xbb\xbf)?\s*[[{]/.test(text)) return NO_CLAIM
  const types = [...text.matchAll(ID)].slice(0, 20).map(([, type]) => type!)
  const typed = types.filter((type) => new RegExp(`"type"\\s{0,20}:\\s{0,20}"${type}"`).test(text))
  const isBundle = types.includes('bundle')
  if (!isBundle && typed.length === 0) return NO_CLAIM
  return { confidence: 0.97, why: isBundle ? 'it is a bundle of STIX' : 'its objects have types and ids of STIX' }
}

/** WHY not always absolute: cyber observables of STIX 2.1 have no time. */
function clockEvidence(head: Head): ClockEvidence {
  return { absolute: /"(?:created|valid_from|first_observed)"\s{0,20}:/.test(head.text) }
}

export default defineFormat({
  id: 'stix',
  title: 'STIX threat intelligence',
  source: 'OASIS, STIX 2.0 parts 1 to 5; STIX 2.1',
  recordUnit: 'record',
  classes: [],
  clock: { zone: false, year: true },
  fields: [
    ...INDICATOR_FIELDS,
    {
      name: 'indicator_partial',
      unit: 'truth',
      doc: 'The value counts only together with others of its pattern, which joins them by AND or FOLLOWEDBY.',
    },
    {
      name: 'pattern',
      unit: 'STIX pattern',
      doc: 'What to look for. Values compared for equality become events of their own; LIKE, MATCHES and negations do not. Long ones are shortened.',
    },
    {
      name: 'valid_from',
      unit: 'UTC',
      doc: 'From when the indicator is thought to be good: often the day it was written, not the day it was used.',
    },
    { name: 'valid_until', unit: 'UTC', doc: 'Until when it is thought to be good; addresses change hands long before.' },
    { name: 'revoked', unit: 'truth', doc: 'The maker takes the object back; it stands here all the same.' },
    { name: 'confidence', unit: '0 to 100', doc: 'How sure the maker is of the object.' },
    { name: 'first_observed', unit: 'UTC', doc: 'When it was seen first, by whoever saw it: not here.' },
    { name: 'number_observed', unit: 'count', doc: 'How often it was seen in that time.' },
    { name: 'source', unit: 'text', doc: 'Name of who made the object, or the id where the file does not say the name.' },
    { name: 'licence', unit: 'text', doc: 'Statement of a marking definition: copyright and terms.' },
    {
      name: 'created',
      unit: 'UTC',
      doc: 'When the object was first written; the time of the event where nothing better is stated.',
    },
  ],
  taxonomy: [
    ...indicatorTaxonomy(['Indicator', 'Observable']),
    {
      name: 'STIX-*',
      type: 'indicator',
      specificity: 'specific',
      doc: 'Object that is told of an attack: malware, who did it, how objects relate, a sighting, a report. What it is stands in the name.',
      provenance: 'type of the object as STIX calls it; the spelling is chosen here',
    },
  ],
  attrs: INDICATOR_ATTRS,
  sniff,
  clockEvidence,
  read: readStix,
})
