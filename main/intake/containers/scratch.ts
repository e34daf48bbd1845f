/** Members on their way through: each lies in a file of ours while it is read, under a name of ours. */
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { explainedCopy, incomingName } from '../fingerprint'

const READABLE_BY_OWNER = 0o600

export class Scratch {
  private constructor(
    private readonly folder: string,
    private readonly isOwn: boolean,
  ) {}

  /** In the evidence folder, where there is room for evidence; `sweepIncoming` removes what a crash leaves. */
  static async inEvidence(evidenceDir: string): Promise<Scratch> {
    await mkdir(evidenceDir, { recursive: true })
    return new Scratch(evidenceDir, false)
  }

  /** In a folder of its own, for looks that go on while evidence is added. */
  static async beside(): Promise<Scratch> {
    return new Scratch(await mkdtemp(join(tmpdir(), 'backtrail-')), true)
  }

  /**
   * Write blocks to a new file.
   *
   * Shape:  blocks → path and what the blocks returned. The caller removes the file with `drop`.
   * Errors: CAS-005 the disk is full; what the blocks throw. No file is left then.
   */
  async keep<Returned>(blocks: AsyncGenerator<Uint8Array, Returned>): Promise<{ path: string; returned: Returned }> {
    const path = join(this.folder, incomingName())
    const file = await open(path, 'wx', READABLE_BY_OWNER)
    try {
      for (;;) {
        const step = await blocks.next()
        if (step.done === true) return { path, returned: step.value }
        await file.writeFile(step.value)
      }
    } catch (error) {
      await this.drop(path)
      throw explainedCopy(error, path, this.folder)
    } finally {
      await blocks.return(undefined as Returned)
      await file.close()
    }
  }

  async drop(path: string): Promise<void> {
    await rm(path, { force: true })
  }

  async close(): Promise<void> {
    if (this.isOwn) await rm(this.folder, { recursive: true, force: true })
  }
}
