/** The ledger of a case: each file the journal knows, with what intake found in it. */
import { FileResult, type EvidenceSource, type SourceCheck } from '#contract/evidence'
import type { FormatId } from '#contract/formats'
import { shownAt } from '#main/intake/add'
import { containerRows } from '#main/intake/container-ledger'
import { EVENT_IDS_PER_SOURCE, PLAIN_MEMBER } from '#main/intake/ledger'
import { setsOf } from '#main/intake/rotation'
import type { EvidenceRecord } from '#main/journal/projection'
import { BOOLEAN, COUNT, nullable, TEXT } from '#main/store/rows'
import { sql } from '#main/store/sql'
import type { Store } from '#main/store/store'

/** A file the journal knows and the database does not hold (yet): its counts are nothing. */
function notLoaded(record: EvidenceRecord): FileResult {
  return {
    path: record.path,
    sha256: record.sha256,
    size_bytes: record.size_bytes,
    format: record.format as FormatId | null,
    zone: record.zone,
    zone_rule: record.zone_rule,
    year: record.year,
    records: 0,
    represented: 0,
    rejected: 0,
    structural: 0,
    recovered: 0,
    events: 0,
    first_ts: null,
    last_ts: null,
    checks: [
      { id: 'not-loaded', level: 'warning', text: 'Loading was interrupted; add the file again or rebuild the case.', count: 1 },
    ],
    status: 'cancelled',
  }
}

/** Shape: results of intake by evidence hash; a source whose loading was cut short is not among them. */
async function results(store: Store): Promise<Map<string, FileResult>> {
  const rows = await store.all(sql`SELECT sha256, result, complete FROM source WHERE member = '-' ORDER BY source_id`, {
    sha256: TEXT,
    result: nullable(TEXT),
    complete: BOOLEAN,
  })
  const found = new Map<string, FileResult>()
  for (const { sha256, result, complete } of rows) {
    const parsed = complete && result !== null ? FileResult.safeParse(JSON.parse(result)) : null
    if (parsed?.success === true) found.set(sha256, parsed.data)
  }
  return found
}

/** Shape: → (address of a source → how many of its events repeat which other source), as `sourceKey` writes addresses. */
async function repeats(store: Store): Promise<Map<string, { of: string; events: number }[]>> {
  const rows = await store.all(
    sql`SELECT s.sha256 || '/' || s.member AS source, o.sha256 || '/' || o.member AS original, r.events
      FROM (SELECT event_id // ${EVENT_IDS_PER_SOURCE} AS source_id, original_id // ${EVENT_IDS_PER_SOURCE} AS original_source, count(*) AS events
        FROM repeat_of GROUP BY ALL) r
      JOIN source s USING (source_id) JOIN source o ON o.source_id = r.original_source ORDER BY r.events DESC, original`,
    { source: TEXT, original: TEXT, events: COUNT },
  )
  const bySource = new Map<string, { of: string; events: number }[]>()
  for (const { source, original, events } of rows)
    bySource.set(source, [...(bySource.get(source) ?? []), { of: original, events }])
  return bySource
}

const sourceKey = ({ sha256, member, member_of }: FileResult): string =>
  `${member_of ?? sha256}/${encodeURIComponent(member ?? PLAIN_MEMBER)}`

const repeatsCheck = ({ events }: FileResult, original: string, count: number): SourceCheck => ({
  ...{ id: 'same-records', level: 'info', count },
  text: `${count} of ${events} events are in ${original} too; they count once. If two sensors wrote them, name the sensor of one.`,
})

/**
 * Shape: database and the journal's records → the ledger, in the order the files were added; an archive is followed by its members, the
 *        unread ones included.
 */
export async function evidenceLedger(store: Store, records: readonly EvidenceRecord[]): Promise<EvidenceSource[]> {
  const [found, containers, repeated] = await Promise.all([results(store), containerRows(store), repeats(store)])
  const rows = records.flatMap((record) => {
    const rows = containers.get(record.sha256)?.results ?? [found.get(record.sha256) ?? notLoaded(record)]
    return rows.map((result) => sourceOf(record, shownAt(record.path, result)))
  })
  const names = new Map(rows.map((row) => [sourceKey(row), row.name]))
  for (const row of rows)
    for (const { of, events } of repeated.get(sourceKey(row)) ?? [])
      row.checks = [...row.checks, repeatsCheck(row, names.get(of) ?? of, events)]
  const sets = setsOf(rows.flatMap(({ path, format, status }) => (format === null || status === 'excluded' ? [] : [path])))
  return rows.map((row) => (row.format !== null && sets.has(row.path) ? { ...row, set: sets.get(row.path) } : row))
}

function sourceOf(record: EvidenceRecord, result: FileResult): EvidenceSource {
  const own = result.member === undefined ? undefined : record.of_members[result.member]
  const options = { ...record.options, ...own?.options }
  const excluded_because = record.excluded_because ?? own?.excluded_because ?? null
  return {
    ...result,
    status: excluded_because === null ? result.status : 'excluded',
    name: result.member === undefined ? record.name : `${record.name}!${result.member}`,
    sensor: options.sensor ?? null,
    added_by: record.added_by,
    added_at: record.added_at,
    options,
    excluded_because,
    in_place: record.in_place,
  }
}
