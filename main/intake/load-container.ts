/** Loads a container: each member is a source of its own, read as a file would be; what is not read is said and stops nothing. */
import { stat } from 'node:fs/promises'
import { Fault, fault } from '#contract/errors'
import type { FileResult, SourceCheck, SourceOptions } from '#contract/evidence'
import { SCHEMA_VERSION } from '#main/store/schema'
import { sql } from '#main/store/sql'
import { TEXT } from '#main/store/rows'
import { containerRow, keepContainer } from './container-ledger'
import type { Limits } from './containers/limits'
import { membersOf, type Member } from './containers/members'
import { Scratch } from './containers/scratch'
import type { ContainerKind } from './containers/shape'
import type { KnownDecision } from './decide'
import { evidencePlace } from './files'
import { deleteSource } from './ledger'
import { checkHash, loadBytes, type LoadOptions, type LoadRequest } from './load'
import type { LoadSession } from './load-session'
import { emptyResult, failedResult } from './results'

export interface ContainerRequest extends Omit<LoadRequest, 'known'> {
  kind: ContainerKind
  /** What the journal says was decided for each member, by its address. */
  knownMembers: ReadonlyMap<string, KnownDecision>
  /** What was corrected for single members, by their address. */
  ofMembers?: Readonly<Record<string, { options: SourceOptions; excluded_because: string | null }>>
  /** Where else in the case the same bytes are, as people call it; null where they are nowhere else. */
  elsewhere: (sha256: string, member: string) => string | null
  limits?: Limits | undefined
}

/**
 * Load a container, whole.
 *
 * Shape:  session × request → its result and those of its members, in the order they lie in it. A load that was cut off goes on with the
 *         members that are missing. Derived tables must be derived again after.
 * Errors: the signal's reason, after everything of this container has been taken out again; EVD-003, EVD-004; CAS-005 where the disk is
 *         full (what is in stays, loading again goes on from there). A member that cannot be read is a result, not an error.
 */
export async function loadContainer(
  session: LoadSession,
  request: ContainerRequest,
  options: LoadOptions = {},
): Promise<FileResult[]> {
  const { sha256 } = request
  const { path } = await evidencePlace(request.evidenceDir, sha256)
  const plan = planOf(request)
  const before = await containerRow(session.store, sha256)
  if (before?.plan === plan && isAsBefore(before.results, request.elsewhere)) return before.results
  if (request.verify) await checkHash(path, sha256, null)
  const scratch = await Scratch.inEvidence(request.evidenceDir)
  try {
    const results = await loadMembers(session, path, request, options, scratch)
    await removeOthers(session, sha256, results)
    await keepContainer(session.store, sha256, { plan, results })
    return results
  } catch (error) {
    if (options.signal?.aborted) await deleteSource(session.store, sha256)
    throw error
  } finally {
    await scratch.close()
  }
}

function planOf({ options, displayZone, knownMembers, ofMembers }: ContainerRequest): string {
  return JSON.stringify({ schema: SCHEMA_VERSION, options, ofMembers, displayZone: knownMembers.size > 0 ? null : displayZone })
}

/** Members were passed over because their bytes are elsewhere: whether the same ones would be now. */
function isAsBefore(results: readonly FileResult[], elsewhere: ContainerRequest['elsewhere']): boolean {
  const seen = new Set<string>()
  return results.every(({ sha256, member, status }) => {
    if (member === undefined || sha256 === null || (status !== 'added' && status !== 'already-there')) return true
    const isTwice = seen.has(sha256) || elsewhere(sha256, member) !== null
    seen.add(sha256)
    return isTwice === (status === 'already-there')
  })
}

async function loadMembers(
  session: LoadSession,
  path: string,
  request: ContainerRequest,
  options: LoadOptions,
  scratch: Scratch,
): Promise<FileResult[]> {
  const { size } = await stat(path)
  const { signal } = options
  const source = membersOf(path, { scratch, shownPath: request.name, limits: request.limits, signal })
  const members: FileResult[] = []
  const read = new Map<string, string>()
  let bytes = 0
  try {
    for (;;) {
      const step = await source.next()
      if (step.done === true) return [containerResult(path, size, request, step.value, members), ...members]
      const onProgress = (progress: { records: number }) =>
        options.onProgress?.({ bytes: Math.min(bytes, size), totalBytes: size, records: progress.records })
      const result = await loadMember(session, step.value, request, { ...options, onProgress }, read)
      if (result.status === 'added' && result.sha256 !== null) read.set(result.sha256, step.value.address)
      bytes += result.size_bytes
      members.push(result)
    }
  } finally {
    await source.return([])
  }
}

