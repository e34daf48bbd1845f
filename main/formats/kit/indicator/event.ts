/** An indicator as an event: same names and attributes from whatever it was read, so that one question compares them all. */
import type { FieldDoc, RecordSink, TaxonomyEntry } from '../format'
import { shorten } from '../text'
import { INDICATOR_TYPES, type IndicatorValue } from './value'

const LONGEST_MESSAGE = 300

/** Whether it is meant to be looked for, or only stands beside. */
export type IndicatorRole = 'Indicator' | 'Observable'

/** Fill the event from a value and how it was written. WHY no address of the event: that somebody warns of a host is no sign that it was here. */
export function fillIndicator(sink: RecordSink, value: IndicatorValue, written: string, role: IndicatorRole, about = ''): void {
  const { event } = sink
  event.type = 'indicator'
  event.name = sink.text(`${role}-${INDICATOR_TYPES[value.type]}`)
  sink.attr('indicator', value.value)
  sink.attr('indicator_type', value.type)
  if (written !== value.value) sink.attr('indicator_written', written)
  if (!Number.isNaN(value.port)) sink.attr('indicator_port', value.port)
  if (value.isSubdomains === true) sink.attr('indicator_scope', 'subdomains')
  if (value.doubt !== undefined) sink.attr('indicator_doubt', value.doubt)
  event.message = shorten(`${value.value}${about === '' ? '' : `: ${about}`}`.replace(/\p{Cc}/gu, '␣'), LONGEST_MESSAGE)
}

/** Fill the event from something that cannot be compared with one field: a rule, a registry key, a certificate. */
export function fillOther(sink: RecordSink, word: string, written: string, role: IndicatorRole, about = ''): void {
  const { event } = sink
  event.type = 'indicator'
  event.specificity = 'generic'
  event.name = sink.text(`${role}-Other`)
  sink.attr('indicator_type', word)
  sink.attr('indicator_written', written)
  event.message = shorten(`${word} ${written}${about === '' ? '' : `: ${about}`}`.replace(/\p{Cc}/gu, '␣'), LONGEST_MESSAGE)
}

const SAYS: Readonly<Record<IndicatorRole, string>> = {
  Indicator: 'to be looked for in the evidence; that it is listed does not mean that it was seen.',
  Observable: 'that stands in intelligence for context; it is not meant to be looked for by itself.',
}

/** Names that `fillIndicator` and `fillOther` give. */
export function indicatorTaxonomy(roles: readonly IndicatorRole[]): TaxonomyEntry[] {
  const common = {
    type: 'indicator',
    provenance: 'kinds of values as STIX and MISP tell them apart; the spelling is chosen here',
  } as const
  return roles.flatMap((role) => [
    ...Object.values(INDICATOR_TYPES).map((word): TaxonomyEntry => ({
      ...{ name: `${role}-${word}`, specificity: 'specific', doc: `${word.replaceAll('_', ' ')} ${SAYS[role]}` },
      ...common,
    })),
    { name: `${role}-Other`, specificity: 'generic', doc: `Rule or value of another kind ${SAYS[role]}`, ...common },
  ])
}

export const INDICATOR_FIELDS: readonly FieldDoc[] = [
  {
    name: 'indicator',
    unit: 'text',
    doc: 'The value in the one spelling in which it can be compared: canonical address, network by its first address, host names, hashes and mail addresses in lower case, nothing defanged.',
  },
  {
    name: 'indicator_type',
    unit: 'word',
    doc: 'What the value is: ipv4, ipv6, ipv4-net, ipv6-net, domain, url, email, md5, sha1, sha256, sha512, file-name, file-path; other words as the source calls them, and then there is no value to compare.',
  },
  { name: 'indicator_written', unit: 'text', doc: 'The value as the source writes it, where that differs.' },
  { name: 'indicator_port', unit: 'port', doc: 'Port written beside the value.' },
  { name: 'indicator_scope', unit: 'word', doc: 'Where it is subdomains the names below the domain are meant.' },
  { name: 'indicator_doubt', unit: 'text', doc: 'What else the value could be, where no type is stated.' },
  {
    name: 'tlp',
    unit: 'word',
    doc: 'With whom it may be shared, in the words of the Traffic Light Protocol; absent where the source says nothing.',
  },
  {
    name: 'time_from',
    unit: 'text',
    doc: 'What stands for the time of a record that writes none; such rows are marked zone-and-year-assumed.',
  },
]

/** Layout of packed attributes that fits all sources of indicators. */
export const INDICATOR_ATTRS = { text: 'indicator', words: ['indicator_type', 'tlp', 'source'] } as const
