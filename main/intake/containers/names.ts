/** Names of members: hostile bytes that become text people and event keys can carry, and never a path. */
import { isUtf8 } from 'node:buffer'

/** Between a container and a member, and between a member that is a container and its members. */
export const INSIDE = '!'
/** Longer ones are cut; nobody reads further. */
const MOST_CHARACTERS = 1000
/** What is written as `%XX`: the two signs addresses are made with, and what changes how text around it looks. */
const UNSAFE = /[%!\0-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]/g

const percent = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

/** Shape: name as it lies in the container → text without control characters; of bytes that are no UTF-8 those beyond ASCII are written as `%XX`. */
export function nameOf(bytes: Uint8Array): string {
  const text = isUtf8(bytes)
    ? Buffer.from(bytes)
        .toString('utf8')
        .replace(UNSAFE, (character) => percent(Buffer.from(character)))
    : Buffer.from(bytes)
        .toString('latin1')
        .replace(/[\x80-\xff]|[%!\0-\x1f\x7f]/g, (character) => percent(Buffer.from(character, 'latin1')))
  const named = text === '' ? '(unnamed)' : text === '-' ? './-' : text
  return named.length > MOST_CHARACTERS ? `${[...named].slice(0, MOST_CHARACTERS).join('')}…` : named
}

/** Gives every name of a container once: the second of the same gets `#2`. */
export class UniqueNames {
  private readonly times = new Map<string, number>()
  of(name: string): string {
    let unique = name
    while (this.times.has(unique)) {
      const times = this.times.get(name)! + 1
      this.times.set(name, times)
      unique = `${name}#${times}`
    }
    this.times.set(unique, 1)
    return unique
  }
}

/** Shape: address of the container within the evidence ('' for the evidence itself) × name → address of the member. */
export const addressOf = (container: string, name: string): string => (container === '' ? name : `${container}${INSIDE}${name}`)
