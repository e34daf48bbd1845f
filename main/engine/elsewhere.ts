/** Bytes that came into the case more than once: as a file, as a member of an archive, as a member of another. They count once. */
import type { EvidenceRecord } from '#main/journal/projection'

interface Owner {
  name: string
  container: string | null
}

/**
 * Shape: the journal's records → for the SHA-256 of a file (container null) or of a member of a container: where else these bytes are, or
 *        null. A file goes before a member, an earlier container before a later one; what is excluded counts for nothing.
 */
export function elsewhereIn(records: readonly EvidenceRecord[]): (sha256: string, container: string | null) => string | null {
  const active = records.filter((record) => record.excluded_because === null)
  const owners = new Map<string, Owner>()
  for (const { sha256, name } of active) owners.set(sha256, { name, container: null })
  for (const { sha256: container, name, members = [], of_members: own } of active)
    for (const { sha256, member } of members)
      if (!owners.has(sha256) && (own[member]?.excluded_because ?? null) === null)
        owners.set(sha256, { name: `${name}!${member}`, container })
  return (sha256, container) => {
    const owner = owners.get(sha256)
    if (owner === undefined) return null
    return container !== null && owner.container === container ? null : owner.name
  }
}
