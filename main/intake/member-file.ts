/** The bytes of one member of a container again, for as long as they are looked at. */
import { fault } from '#contract/errors'
import { membersOf } from './containers/members'
import { Scratch } from './containers/scratch'
import { PLAIN_MEMBER } from './ledger'

/**
 * Do something with the bytes of a source.
 *
 * Shape:  path of the evidence × member's address (`PLAIN_MEMBER` for evidence that is no container) × how many of its (decompressed) bytes
 *         are needed × what to do with the file that holds them → what that gave. The file is gone afterwards.
 * Errors: EVD-013 the container holds no such member; what reading it and `use` throw; the signal's reason.
 */
export async function withMember<Given>(
  path: string,
  member: string,
  keepBytes: number,
  use: (path: string) => Promise<Given>,
  signal?: AbortSignal,
): Promise<Given> {
  if (member === PLAIN_MEMBER) return use(path)
  const scratch = await Scratch.beside()
  try {
    for await (const { address, path: kept } of membersOf(path, { scratch, shownPath: '', wanted: member, keepBytes, signal }))
      if (address === member && kept !== null) return await use(kept)
    throw fault('EVD-013', { path, reason: `it holds no member ${member} that can be read` })
  } finally {
    await scratch.close()
  }
}
