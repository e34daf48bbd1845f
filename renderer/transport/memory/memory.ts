/** Transport without an engine: the contract answered inside the page from rows it is given; for tests and the gallery. */
import { fault, type FaultCode } from '#contract/errors'
import type { EventRow } from '#contract/event'
import type { JobProgress } from '#contract/evidence'
import { ref } from 'vue'
import type { EngineClient, Transport, TransportStatus } from '../transport'
import { makeAssets, makeCase, makeDossier, makeHosts, makeSessions, makeVulnerabilities } from './case'
import { makeEvents } from './events'
import { FilterError, readFilter } from './filter'
import { MemoryNotebook } from './notebook'
import { MemoryQuestions } from './questions'
import { rawOf } from './raw'

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

async function* stream<T>(messages: readonly T[], stayOpen: boolean, signal?: AbortSignal): AsyncGenerator<T, void, void> {
  yield* messages
  if (stayOpen && !signal?.aborted) await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
}

type Call = (input: never, options?: { signal?: AbortSignal }) => unknown

/** Shape: plain handlers → the same, each answering later, failing or given up as the options say. */
function wrap(handlers: Record<string, Record<string, Call>>, { failWith, delayMs }: MemoryOptions): EngineClient {
  const call = (handler: Call, failing: boolean) => async (input: never, options?: { signal?: AbortSignal }) => {
    if (delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, delayMs))
    if (options?.signal?.aborted) throw new DOMException('given up', 'AbortError')
    if (failing && failWith !== undefined) throw fault(failWith, { reason: 'it was told to', column: 1, expected: 'a field' })
    return structuredClone(await handler(input, options))
  }
  const streaming = (handler: Call) => async (input: never, options?: { signal?: AbortSignal }) => handler(input, options)
  const area = (name: string) =>
    Object.fromEntries(
      Object.entries(handlers[name]!).map(([verb, handler]) => [
        verb,
        STREAMS.has(`${name}.${verb}`) ? streaming(handler) : call(handler, name !== 'case' && name !== 'shell'),
      ]),
    )
  return Object.fromEntries(Object.keys(handlers).map((name) => [name, area(name)])) as unknown as EngineClient
}
const STREAMS = new Set([
  'case.watch',
  'case.openSample',
  'case.rebuild',
  'evidence.preview',
  'evidence.add',
  'notebook.verify',
  'jobs.watch',
])

function queryHandlers(questions: MemoryQuestions): Record<string, Call> {
  const guard = <T>(answer: () => T): T => {
    try {
      return answer()
    } catch (error) {
      if (error instanceof FilterError) throw fault('QRY-001', { column: error.at + 1, expected: error.expected })
      throw error
    }
  }
  type Inputs = { [Verb in keyof EngineClient['query']]: Parameters<EngineClient['query'][Verb]>[0] }
  const found = (key: string) => {
    const row = questions.rows.find((candidate) => candidate.event_key === key)
    if (row === undefined) throw fault('QRY-002', { key })
    return row
  }
  return {
    parse: ({ text }: Inputs['parse']) => {
      try {
        readFilter(text)
        return { ok: true, canonical: text.trim(), errors: [] }
      } catch (error) {
        if (!(error instanceof FilterError)) throw error
        return {
          ok: false,
          canonical: '',
          errors: [{ from: error.at, to: Math.max(error.at + 1, text.length), expected: error.expected }],
        }
      }
    },
    complete: ({ text, position }: Inputs['complete']) => questions.complete(text, position),
    pivot: (input: Inputs['pivot']) => guard(() => questions.pivot({ measure: 'count', order: 'count', ...input } as never)),
    facets: ({ selection, facets }: Inputs['facets']) =>
      guard(() =>
        questions.facets(
          selection as never,
          facets.map((facet) => ({ top: 8, order: 'count', sparkBins: 0, search: '', ...facet })),
        ),
      ),
    trend: (input: Inputs['trend']) => guard(() => questions.trend({ top: 8, bin: 'auto', maxBins: 200, ...input } as never)),
    page: (input: Inputs['page']) => guard(() => questions.page({ order: 'ts', limit: 200, ...input } as never)),
    count: ({ selection }: Inputs['count']) => guard(() => ({ count: questions.inView(selection as never).length })),
    event: ({ key }: Inputs['event']) => found(key),
    raw: ({ key, context }: Inputs['raw']) => rawOf(questions.rows, found(key).event_key, context ?? 5),
    position: ({ key, selection }: Inputs['position']) => ({
      index: questions.inView(selection as never).findIndex((row) => row.event_key === key),
    }),
    exportEvents: ({ path, selection }: Inputs['exportEvents']) => ({
      path,
      rows: questions.inView(selection as never).length,
      sha256: '0'.repeat(64),
    }),
  } as Record<string, Call>
}

