/** The `case`, `evidence`, `hosts`, `report`, `bundle`, `shell` and `jobs` areas of the contract over the made-up case. */
import type { JobProgress } from '#contract/evidence'
import { stream, type Calls } from './call'
import { makeAssets, makeCase, makeDossier, makeHosts, makeSessions, makeVulnerabilities } from './case'
import type { MemoryQuestions } from './questions'

const HASH = '0'.repeat(64)
const done = (id: string): JobProgress => ({ id, title: id, detail: '', state: 'done', done: 1, total: 1, unit: 'files' })

/** Shape: questions, whether no case is open → the operations of `case`. */
export function caseCalls(questions: MemoryQuestions, closed: boolean): Calls {
  let info = closed ? null : makeCase(questions)
  const open = () => (info = makeCase(questions))
  const opened = (id: string) => {
    open()
    return stream([done(id)])
  }
  return {
    recent: () => [
      { path: '/cases/odd-irc-connections.case', name: 'Odd IRC connections', opened_at: '2026-01-05T09:30:00Z', exists: true },
    ],
    samples: () => [
      { name: 'odd-irc-connections', title: 'Odd IRC connections', summary: 'A server that keeps talking to one host abroad.' },
    ],
    create: open,
    open,
    openSample: () => opened('sample'),
    makeSample: () => opened('sample'),
    close: () => {
      info = null
      return {}
    },
    info: () => info,
    set: (settings: object) => (info = { ...info!, ...settings }),
    suggestHomes: () => [{ cidr: '198.18.0.0/16', addresses: 27, because: 'most addresses that answer are in it' }],
    rebuild: () => stream([done('rebuild')]),
    watch: (_: unknown, options?: { signal?: AbortSignal }) => stream([{ revision: info?.revision ?? 0 }], true, options?.signal),
  }
}

/** Shape: questions → the operations of `hosts`. */
export function hostCalls({ rows }: MemoryQuestions): Calls {
  return {
    list: () => makeHosts(rows),
    dossier: ({ ip }: { ip: string }) => makeDossier(rows, ip),
    assets: () => makeAssets(),
    config: () => ({ items: [], topics: [], at: [], differences: [] }),
    sessions: () => makeSessions(rows),
    vulnerabilities: (input: { host?: string } | undefined) => makeVulnerabilities(rows, input?.host),
  }
}

/** Shape: questions → the operations of `evidence`. */
export function evidenceCalls(questions: MemoryQuestions): Calls {
  const { evidence } = makeCase(questions)
  return {
    preview: () => stream([]),
    add: () => stream([]),
    list: () => evidence,
    rejects: () => ({ rows: [], total: 0 }),
    set: () => evidence[0],
    exclude: () => evidence[0],
  }
}

const SHEET = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297"><rect width="210" height="297" fill="#fff"/></svg>'
export const reportCalls: Calls = {
  preview: () => ({ pages: 2, svg: [SHEET, SHEET], citations: [], journal_head: HASH }),
  exportPdf: () => ({ path: '/report.pdf', pages: 2, sha256: HASH }),
}
export const bundleCalls: Calls = {
  write: () => ({ path: '/case.btz', members: 9, size_bytes: 1, sha256: HASH }),
  verify: () => ({
    ok: true,
    bad: [],
    evidence: [],
    journal: { ok: true, operations: 0, files: [] },
    citations: [],
    signature: null,
  }),
  open: () => ({ path: '/cases/opened.case' }),
  merge: () => ({
    ...{ dry_run: true, signer: HASH.slice(0, 32), signer_name: '', already_there: 1, merge: null },
    ...{ added: { decisions: 0, evidence: 0, by_kind: {} }, evidence: [], decisions: [], conflicts: [] },
  }),
}
export const shellCalls: Calls = {
  info: () => ({ shell: 'memory', dialogs: 'page', platform: 'linux', version: '0.1.0', home: '/cases' }),
  pickOpen: () => null,
  pickSave: () => null,
  listDir: () => ({ path: '/', parent: null, entries: [] }),
  reveal: () => ({}),
}
/** Shape: running jobs → the operations of `jobs`. */
export const jobCalls = (jobs: readonly JobProgress[]): Calls => ({
  watch: (_: unknown, options?: { signal?: AbortSignal }) => stream(jobs, true, options?.signal),
  cancel: () => ({}),
})
