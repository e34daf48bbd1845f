/** Members of an archive that is made in a test, with their content. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { SourceCheck } from '#contract/evidence'
import { LIMITS, type Limits } from '../containers/limits'
import { membersOf, type Member } from '../containers/members'
import { Scratch } from '../containers/scratch'

export type Found = Omit<Member, 'path'> & { text: string | null }

export const sha256Hex = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Shape: archive → its members, what is said of it, and every file there is beside it; nothing of ours may be left. */
export async function membersIn(
  bytes: Uint8Array,
  options: { limits?: Partial<Limits>; wanted?: string; keepBytes?: number } = {},
): Promise<{ found: Found[]; checks: SourceCheck[]; files: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'members-test-'))
  try {
    const path = join(folder, 'archive')
    writeFileSync(path, bytes)
    const scratch = await Scratch.inEvidence(join(folder, 'evidence'))
    const found: Found[] = []
    const source = membersOf(path, { ...options, scratch, shownPath: 'archive', limits: { ...LIMITS, ...options.limits } })
    for (;;) {
      const step = await source.next()
      if (step.done === true) {
        expect(readdirSync(join(folder, 'evidence'))).toEqual([])
        return { found, checks: step.value, files: readdirSync(folder).sort() }
      }
      const { path: kept, ...rest } = step.value
      found.push({ ...rest, text: kept === null ? null : readFileSync(kept, 'utf8') })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Shape: members → each address with its content, or the code of what kept it from being read. */
export const textsOf = (found: Found[]): (string | null)[][] =>
  found.map(({ address, text, refusal }) => [address, refusal?.code ?? text])
