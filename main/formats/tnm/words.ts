/** Fields and names of the session monitor. */
import type { FieldDoc, TaxonomyEntry } from '../kit/format'

export const FIELDS: readonly FieldDoc[] = [
  {
    name: 'time',
    unit: 'local time, no year, no zone',
    doc: 'When the line was written: the end of the session in the clock of the sensor.',
  },
  { name: 'name', unit: 'text', doc: 'The sensor’s label for the session; it can state more minutes than were measured.' },
  { name: 'total', unit: 'bytes', doc: 'Number in brackets: bytes both ways, the sum of u and d.' },
  {
    name: 'left',
    unit: 'address:port',
    doc: 'Host left of the arrow; often the monitored server, so the arrow does not say who opened the session.',
  },
  { name: 'right', unit: 'address:port', doc: 'Host right of the arrow.' },
  { name: 'u', unit: 'bytes', doc: 'Sent by the left host.' },
  { name: 'd', unit: 'bytes', doc: 'Sent by the right host.' },
  { name: 'start', unit: 's since 1970, UTC', doc: 'Start of the session; the time of the event.' },
  { name: 'end', unit: 's since 1970, UTC', doc: 'End of the session.' },
  { name: 'length', unit: 's', doc: 'Length as the sensor states it; the measured one is end minus start.' },
]

const SEEN = 'label as seen in the article “Could you look at some odd IRC connections?” (Tenable, 2009)'
const LIKE = 'label of the same pattern; its exact spelling is not documented'

const entry = (
  name: string,
  doc: string,
  provenance: string,
  specificity: TaxonomyEntry['specificity'] = 'specific',
): TaxonomyEntry => ({
  name,
  type: 'network',
  specificity,
  doc,
  provenance,
})

export const TAXONOMY: readonly TaxonomyEntry[] = [
  entry('TNM-Long_TCP_Session_*_Minutes', 'Session that the sensor calls long, with the bucket it names.', SEEN),
  entry('TNM-TCP_Session_Short', 'Session that the sensor calls short.', LIKE),
  entry('TNM-TCP_Session_TimedOut', 'Session that began and was not completed, or went idle.', LIKE),
  entry('TNM-TCP_Session_Completed', 'Session that ended.', LIKE),
  entry('TNM-*', 'Any other label of the sensor, as it writes it.', 'the sensor’s own label', 'generic'),
  entry('*', 'A label that does not name the sensor, as written.', 'the sensor’s own label', 'generic'),
]
