/** A notebook in memory: entries and citations that last as long as the page. */
import { fault } from '#contract/errors'
import type { CiteRequest, Citation, Entry, EntryChange, EntryDraft } from '#contract/notebook'
import { shaOf } from './events'
import type { MemoryQuestions } from './questions'
import { rawOf } from './raw'
import { sqlCitation } from './sql-calls'

const AT = '2026-01-05T10:00:00Z'

/** Entries by id; every change comes back as the whole entry. */
export class MemoryNotebook {
  private readonly entries = new Map<string, Entry>()
  constructor(private readonly questions: MemoryQuestions) {}
  list = (): Entry[] => [...this.entries.values()].filter((entry) => !entry.removed)
  create(draft: Partial<EntryDraft> & Pick<EntryDraft, 'kind' | 'title'>): Entry {
    const entry: Entry = {
      id: `entry-${this.entries.size + 1}`,
      kind: draft.kind,
      title: draft.title,
      body: draft.body ?? '',
      tlp: draft.tlp ?? null,
      control: draft.control ?? null,
      author: 'analyst',
      created_at: AT,
      changed_at: AT,
      citations: [],
      removed: false,
    }
    return this.keep(entry)
  }
  change({ id, ...changes }: EntryChange): Entry {
    return this.keep({ ...this.get(id), ...changes })
  }
  remove = (id: string): Entry => this.keep({ ...this.get(id), removed: true })
  cite(id: string, request: CiteRequest): Entry {
    const entry = this.get(id)
    const label = `E${[...this.entries.values()].reduce((sum, other) => sum + other.citations.length, 0) + 1}`
    return this.keep({ ...entry, citations: [...entry.citations, this.citation(label, request)] })
  }
  uncite(id: string, citation: string): Entry {
    const entry = this.get(id)
    return this.keep({ ...entry, citations: entry.citations.filter((own) => own.id !== citation) })
  }
  private get(id: string): Entry {
    const entry = this.entries.get(id)
    if (entry === undefined) throw fault('QRY-002', { key: id })
    return entry
  }
  private keep(entry: Entry): Entry {
    this.entries.set(entry.id, entry)
    return entry
  }
  private citation(label: string, request: CiteRequest): Citation {
    if (request.kind === 'aggregate') {
      const { rows, total } = this.questions.pivot(request.query)
      return {
        id: label,
        label,
        kind: 'aggregate',
        title: request.title,
        query: request.query,
        view_version: 1,
        rows_sha256: shaOf('zeek'),
        row_count: rows.length,
        total,
        frozen: rows.slice(0, 20).map((row) => [...row.key, row.value]),
      }
    }
    if (request.kind === 'sql') return { ...sqlCitation(this.questions, request), id: label, label }
    const raw = rawOf(this.questions.rows, request.event_key, 0)
    if (raw === null) throw fault('QRY-002', { key: request.event_key })
    const event = this.questions.rows.find((row) => row.event_key === request.event_key)!
    return {
      id: label,
      label,
      kind: 'row',
      event_key: raw.event_key,
      sha256: raw.sha256,
      file_name: event.format,
      member: '-',
      line: raw.line,
      byte_offset: raw.byte_offset,
      byte_length: raw.byte_length,
      bytes_sha256: raw.sha256,
      fields_sha256: raw.sha256,
      raw: raw.raw,
      summary: `${event.name} ${event.client_ip} → ${event.server_ip}`,
      ts: event.ts,
    }
  }
}
