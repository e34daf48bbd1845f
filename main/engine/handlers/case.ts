/** Opening, making and setting cases. */
import { join } from 'node:path'
import type { CaseInfo, CaseSettings } from '#contract/case'
import type { JobProgress } from '#contract/evidence'
import { fault } from '#contract/errors'
import { canonicalNetwork } from '#main/analysis/home-networks'
import { operations as os, streamed } from '../answering'
import { existsSync } from 'node:fs'
import { addEvidence } from '../add-evidence'
import { suggestHomes } from '../home-suggestions'
import { checkedZone } from '../open-case'
import { recentCases } from '../recent'
import { finishRegister } from '../reconcile'
import { sampleCase, sampleCases } from '../samples'
import type { Workspace } from '../workspace'

/** Errors: SHL-002 for a path the shell was not given. */
export function mayRead(workspace: Workspace, path: string): string {
  if (!workspace.host.mayRead(path)) throw fault('SHL-002', { path })
  return path
}

/** Errors: SHL-002 for a path the shell was not given for writing. */
export function mayWrite(workspace: Workspace, path: string): string {
  if (!workspace.host.mayWrite(path)) throw fault('SHL-002', { path })
  return path
}

/** Makes the case of a sample in a folder and adds its evidence; progress of the job that adds it. */
async function* makeSample(workspace: Workspace, name: string, path: string, signal?: AbortSignal): AsyncGenerator<JobProgress> {
  const sample = sampleCase(workspace.host, name)
  await workspace.create(path, { name: sample.title, home_networks: sample.home_networks, display_zone: sample.display_zone })
  const items = sample.evidence.map(({ file, options }) => ({ path: join(sample.evidenceDir, file), options }))
  for await (const message of addEvidence(
    workspace,
    items,
    { inPlace: false, title: `Opening the sample ${sample.title}` },
    signal,
  )) {
    if (message.kind === 'progress') yield message.progress
    else if (message.file.status !== 'added')
      throw fault('CAS-013', { name, file: message.file.path, reason: message.file.error?.message ?? message.file.status })
  }
}

async function* openSample(workspace: Workspace, name: string, signal?: AbortSignal): AsyncGenerator<JobProgress> {
  const path = join(workspace.host.dataDir, 'samples', `${sampleCase(workspace.host, name).name}.case`)
  if (!existsSync(join(path, 'case.json'))) {
    yield* makeSample(workspace, name, path, signal)
    return
  }
  await workspace.open(path)
  yield { id: 'sample', title: 'Opening the sample', detail: '', state: 'done', done: 1, total: 1, unit: 'files' }
}

/** Errors: CAS-010, CAS-012 for what cannot be read; nothing is recorded then. */
async function setCase(workspace: Workspace, settings: CaseSettings): Promise<CaseInfo> {
  const { home_networks, display_zone, ...rest } = settings
  if (display_zone !== undefined) checkedZone(display_zone)
  await workspace.case.journal.append('case.set', {
    ...rest,
    ...(home_networks === undefined ? {} : { home_networks: home_networks.map(canonicalNetwork) }),
    ...(display_zone === undefined ? {} : { display_zone }),
  })
  if (home_networks !== undefined) await workspace.bringUpToDate('Working out roles and direction', false)
  else if (display_zone !== undefined && workspace.case.journal.state.access.length > 0) {
    // WHY: the hours of the access register are read on this clock.
    const open = workspace.case
    await open.store.withWriter((writer) => finishRegister(open, writer))
  }
  workspace.case.changed()
  return workspace.case.info()
}

export function caseHandlers(workspace: Workspace) {
  const { host } = workspace
  return {
    recent: os.case.recent.handler(() => recentCases(host)),
    samples: os.case.samples.handler(() => sampleCases(host)),
    create: os.case.create.handler(async ({ input: { path, ...start } }) =>
      (await workspace.create(mayWrite(workspace, path), start)).info(),
    ),
    open: os.case.open.handler(async ({ input }) => (await workspace.open(mayRead(workspace, input.path))).info()),
    openSample: os.case.openSample.handler(({ input, signal }) => streamed(openSample(workspace, input.name, signal))),
    makeSample: os.case.makeSample.handler(({ input, signal }) =>
      streamed(makeSample(workspace, input.name, mayWrite(workspace, input.path), signal)),
    ),
    close: os.case.close.handler(async () => {
      await workspace.close()
      return {}
    }),
    info: os.case.info.handler(async () => (await workspace.caseOrNull?.info()) ?? null),
    set: os.case.set.handler(({ input }) => setCase(workspace, input)),
    suggestHomes: os.case.suggestHomes.handler(() => suggestHomes(workspace.case.store)),
    rebuild: os.case.rebuild.handler(({ signal }) =>
      streamed(
        workspace.jobs.during(signal, async () => {
          await workspace.bringUpToDate('Rebuilding the case', true, signal)
          workspace.case.changed()
        }),
      ),
    ),
    watch: os.case.watch.handler(({ signal }) => streamed(workspace.revisions(signal))),
  }
}
