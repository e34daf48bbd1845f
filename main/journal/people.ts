/** Who writes: a person is a key; names are what keys are called, by their holders and by others. */
import type { Person } from '#contract/notebook'
import type { OperationOf } from './fold'

/** Shape: operations in order → people by their keys. */
export function foldPeople(operations: OperationOf<'replica.opened' | 'author.named'>[]): Person[] {
  const people = new Map<string, Person>()
  const personOf = (fingerprint: string): Person => {
    const person = people.get(fingerprint) ?? { fingerprint, claimed: '', name: null, same_as: null }
    people.set(fingerprint, person)
    return person
  }
  for (const operation of operations) {
    if (operation.kind === 'replica.opened') personOf(operation.author).claimed = operation.payload.display_name
    else {
      const { author, name, same_as: sameAs } = operation.payload
      const person = personOf(author)
      if (name !== undefined) person.name = name
      if (sameAs !== undefined) person.same_as = sameAs === author ? null : sameAs
    }
  }
  return [...people.values()].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
}

/** Shape: people → key → the name it goes by: given here, else that of the person's other key, else claimed. */
export function namesByKey(people: readonly Person[]): Map<string, string> {
  const byKey = new Map(people.map((person) => [person.fingerprint, person]))
  return new Map(
    people.map(({ fingerprint, claimed, name, same_as: sameAs }) => {
      const other = byKey.get(sameAs ?? '')
      return [fingerprint, name ?? other?.name ?? (other?.claimed || claimed)]
    }),
  )
}

/** Shape: people, key → what its holder calls themselves, or undefined where the journal does not know the key. */
export const claimedName = (people: readonly Person[], fingerprint: string): string | undefined =>
  people.find((person) => person.fingerprint === fingerprint)?.claimed