function notebookHandlers(questions: MemoryQuestions): Record<string, Call> {
  const notebook = new MemoryNotebook(questions)
  type Inputs = { [Verb in keyof EngineClient['notebook']]: Parameters<EngineClient['notebook'][Verb]>[0] }
  return {
    list: notebook.list,
    create: (draft: Inputs['create']) => notebook.create(draft),
    change: (change: Inputs['change']) => notebook.change(change),
    remove: ({ id }: Inputs['remove']) => notebook.remove(id),
    cite: ({ entry, cite }: Inputs['cite']) => notebook.cite(entry, cite as never),
    uncite: ({ entry, citation }: Inputs['uncite']) => notebook.uncite(entry, citation),
    verify: () =>
      stream(
        notebook
          .list()
          .flatMap((entry) =>
            entry.citations.map((citation) => ({
              entry: entry.id,
              citation: citation.id,
              state: 'verified' as const,
              why: 'read again, same bytes',
            })),
          ),
        false,
      ),
    tag: ({ keys }: Inputs['tag']) => ({ tagged: keys.length }),
    addEvent: () => ({ event_key: questions.rows[0]?.event_key ?? '' }),
    history: () => [
      { id: '1', at: '2026-01-05T09:30:00Z', author: 'analyst', kind: 'case.created', summary: 'made the case', verified: true },
    ],
  } as Record<string, Call>
}

function caseHandlers(questions: MemoryQuestions, closed: boolean): Record<string, Call> {
  let info = closed ? null : makeCase(questions)
  const open = () => (info = makeCase(questions))
  return {
    recent: () => [
      { path: '/cases/odd-irc-connections.case', name: 'Odd IRC connections', opened_at: '2026-01-05T09:30:00Z', exists: true },
    ],
    samples: () => [
      { name: 'odd-irc-connections', title: 'Odd IRC connections', summary: 'A server that keeps talking to one host abroad.' },
    ],
    create: open,
    open,
    openSample: () =>
      stream([{ id: 'sample', title: 'Sample', detail: '', state: 'done', done: 1, total: 1, unit: 'files' }, open()], false),
    close: () => ((info = null), {}),
    info: () => info,
    set: (settings: Partial<NonNullable<typeof info>>) => (info = { ...info!, ...settings }),
    suggestHomes: () => [{ cidr: '198.18.0.0/16', addresses: 27, because: 'most addresses that answer are in it' }],
    rebuild: () =>
      stream([{ id: 'rebuild', title: 'Rebuild', detail: '', state: 'done', done: 1, total: 1, unit: 'files' }], false),
    watch: (_: unknown, options?: { signal?: AbortSignal }) => stream([{ revision: info?.revision ?? 0 }], true, options?.signal),
  } as Record<string, Call>
}

/** Shape: options → a transport that answers from memory. */
export function memoryTransport(options: MemoryOptions = {}): Transport {
  const questions = new MemoryQuestions(options.rows ?? makeEvents())
  const { rows } = questions
  const info = makeCase(questions)
  const handlers: Record<string, Record<string, Call>> = {
    case: caseHandlers(questions, options.closed ?? false),
    evidence: {
      preview: () => stream([], false),
      add: () => stream([], false),
      list: () => info.evidence,
      rejects: () => ({ rows: [], total: 0 }),
      set: () => info.evidence[0],
      exclude: () => info.evidence[0],
    },
    query: queryHandlers(questions),
    hosts: {
      list: () => makeHosts(rows),
      dossier: ({ ip }: { ip: string }) => makeDossier(rows, ip),
      assets: () => makeAssets(),
      sessions: () => makeSessions(rows),
      vulnerabilities: (input: { host?: string } | undefined) => makeVulnerabilities(rows, input?.host),
    } as Record<string, Call>,
    notebook: notebookHandlers(questions),
    report: {
      preview: () => ({ pages: 0, svg: [], citations: [], journal_head: info.journal.head }),
      exportPdf: () => ({ path: '/report.pdf', pages: 2, sha256: '0'.repeat(64) }),
    },
    bundle: {
      write: () => ({ path: '/case.btz', members: 9, size_bytes: 1, sha256: '0'.repeat(64) }),
      verify: () => ({
        ok: true,
        bad: [],
        evidence: [],
        journal: { ok: true, operations: 0, files: [] },
        citations: [],
        signature: null,
      }),
      open: () => ({ path: info.path }),
    },
    shell: {
      info: () => ({ shell: 'memory', dialogs: 'page', platform: 'linux', version: '0.1.0', home: '/cases' }),
      pickOpen: () => null,
      pickSave: () => null,
      reveal: () => ({}),
      listDir: () => ({ path: '/', parent: null, entries: [] }),
    },
    jobs: {
      watch: (_: unknown, call?: { signal?: AbortSignal }) => stream(options.jobs ?? [], true, call?.signal),
      cancel: () => ({}),
    } as Record<string, Call>,
  }
  return { kind: 'memory', client: wrap(handlers, options), status: ref<TransportStatus>('ready') }
}
