/** A throw-away evidence folder and case database, and adding to it as the engine does. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileResult, SourceOptions } from '#contract/evidence'
import type { Store } from '#main/store/store'
import { memoryStore } from '#main/store/test/memory-store'
import { addFile, fileAt, type AddOptions, type IntakeSurroundings } from '../add'
import type { Limits } from '../containers/limits'
import type { WalkedFile } from '../walk'
import { LoadSession } from '../load-session'

export class TestCase {
  readonly folder = mkdtempSync(join(tmpdir(), 'intake-test-'))
  readonly evidenceDir = join(this.folder, 'evidence')
  readonly known = new Set<string>()
  /** Members that are in, by the hash of their bytes. */
  readonly members = new Map<string, { shown: string; container: string }>()
  homeNetworks: string[] = ['198.18.0.0/15']
  limits: Limits | undefined

  private constructor(readonly store: Store) {}

  static async inMemory(): Promise<TestCase> {
    return new TestCase(await memoryStore())
  }

  static with(store: Store): TestCase {
    return new TestCase(store)
  }

  get surroundings(): IntakeSurroundings {
    const { evidenceDir, homeNetworks } = this
    return {
      ...{ evidenceDir, homeNetworks, displayZone: null, limits: this.limits, isKnown: (sha256) => this.known.has(sha256) },
      elsewhere: (sha256, container) => {
        if (this.known.has(sha256)) return sha256
        const member = this.members.get(sha256)
        return member === undefined || member.container === container ? null : member.shown
      },
    }
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
    return (await this.addAll(path, options, adding, as))[0]!
  }

  /** The file's result and, of a container, those of its members. */
  async addAll(
    path: string,
    options: SourceOptions = {},
    adding: Partial<AddOptions> = {},
    as: Partial<WalkedFile> = {},
  ): Promise<FileResult[]> {
    const file = { ...(await fileAt(path)), ...as }
    const results = await this.store.withWriter((writer) =>
      addFile(new LoadSession(writer), file, this.surroundings, { options, inPlace: false, ...adding }),
    )
    const [first, ...members] = results
    if (first?.status === 'added' && first.sha256 !== null) {
      this.known.add(first.sha256)
      for (const { status, sha256, path: shown } of members)
        if (status === 'added') this.members.set(sha256!, { shown, container: first.sha256 })
    }
    return results
  }

  async close(): Promise<void> {
    await this.store.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
