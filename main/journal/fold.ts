/** Small pieces every fold shares. */
import type { KnownOperation } from './operation'

/** Known operations of one kind, or of several. */
export type OperationOf<K extends KnownOperation['kind']> = Extract<KnownOperation, { kind: K }>

/** Shape: fingerprint and names → `Name (3f2a9c01)`, or the fingerprint where no name is known. */
export function authorLabel(fingerprint: string, authors: ReadonlyMap<string, string>): string {
  const name = authors.get(fingerprint)
  return name === undefined || name === '' ? fingerprint : `${name} (${fingerprint.slice(0, 8)})`
}

/** Shape: an object → its members that are not undefined. */
export function stated<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<T>
}
