/** Software that came, changed or went, as every package manager's log tells it: the same fields and words whoever wrote them. */
import type { EventType } from '#contract/event'
import type { FieldDoc, RecordSink, TaxonomyEntry } from './format'

/** What became of the package. */
export type PackageVerb = 'Installed' | 'Reinstalled' | 'Upgraded' | 'Downgraded' | 'Removed' | 'Purged' | 'Replaced'

export interface PackageChange {
  verb: PackageVerb
  name: string
  /** Empty = not written. */
  architecture: string
  /** Version that was there before; empty = none, or not written. */
  before: string
  /** Version that is there now; empty = none, or not written. */
  after: string
}

/** WHY: what replaced the package is a change of its own; the version that went must not count as another. */
const typeOf = (verb: PackageVerb): EventType => (verb === 'Replaced' ? 'application' : 'detected-change')

/** Shape: fills type, name, message and attributes of the event; its time is the caller's. */
export function fillPackage(manager: string, change: PackageChange, sink: RecordSink): void {
  const { verb, name, architecture, before, after } = change
  const { event } = sink
  event.type = typeOf(verb)
  event.name = sink.text(`${manager}-Package_${verb}`)
  const versions = before !== '' && after !== '' ? `${before} → ${after}` : before || after
  event.message = [`${verb.toLowerCase()} ${name}`, versions, architecture].filter((part) => part !== '').join(' ')
  sink.attr('package', name)
  if (architecture !== '') sink.attr('architecture', architecture)
  if (before !== '') sink.attr('version_before', before)
  if (after !== '') sink.attr('version', after)
}

const DOCS: Readonly<Record<PackageVerb, string>> = {
  Installed: 'Software came that was not there before.',
  Reinstalled: 'The same version was installed once more: files that were changed are as they came.',
  Upgraded: 'Another version took the place of the one before.',
  Downgraded: 'An older version took the place of the one before: mended weaknesses come back.',
  Removed: 'Software went; its configuration may still be there.',
  Purged: 'Software went with its configuration.',
  Replaced: 'Software went because another took its place, or this is the version that an upgrade left behind.',
}

/** Shape: (word before the dash, what the manager can tell, where from) → entries of the names `fillPackage` gives. */
export function packageTaxonomy(manager: string, verbs: readonly PackageVerb[], source: string): TaxonomyEntry[] {
  return verbs.map((verb) => ({
    name: `${manager}-Package_${verb}`,
    type: typeOf(verb),
    specificity: 'specific',
    doc: DOCS[verb],
    provenance: `${source}; the name is chosen here`,
  }))
}

export const PACKAGE_FIELDS: readonly FieldDoc[] = [
  { name: 'package', unit: 'text', doc: 'Name of the package; it says nothing of where it came from.' },
  { name: 'architecture', unit: 'text', doc: 'Processor the package is made for, or all.' },
  { name: 'version_before', unit: 'text', doc: 'Version that was there before.' },
  { name: 'version', unit: 'text', doc: 'Version that is there afterwards; for what was removed it is absent.' },
]
