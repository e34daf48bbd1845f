/** A row of the access register as a person types it, and what of it cannot be read. */
import { accessRange, marksOf, parseHours, parseService } from '#contract/access'
import type { AccessFields, AccessMark, AccessSuggestion } from '#contract/access'
import { microsFromIso } from '#contract/units'
import { text } from '../../text/en'

/** Every field as typed. */
export type TypedAccess = Record<keyof AccessFields, string>
export type AccessProblems = Partial<Record<keyof AccessFields, string>>

const words = text.access.form.problems

export const NOTHING_TYPED: TypedAccess = {
  ...{ source: '', target: '', service: '', hours: '', purpose: '', owner: '', attested_by: '', attestation: '' },
  ...{ valid_from: '', valid_to: '' },
}

/** Shape: a row → as it is typed. */
export const typedFrom = ({ source, target, hours, valid_from, valid_to, ...rest }: AccessFields): TypedAccess => ({
  ...{ service: rest.service, purpose: rest.purpose, owner: rest.owner },
  ...{ attested_by: rest.attested_by, attestation: rest.attestation },
  source: source.join(' '),
  target: target.join(' '),
  hours: hours ?? '',
  valid_from: valid_from ?? '',
  valid_to: valid_to ?? '',
})

/** Shape: a suggestion → what it can fill in; who attests it and what for, only a person knows. */
export const typedFromSuggestion = ({ source, target, service }: AccessSuggestion): TypedAccess => ({
  ...NOTHING_TYPED,
  ...{ source, target, service },
})

export const wordsOf = (typed: string): string[] => typed.split(/[\s,;]+/).filter((word) => word !== '')
const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim())

/** Shape: what is typed → the row; whether it can be read is for `problemsOf`. */
export const accessOf = (typed: TypedAccess): AccessFields => ({
  ...{ purpose: typed.purpose.trim(), owner: typed.owner.trim() },
  ...{ attested_by: typed.attested_by.trim(), attestation: typed.attestation.trim() },
  source: wordsOf(typed.source),
  target: wordsOf(typed.target),
  service: typed.service.trim(),
  hours: orNull(typed.hours),
  valid_from: orNull(typed.valid_from),
  valid_to: orNull(typed.valid_to),
})

/** Shape: addresses as typed → what is wrong with them, or null. */
export function addressProblem(typed: string, mayBeEmpty = false): string | null {
  const given = wordsOf(typed)
  if (given.length === 0) return mayBeEmpty ? null : words.noAddress
  const bad = given.find((word) => accessRange(word) === null)
  return bad === undefined ? null : words.badAddress(bad)
}

const timeProblem = (typed: string): string | null => (typed.trim() !== '' && microsFromIso(typed) === null ? words.time : null)

function orderProblem({ valid_from, valid_to }: TypedAccess): string | null {
  const [from, to] = [microsFromIso(valid_from), microsFromIso(valid_to)]
  return from !== null && to !== null && from >= to ? words.order : null
}

/** Shape: what is typed → what is wrong, by field; empty where it can be recorded. */
export function problemsOf(typed: TypedAccess): AccessProblems {
  const found: Record<string, string | null> = {
    source: addressProblem(typed.source),
    target: addressProblem(typed.target),
    service: parseService(typed.service) === null ? words.service : null,
    hours: typed.hours.trim() !== '' && parseHours(typed.hours) === null ? words.hours : null,
    valid_from: timeProblem(typed.valid_from),
    valid_to: timeProblem(typed.valid_to) ?? orderProblem(typed),
  }
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== null))
}

/** Shape: what is typed → why it would authorise by address alone; nothing while it cannot be read. */
export const marksOfTyped = (typed: TypedAccess): AccessMark[] =>
  Object.keys(problemsOf(typed)).length > 0 ? [] : marksOf(accessOf(typed))
