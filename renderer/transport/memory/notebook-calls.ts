/** The `notebook` area of the contract in memory. */
import { stream, type Calls, type Inputs } from './call'
import { MemoryNotebook } from './notebook'
import type { MemoryQuestions } from './questions'
import { NO_CUSTODY } from '#contract/custody'
import { CiteRequest } from '#contract/notebook'

/** Shape: questions → the operations of `notebook`. */
export function notebookCalls(questions: MemoryQuestions): Calls {
  const notebook = new MemoryNotebook(questions)
  type Input = Inputs<'notebook'>
  const states = () =>
    notebook.list().flatMap(({ id, citations }) =>
      citations.map((citation) => ({
        entry: id,
        citation: citation.id,
        state: 'verified' as const,
        why: 'read again, same bytes',
      })),
    )
  return {
    list: notebook.list,
    create: (draft: Input['create']) => notebook.create(draft),
    change: (change: Input['change']) => notebook.change(change),
    remove: ({ id }: Input['remove']) => notebook.remove(id),
    cite: ({ entry, cite }: Input['cite']) => notebook.cite(entry, CiteRequest.parse(cite)),
    uncite: ({ entry, citation }: Input['uncite']) => notebook.uncite(entry, citation),
    verify: () => stream(states()),
    tag: ({ keys }: Input['tag']) => ({ tagged: keys.length }),
    addEvent: () => ({ event_key: questions.rows[0]?.event_key ?? '' }),
    history: () => [
      { id: '1', at: '2026-01-05T09:30:00Z', author: 'analyst', kind: 'case.created', summary: 'made the case', verified: true },
    ],
  }
}

/** Shape: → the operations of `journal`: a case nobody else has edited. */
export const journalCalls = (): Calls => ({
  conflicts: () => [],
  resolve: () => [],
  undo: () => ({
    id: '2',
    at: '2026-01-05T09:40:00Z',
    author: 'analyst',
    kind: 'operation.undone',
    summary: 'undid',
    verified: true,
  }),
  custody: ({ sha256 }: Inputs<'journal'>['custody']) => ({ sha256, fields: NO_CUSTODY, steps: [] }),
  setCustody: ({ sha256, ...fields }: Inputs<'journal'>['setCustody']) => ({
    sha256,
    fields: { ...NO_CUSTODY, ...fields },
    steps: [],
  }),
  people: () => [],
  namePerson: () => [],
  canonical: () => ({ text: '{}', sha256: '' }),
})
