/** Which objects and fields an operation is about: what conflicts, differences and resolutions are made of, whatever its kind. */
import { CustodyFields } from '#contract/custody'
import type { SourceOptions } from '#contract/evidence'
import type { ExplanationRole } from '#contract/explanations'
import { stated } from './fold'
import type { KnownOperation } from './operation'
import type { Decision, MemberDecision, OperationKind, PayloadOf } from './operation-kinds'

/** What one operation does to one object. */
export interface Touch {
  /** Class and id, `entry/<id>`; the class is in `OBJECTS`. */
  object: string
  /** Field → the value it has from now on, JSON. */
  writes?: Readonly<Record<string, unknown>>
  /** The object is there from now on; of two makings the first one's values count. */
  makes?: true
  /** The object is gone from now on. */
  removes?: true
}

/** The field under which it is decided whether an object that was removed and changed at once is gone. */
export const REMOVED = 'removed'

const evidenceObject = (sha256: string, member?: string): string =>
  member === undefined ? `evidence/${sha256}` : `evidence/${sha256}!${member}`

/** What was decided when a file was added: as it was stated, else as it was worked out. */
function readingOf(decided: PayloadOf<'evidence.added'> | MemberDecision, options: SourceOptions): Record<string, unknown> {
  return {
    format: options.format ?? decided.format,
    zone: options.zone ?? decided.zone,
    year: options.year ?? decided.year,
    mapping: options.mapping ?? decided.mapping ?? null,
  }
}

function evidenceAdded(payload: PayloadOf<'evidence.added'>): Touch[] {
  const { sha256, options, members = [] } = payload
  const writes = { ...readingOf(payload, options), sensor: options.sensor ?? null, skewSeconds: options.skewSeconds ?? 0 }
  return [
    { object: evidenceObject(sha256), makes: true, writes },
    ...members.map((member): Touch => ({
      object: evidenceObject(sha256, member.member),
      makes: true,
      writes: readingOf(member, {}),
    })),
  ]
}

const tagged = (keys: readonly string[], tag: string, isOn: boolean): Touch[] =>
  keys.map((key) => ({ object: `event/${key}`, writes: { [`tag ${tag}`]: isOn } }))

/** A kind that is not here takes no part in conflicts and shows no difference. */
const TOUCHES: { [K in OperationKind]?: (payload: PayloadOf<K>) => Touch[] } = {
  'case.created': (payload) => [{ object: 'case/', makes: true, writes: payload }],
  'author.named': ({ author, ...fields }) => [{ object: `author/${author}`, writes: stated(fields) }],
  'case.set': (payload) => [{ object: 'case/', writes: stated(payload) }],
  'evidence.added': evidenceAdded,
  'evidence.set': ({ sha256, member, options }) => [{ object: evidenceObject(sha256, member), writes: stated(options) }],
  'evidence.custody': ({ sha256, ...fields }) => [{ object: evidenceObject(sha256), writes: stated(fields) }],
  'evidence.excluded': ({ sha256, member, reason }) => [{ object: evidenceObject(sha256, member), writes: { excluded: reason } }],
  'entry.created': ({ id, kind: _, ...fields }) => [{ object: `entry/${id}`, makes: true, writes: stated(fields) }],
  'entry.changed': ({ id, ...fields }) => [{ object: `entry/${id}`, writes: stated(fields) }],
  'entry.removed': ({ id }) => [{ object: `entry/${id}`, removes: true }],
  'entry.cited': ({ entry, citation }) => [{ object: `entry/${entry}`, writes: { [`citation ${citation.id}`]: citation.label } }],
  'entry.uncited': ({ entry, citation }) => [{ object: `entry/${entry}`, writes: { [`citation ${citation}`]: null } }],
  'access.added': ({ id, ...fields }) => [{ object: `access/${id}`, makes: true, writes: fields }],
  'access.changed': ({ id, ...fields }) => [{ object: `access/${id}`, writes: stated(fields) }],
  'access.removed': ({ id }) => [{ object: `access/${id}`, removes: true }],
  'explanation.set': ({ id, role }) => [{ object: `explanation/${id}`, writes: { role } }],
  'observation.added': ({ id, ...fields }) => [{ object: `observation/${id}`, makes: true, writes: fields }],
  'observation.changed': ({ id, ...fields }) => [{ object: `observation/${id}`, writes: stated(fields) }],
  'observation.removed': ({ id }) => [{ object: `observation/${id}`, removes: true }],
  'detector.set': ({ id, params }) => [{ object: `detector/${id}`, writes: { params } }],
  'detection.dismissed': ({ detector, key, reason }) => [{ object: `detection/${detector} ${key}`, writes: { reason } }],
  'event.added': ({ id, ...fields }) => [{ object: `manual/${id}`, makes: true, writes: stated(fields) }],
  'event.tagged': ({ keys, tag }) => tagged(keys, tag, true),
  'event.untagged': ({ keys, tag }) => tagged(keys, tag, false),
}

/** Shape: operation → what it does to which objects. */
export function touchesOf({ kind, payload }: KnownOperation): Touch[] {
  return (TOUCHES[kind] as ((payload: unknown) => Touch[]) | undefined)?.(payload) ?? []
}

function evidenceDecision(id: string, field: string, value: unknown): Decision {
  const [sha256, ...rest] = id.split('!')
  const target = { sha256: sha256!, ...(rest.length === 0 ? {} : { member: rest.join('!') }) }
  if (field === 'excluded') return { kind: 'evidence.excluded', payload: { ...target, reason: value as string | null } }
  if (field in CustodyFields.shape) return { kind: 'evidence.custody', payload: { sha256: sha256!, [field]: value } }
  return { kind: 'evidence.set', payload: { ...target, options: { [field]: value ?? undefined } } }
}

/** How a field of an object is written, by the class of the object: (id, field, value) → decision, or null where it cannot be. */
const OBJECTS: Readonly<Record<string, (id: string, field: string, value: unknown) => Decision | null>> = {
  case: (_, field, value) => ({ kind: 'case.set', payload: { [field]: value } }),
  author: (author, field, value) => ({ kind: 'author.named', payload: { author, [field]: value } }),
  evidence: evidenceDecision,
  entry: (id, field, value) =>
    field.startsWith('citation ') ? null : { kind: 'entry.changed', payload: { id, [field]: value } },
  access: (id, field, value) => ({ kind: 'access.changed', payload: { id, [field]: value } }),
  explanation: (id, _, value) => ({ kind: 'explanation.set', payload: { id, role: value as ExplanationRole } }),
  observation: (id, field, value) =>
    field === 'text' ? { kind: 'observation.changed', payload: { id, text: value as string } } : null,
  detector: (id, _, value) => ({ kind: 'detector.set', payload: { id, params: value as PayloadOf<'detector.set'>['params'] } }),
  detection: (id, _, value) => ({
    kind: 'detection.dismissed',
    payload: { detector: id.split(' ')[0]!, key: id.slice(id.indexOf(' ') + 1), reason: value as string | null },
  }),
  event: (id, field, value) => ({
    kind: value === true ? 'event.tagged' : 'event.untagged',
    payload: { keys: [id], tag: field.replace(/^tag /, '') },
  }),
}

/** Shape: object, field, value → the decision that writes it, or null where there is none. */
export function decisionFor(object: string, field: string, value: unknown): Decision | null {
  const slash = object.indexOf('/')
  const kind = object.slice(0, slash)
  return Object.hasOwn(OBJECTS, kind) ? OBJECTS[kind]!(object.slice(slash + 1), field, value) : null
}
