/** Adding evidence as one job: files are walked, taken in one after the other, each recorded as soon as it is whole. */
import { resolve } from 'node:path'
import type { AddMessage, FileResult, JobProgress, SourceOptions } from '#contract/evidence'
import { addFile, type AddProgress } from '#main/intake/add'
import type { BlockSums } from '#main/intake/block-sums'
import { LoadSession } from '#main/intake/load-session'
import { yearOfCase } from '#main/intake/load'
import { emptyResult } from '#main/intake/results'
import { setsOf, type SetPlace } from '#main/intake/rotation'
import { notAfterOf } from '#main/intake/set-order'
import { walk, type WalkedFile } from '#main/intake/walk'
import type { Store } from '#main/store/store'
import type { MemberDecision } from '#main/journal/operation-kinds'
import { elsewhereIn } from './elsewhere'
import type { Job } from './jobs'
import type { OpenCase } from './open-case'
import { finishWriting } from './reconcile'
import { MessageQueue } from './message-queue'
import type { Workspace } from './workspace'

export interface EvidenceItem {
  path: string
  options: SourceOptions
}

export interface Adding {
  inPlace: boolean
  title: string
}

/** What the names of the files say: which belong together, and what follows for their years. */
interface Order {
  places: ReadonlyMap<string, SetPlace>
  notAfter: ReadonlyMap<string, number>
}

type Found = WalkedFile & { options: SourceOptions }

/**
 * Add files and folders.
 *
 * Shape:  items → progress, and each file's result as soon as it is final. Ending the stream cancels: files that were whole stay, the one
 *         at work is taken out again, the rest is said to be cancelled.
 * Errors: CAS-005 the disk is full; whatever deriving can meet. A bad file is a result, not an error.
 */
export async function* addEvidence(
  workspace: Workspace,
  items: readonly EvidenceItem[],
  adding: Adding,
  signal?: AbortSignal,
): AsyncGenerator<AddMessage> {
  const open = workspace.case
  const stop = new AbortController()
  const end = (): void => stop.abort()
  signal?.addEventListener('abort', end)
  const job = workspace.jobs.start(adding.title, 'bytes', stop.signal)
  const messages = new MessageQueue<AddMessage>()
  const work = addAll(open, items, adding, job, messages).then(
    () => messages.end(),
    (error: unknown) => messages.fail(error),
  )
  try {
    yield* messages
  } finally {
    stop.abort()
    await work
    signal?.removeEventListener('abort', end)
    open.changed()
  }
}

async function addAll(
  open: OpenCase,
  items: readonly EvidenceItem[],
  adding: Adding,
  job: Job,
  messages: MessageQueue<AddMessage>,
): Promise<void> {
  const say = (change: Partial<JobProgress>): void => {
    job.update(change)
    messages.pushProgress({ kind: 'progress', progress: job.progress() })
  }
  try {
    const files = await found(items)
    const around = { displayZone: open.settings.display_zone, caseYear: await yearOfCase(open.store) }
    const order = { places: setsOf(files.map(({ path }) => resolve(path))), notAfter: await notAfterOf(files, around) }
    say({ total: files.reduce((sum, file) => sum + file.sizeBytes, 0), detail: `${files.length} files` })
    await open.store.withWriter(async (writer) => {
      await addInTurn(open, writer, files, { ...adding, ...order }, job, say, (file) => messages.push({ kind: 'file', file }))
      say({ detail: 'working out roles, sessions and hosts' })
      await finishWriting(open, writer)
    })
    job.finish(job.signal.aborted ? 'cancelled' : 'done')
  } catch (error) {
    job.finish('failed', (error as Error).message)
    throw error
  } finally {
    messages.push({ kind: 'progress', progress: job.progress() })
  }
}

async function found(items: readonly EvidenceItem[]): Promise<Found[]> {
  const files: Found[] = []
  for (const { path, options } of items) for await (const file of walk([path])) files.push({ ...file, options })
  return files
}

