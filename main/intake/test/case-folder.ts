/** A throw-away evidence folder and case database, and adding to it as the engine does. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileResult, SourceOptions } from '#contract/evidence'
import type { Store } from '#main/store/store'
import { memoryStore } from '#main/store/test/memory-store'
import { addFile, fileAt, type AddOptions, type IntakeSurroundings } from '../add'
import type { WalkedFile } from '../walk'
import { LoadSession } from '../load-session'

export class TestCase {
  readonly folder = mkdtempSync(join(tmpdir(), 'intake-test-'))
  readonly evidenceDir = join(this.folder, 'evidence')
  readonly known = new Set<string>()
  homeNetworks: string[] = ['198.18.0.0/15']

  private constructor(readonly store: Store) {}

  static async inMemory(): Promise<TestCase> {
    return new TestCase(await memoryStore())
  }

  static with(store: Store): TestCase {
    return new TestCase(store)
  }

  get surroundings(): IntakeSurroundings {
    const { evidenceDir, homeNetworks } = this
    return { evidenceDir, homeNetworks, displayZone: null, isKnown: (sha256) => this.known.has(sha256) }
  }

  write(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name)
    writeFileSync(path, content)
    return path
  }

  async add(
    path: string,
    options: SourceOptions = {},
    adding: Partial<AddOptions> = {},
    as: Partial<WalkedFile> = {},
  ): Promise<FileResult> {
    const file = { ...(await fileAt(path)), ...as }
    const result = await this.store.withWriter((writer) =>
      addFile(new LoadSession(writer), file, this.surroundings, { options, inPlace: false, ...adding }),
    )
    if (result.status === 'added' && result.sha256 !== null) this.known.add(result.sha256)
    return result
  }

  async close(): Promise<void> {
    await this.store.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
