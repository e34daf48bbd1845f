/** Rows of the relations that are not in the case database, for the SQL that names them. */
import { CoverageQuery } from '#contract/coverage'
import type { Entry } from '#contract/notebook'
import { detect } from '#main/detectors/kit/detect'
import { journalHistory } from '#main/journal/history'
import { coverage } from '#main/queries/coverage/matrix'
import { hostList } from '#main/queries/hosts'
import { vulnerabilities } from '#main/queries/vulnerabilities'
import type { Handed } from '#main/sql-cell/messages'
import { focusOf } from './coverage-focus'
import { evidenceLedger } from './ledger'
import type { OpenCase } from './open-case'

type Rows = Handed['rows']
type Give = (open: OpenCase, signal?: AbortSignal) => Promise<Rows> | Rows

const kept = (open: OpenCase): Entry[] => open.journal.state.entries.filter(({ removed }) => !removed)

const citations: Give = (open) =>
  kept(open).flatMap(({ id, citations: of }) =>
    of.map((citation) => {
      const said =
        citation.kind === 'row'
          ? [citation.event_key, citation.summary, citation.bytes_sha256]
          : [null, citation.title, citation.rows_sha256]
      return [id, citation.label, citation.kind, ...said]
    }),
  )

const evidence: Give = async ({ store, journal }) =>
  (await evidenceLedger(store, journal.state.evidence)).map((row) => [
    ...[row.sha256, row.name, row.member_of ?? null, row.format, row.status, row.size_bytes, row.zone],
    ...[
      row.records,
      row.represented,
      row.rejected,
      row.structural,
      row.events,
      row.first_ts,
      row.last_ts,
      row.added_by,
      row.added_at,
    ],
  ])

const hosts: Give = async ({ store }, signal) =>
  (await hostList(store, { signal })).map((row) => [
    ...[row.ip, row.names, row.home, row.os, row.lists, row.events, row.inbound_sessions, row.outbound_sessions, row.peers],
    ...[row.first_ts, row.last_ts],
  ])

const weaknesses: Give = async ({ store }, signal) =>
  (await vulnerabilities(store, undefined, { signal })).map((row) => [
    ...[row.host, row.port, row.proto, row.plugin_id, row.name, row.family, row.severity, row.cves, row.sessions ?? null],
    ...[row.source, row.first_ts, row.last_ts],
  ])

const detections: Give = async ({ store, journal }, signal) =>
  (await detect(store, {}, { signal }, journal.state.detecting)).detections.map((row) => [
    ...[
      row.rank,
      row.detector,
      row.key,
      row.severity,
      row.score,
      row.title,
      row.summary,
      row.because,
      row.evidence_count,
      row.where,
      row.dismissed?.reason ?? null,
    ],
    ...[row.first_ts, row.last_ts],
  ])

const covered: Give = async ({ store }, signal) => {
  const { cells } = await coverage(store, CoverageQuery.parse({}), await focusOf(store, { signal }), { signal })
  return cells.map((cell) => [cell.host, cell.class, cell.bin, cell.state, cell.share, cell.reason])
}

const register: Give = ({ journal }) =>
  journal.state.access.map((row) => [
    ...[row.id, row.source, row.target, row.service, row.hours, row.purpose, row.owner, row.attested_by],
    ...[row.valid_from, row.valid_to],
  ])

/** Cells in the order of the relation's columns. */
const GIVERS: Record<string, Give> = {
  evidence,
  hosts,
  vulnerabilities: weaknesses,
  detections,
  coverage: covered,
  access_register: register,
  findings: (open) =>
    kept(open).map((entry) => [
      ...[entry.id, entry.kind, entry.title, entry.body, entry.tlp, entry.author, entry.created_at, entry.changed_at],
      entry.citations.length,
    ]),
  citations,
  lessons: (open) =>
    kept(open).flatMap(({ id, kind, title, control, citations: of }) =>
      kind === 'lesson' ? [[id, title, control, of.length]] : [],
    ),
  journal: ({ journal }) =>
    journalHistory(journal, journal.operations().length).map((line) => [line.id, line.at, line.author, line.kind, line.summary]),
}

/** Shape: relations that a statement names → the rows of those that the database has not. */
export async function handedRows(open: OpenCase, relations: readonly string[], signal?: AbortSignal): Promise<Handed[]> {
  const handed: Handed[] = []
  for (const relation of relations) {
    const give = GIVERS[relation]
    if (give !== undefined) handed.push({ relation, rows: await give(open, signal) })
  }
  return handed
}