async function addInTurn(
  open: OpenCase,
  writer: Store,
  files: readonly Found[],
  adding: Adding & Order,
  job: Job,
  say: (change: Partial<JobProgress>) => void,
  done: (file: FileResult) => void,
): Promise<void> {
  const session = new LoadSession(writer)
  let bytesBefore = 0
  for (const file of files) {
    const onProgress = ({ bytes, totalBytes, records, step }: AddProgress): void => {
      // WHY: copying and reading go over the same bytes; each counts half, so that the bar moves evenly.
      const part = step === 'copying' ? bytes / 2 : totalBytes / 2 + bytes / 2
      say({ detail: file.name, path: file.path, done: Math.round(bytesBefore + Math.min(part, totalBytes)), records })
    }
    const results = job.signal.aborted
      ? [emptyResult(file.path, file.sizeBytes, 'cancelled')]
      : await addOne(open, session, file, adding, job.signal, onProgress)
    bytesBefore += file.sizeBytes
    const within = setsOf(results.flatMap(({ path, format }) => (format === null ? [] : [path])))
    for (const result of results) {
      const set = result.format === null ? undefined : (within.get(result.path) ?? adding.places.get(result.path))
      done(set === undefined ? result : { ...result, set })
    }
  }
}

async function addOne(
  open: OpenCase,
  session: LoadSession,
  file: Found,
  { inPlace, notAfter }: Adding & Order,
  signal: AbortSignal,
  onProgress: (progress: AddProgress) => void,
): Promise<FileResult[]> {
  const { settings, folder, host, journal } = open
  const record = (sha256: string) =>
    journal.state.evidence.find((known) => known.sha256 === sha256 && known.excluded_because === null)
  let blocks: BlockSums | undefined
  try {
    const around = {
      evidenceDir: folder.evidenceDir,
      homeNetworks: settings.home_networks,
      displayZone: settings.display_zone,
      worker: host.intakeWorker,
      isKnown: (sha256: string) => record(sha256) !== undefined,
      elsewhere: elsewhereIn(journal.state.evidence),
    }
    const results = await addFile(session, file, around, {
      options: file.options,
      inPlace,
      notAfterUs: notAfter.get(file.path) ?? null,
      signal,
      onProgress,
      onPrint: (print) => (blocks = print.blocks),
    })
    const [result, ...members] = results as [FileResult, ...FileResult[]]
    if (result.status === 'added' && result.sha256 !== null && record(result.sha256) === undefined)
      await recordAdded(open, { ...file, blocks }, inPlace, result, result.sha256, members)
    return results
  } catch (error) {
    if (signal.aborted) return [emptyResult(file.path, file.sizeBytes, 'cancelled')]
    throw error
  }
}

/** What the journal keeps of a member that was read. */
function decisionOf({
  status,
  member,
  sha256,
  size_bytes,
  format,
  zone,
  zone_rule,
  year,
  mapping,
}: FileResult): MemberDecision[] {
  if (status !== 'added' || member === undefined || sha256 === null) return []
  return [{ member, sha256, size_bytes, format, zone, zone_rule, year, ...(mapping && { mapping }) }]
}

async function recordAdded(
  { journal }: OpenCase,
  file: Found & { blocks: BlockSums | undefined },
  inPlace: boolean,
  result: FileResult,
  sha256: string,
  members: readonly FileResult[],
): Promise<void> {
  await journal.append('evidence.added', {
    sha256,
    size_bytes: result.size_bytes,
    name: file.name,
    path: file.path,
    format: result.format,
    options: file.options,
    zone: result.zone,
    zone_rule: result.zone_rule,
    year: result.year,
    in_place: inPlace,
    modified_us: file.modifiedUs,
    blocks: file.blocks,
    ...(result.mapping && { mapping: result.mapping }),
    ...(result.container === undefined ? {} : { container: result.container, members: members.flatMap(decisionOf) }),
  })
}