async function loadMember(
  session: LoadSession,
  member: Member,
  request: ContainerRequest,
  options: LoadOptions,
  read: ReadonlyMap<string, string>,
): Promise<FileResult> {
  const { address, sha256, path } = member
  const begun: FileResult = {
    ...emptyResult(address, member.sizeBytes, 'added'),
    ...{ sha256, checks: member.checks, member: address, member_of: request.sha256 },
  }
  const own = Object.hasOwn(request.ofMembers ?? {}, address) ? request.ofMembers![address]! : null
  if (own !== null && own.excluded_because !== null) return { ...begun, status: 'excluded' }
  const where = sha256 === null ? null : (request.elsewhere(sha256, address) ?? read.get(sha256) ?? null)
  if (where !== null) return { ...begun, status: 'already-there', checks: [sameBytes(where)] }
  try {
    if (member.refusal !== null || path === null)
      throw member.refusal ?? fault('EVD-001', { path: address, reason: 'it has no bytes' })
    const { modifiedUs } = member
    const known = request.knownMembers.get(address) ?? null
    const stated = { ...request.options, ...own?.options }
    const ofMember = { ...request, options: stated, name: `${request.name}!${address}`, modifiedUs, known, verify: false }
    const result = await loadBytes(session, { path, member: address, begun }, ofMember, options)
    return { ...result, status: 'added' }
  } catch (error) {
    if (!(error instanceof Fault) || error.code.startsWith('CAS-')) throw error
    if (error.code === 'EVD-002') return { ...begun, status: 'unrecognised' }
    return { ...failedResult(address, member.sizeBytes, error), sha256, member: address, member_of: request.sha256 }
  }
}

/** Shape: where the same bytes are → what is said of a source that is not read a second time. */
export function sameBytes(where: string): SourceCheck {
  return { id: 'same-bytes', level: 'info', text: `the same bytes are in the case as ${where}; they count once`, count: 1 }
}

function containerResult(
  path: string,
  sizeBytes: number,
  { sha256, kind, name }: ContainerRequest,
  checks: readonly SourceCheck[],
  members: readonly FileResult[],
): FileResult {
  const of = (status: FileResult['status']) => members.filter((member) => member.status === status).length
  const [read, same, unknown, failed] = [of('added'), of('already-there'), of('unrecognised'), of('failed')]
  const text = `${members.length} ${members.length === 1 ? 'member' : 'members'}: ${read} read, ${same} in the case already, ${unknown} of no known format, ${failed} not read`
  const level = failed > 0 ? 'warning' : unknown + same > 0 ? 'info' : 'ok'
  const result: FileResult = {
    ...emptyResult(path, sizeBytes, read > 0 ? 'added' : same > 0 ? 'already-there' : 'unrecognised'),
    ...{ sha256, container: kind, checks: [{ id: 'members', level, text, count: unknown + failed }, ...checks] },
  }
  const reason = checks[0]?.text
  if (members.length > failed || reason === undefined) return result
  const { code, message, fix } = fault('EVD-013', { path: name, reason })
  return { ...result, status: 'failed', error: { code, message, fix } }
}

/** Sources of members that are read no longer. */
async function removeOthers({ store }: LoadSession, sha256: string, results: readonly FileResult[]): Promise<void> {
  const wanted = new Set(results.filter(({ status }) => status === 'added').map(({ member }) => member))
  const rows = await store.all(sql`SELECT member FROM source WHERE sha256 = ${sha256}`, { member: TEXT })
  for (const { member } of rows) {
    const address = decodeURIComponent(member)
    if (!wanted.has(address)) await deleteSource(store, sha256, address)
  }
}
