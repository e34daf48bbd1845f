/** Bundles: the case leaves, arrives, is checked. */
import { basename } from 'node:path'
import type { MergeResult } from '#contract/merge'
import { mergeBundle } from '#main/bundle/merge'
import { openBundle } from '#main/bundle/open'
import { verifyBundle } from '#main/bundle/verify-bundle'
import { verifyCase } from '#main/bundle/verify-case'
import type { Unlock } from '#main/bundle/wrap'
import { writeBundle } from '#main/bundle/write'
import { operations as os } from '../answering'
import { followDecisions } from '../follow-decisions'
import { questionsOf } from '../questions'
import type { Workspace } from '../workspace'
import { mayRead, mayWrite } from './case'

/** Run `work` as a job over bytes; its progress is seen by `jobs.watch`. */
async function asJob<T>(
  workspace: Workspace,
  title: string,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal, onProgress: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  const job = workspace.jobs.start(title, 'bytes', signal)
  try {
    const result = await work(job.signal, (done, total) => job.update({ done, total }))
    job.finish('done')
    return result
  } catch (error) {
    job.finish(job.signal.aborted ? 'cancelled' : 'failed', (error as Error).message)
    throw error
  }
}

async function merge(
  workspace: Workspace,
  { path, dry_run: dryRun, ...unlock }: { path: string; dry_run: boolean } & Unlock,
  signal: AbortSignal | undefined,
): Promise<MergeResult> {
  const open = workspace.case
  const title = dryRun ? 'Comparing the bundle' : 'Merging the bundle'
  const result = await asJob(workspace, title, signal, (stop, onProgress) =>
    mergeBundle(open, mayRead(workspace, path), { ...unlock, dryRun, signal: stop, onProgress }),
  )
  if (!dryRun) await followDecisions(workspace, result.merge !== null || result.evidence.length > 0)
  return result
}

export function bundleHandlers(workspace: Workspace) {
  const { host } = workspace
  return {
    write: os.bundle.write.handler(({ input, signal }) =>
      asJob(workspace, 'Writing the bundle', signal, async (stop, onProgress) => {
        const open = workspace.case
        const { passphrase, recipients } = input
        const lock = { ...(passphrase === undefined ? {} : { passphrase }), recipients }
        const written = await writeBundle(open.folder.dir, mayWrite(workspace, input.path), {
          ...lock,
          identity: open.journal.identity,
          version: host.version,
          signal: stop,
          onProgress,
        })
        await open.journal.append('export.made', { what: 'bundle', path_name: basename(written.path), sha256: written.sha256 })
        return written
      }),
    ),
    verify: os.bundle.verify.handler(({ input, signal }) =>
      asJob(workspace, 'Verifying', signal, async (stop, onProgress) => {
        const { path, ...unlock } = input
        if (path !== undefined) return verifyBundle(mayRead(workspace, path), { ...unlock, signal: stop })
        const open = workspace.case
        return verifyCase(open.folder.dir, { ask: questionsOf(open), signal: stop, onProgress })
      }),
    ),
    open: os.bundle.open.handler(({ input, signal }) =>
      asJob(workspace, 'Opening the bundle', signal, async (stop) => {
        const { path, target, ...unlock } = input
        const { folder } = await openBundle(mayRead(workspace, path), mayWrite(workspace, target), { ...unlock, signal: stop })
        host.grant(folder.dir)
        await workspace.open(folder.dir)
        return { path: folder.dir }
      }),
    ),
    merge: os.bundle.merge.handler(({ input, signal }) => merge(workspace, input, signal)),
  }
}
