/** Transport without an engine: the contract answered inside the page from rows it is given; for tests and the gallery. */
import { fault, type FaultCode } from '#contract/errors'
import type { EventRow } from '#contract/event'
import type { JobProgress } from '#contract/evidence'
import { ref } from 'vue'
import type { EngineClient, Transport, TransportStatus } from '../transport'
import { accessCalls } from './access-calls'
import type { Call, Calls } from './call'
import { bundleCalls, caseCalls, evidenceCalls, hostCalls, jobCalls, reportCalls, shellCalls } from './case-calls'
import { coverageCalls } from './coverage-calls'
import { makeEvents } from './events'
import { explanationCalls, lessonCalls } from './lesson-calls'
import { journalCalls, notebookCalls } from './notebook-calls'
import { queryCalls } from './query-calls'
import { MemoryQuestions } from './questions'
import { attentionCalls, sessionCalls } from './session-calls'
import { sqlCalls } from './sql-calls'

export interface MemoryOptions {
  rows?: readonly EventRow[]
  /** No case is open. */
  closed?: boolean
  /** Every question fails with this code. */
  failWith?: FaultCode
  /** Answers wait this long, to see what loading looks like. */
  delayMs?: number
  jobs?: readonly JobProgress[]
}

const STREAMS = new Set([
  'case.watch',
  'case.openSample',
  'case.makeSample',
  'case.rebuild',
  'evidence.preview',
  'evidence.add',
  'notebook.verify',
  'jobs.watch',
])
/** Areas that answer even where every question is told to fail. */
const SURE = new Set(['case', 'shell', 'jobs'])

function answering(path: string, handler: Call, { failWith, delayMs = 0 }: MemoryOptions): Call {
  if (STREAMS.has(path)) return async (input, options) => handler(input, options)
  return async (input, options) => {
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
    if (options?.signal?.aborted) throw new DOMException('given up', 'AbortError')
    if (failWith !== undefined && !SURE.has(path.split('.')[0]!))
      throw fault(failWith, { reason: 'it was told to', key: '?', column: 1, expected: 'a field' })
    return structuredClone(await handler(input, options))
  }
}

/** Shape: options → a transport that answers from memory. */
export function memoryTransport(options: MemoryOptions = {}): Transport {
  const questions = new MemoryQuestions(options.rows ?? makeEvents())
  const areas: Record<string, Calls> = {
    case: caseCalls(questions, options.closed ?? false),
    evidence: evidenceCalls(questions),
    query: queryCalls(questions),
    sql: sqlCalls(questions),
    hosts: hostCalls(questions),
    sessions: sessionCalls(questions),
    attention: attentionCalls,
    access: accessCalls(questions),
    coverage: coverageCalls(questions),
    notebook: notebookCalls(questions),
    journal: journalCalls(),
    lessons: lessonCalls(),
    explanations: explanationCalls(),
    report: reportCalls,
    bundle: bundleCalls,
    shell: shellCalls,
    jobs: jobCalls(options.jobs ?? []),
  }
  const client = Object.fromEntries(
    Object.entries(areas).map(([area, calls]) => [
      area,
      Object.fromEntries(Object.entries(calls).map(([verb, handler]) => [verb, answering(`${area}.${verb}`, handler, options)])),
    ]),
  )
  return { kind: 'memory', client: client as unknown as EngineClient, status: ref<TransportStatus>('ready') }
}
