/** What the order of rotated files says about the years of those that write none. */
import type { SourceOptions } from '#contract/evidence'
import { civilUs } from '#main/formats/kit/clock'
import { decideSource } from './decide'
import { setsInOrder } from './rotation'
import { SourceReader } from './source-reader'
import type { WalkedFile } from './walk'

/**
 * Shape: files × what is stated of each × surroundings → for each file of a set whose years are not written, when the file that follows it
 *        begins (µs, in the zone of the file). A file that cannot be read says nothing here.
 */
export async function notAfterOf(
  files: readonly (WalkedFile & { options: SourceOptions })[],
  around: { displayZone: string | null; caseYear: number | null },
): Promise<Map<string, number>> {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const bounds = new Map<string, number>()
  for (const set of setsInOrder([...byPath.keys()])) {
    let notAfterUs: number | null = null
    for (const path of set.reverse()) {
      if (notAfterUs !== null) bounds.set(path, notAfterUs)
      const startUs = await startOf(byPath.get(path)!, { ...around, notAfterUs })
      if (startUs !== null) notAfterUs = startUs
    }
  }
  return bounds
}

/** Shape: file → when its first record was written where it writes no year, to the day; null where that is not known. */
async function startOf(
  file: WalkedFile & { options: SourceOptions },
  around: { displayZone: string | null; caseYear: number | null; notAfterUs: number | null },
): Promise<number | null> {
  if (file.skipped !== null) return null
  const { name, modifiedUs, options } = file
  const reader = await SourceReader.open(file.path, { name, modifiedUs }).catch(() => null)
  try {
    if (reader === null) return null
    const { decision } = await decideSource(reader, options, { modifiedUs, ...around })
    const first = decision?.format.clockEvidence?.(await reader.head(), options.mapping)?.first
    const year = decision?.clock.year ?? null
    return first === undefined || year === null ? null : civilUs(year, first.month, first.day, 0, 0, 0)
  } catch {
    return null
  } finally {
    await reader?.close()
  }
}
