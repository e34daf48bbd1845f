/** The sheet for the owner of a server, as data: which sessions reached it, with room to say of each whether it was meant to be. */
import type { CaseInfo } from '#contract/case'
import type { SessionRow } from '#contract/hosts'
import { TLP_COLORS } from '#contract/theme'
import type { AskedTarget } from '#main/queries/access-sheet'
import type { ReportJournal } from './content'
import { dateOf, NO_DATE, shortened, TLP_MEANING } from './document'
import type { DocumentModel } from './model'
import { printableDeep } from './printable'
import { count, counted, endpoint, length, micros, size, utcClock, zoneClock } from './wording'

/** One session: number, times, source, service, length, bytes, what the register says; the boxes are the typesetter's. */
export interface SheetRow {
  number: string
  utc: string
  local: string
  source: string
  service: string
  length: string
  bytes: string
  register: string
}

export interface SheetPage {
  title: string
  about: string
  rows: readonly SheetRow[]
  /** Says what is not listed, or nothing. */
  more: string
}

export type SheetModel = Pick<DocumentModel, 'title' | 'language' | 'authors' | 'date' | 'tlp' | 'running'> & {
  zone: string
  pages: readonly SheetPage[]
}

const REGISTER_WORDS: Record<SessionRow['verdict'], string> = {
  authorised: 'address only',
  not_authorised: 'not authorised',
  no_statement: 'nothing stated',
}

function rowOf(session: SessionRow, index: number, zone: string): SheetRow {
  const startUs = micros(session.start) ?? 0
  const bytes = (value: number | null): string => (value === null ? '–' : size(value))
  return {
    number: String(index + 1),
    utc: utcClock(startUs),
    local: zone === 'UTC' ? '' : zoneClock(startUs, zone),
    source: endpoint(session.client_ip, session.client_port),
    service: [`${session.proto ?? 'ip'}/${session.server_port ?? '–'}`, session.service ?? '']
      .filter((word) => word !== '')
      .join(' '),
    length: session.duration_s === null ? '–' : length(session.duration_s),
    bytes: `${bytes(session.client_bytes)} in, ${bytes(session.server_bytes)} out`,
    register: REGISTER_WORDS[session.verdict],
  }
}

const pageOf = ({ ip, sessions, more }: AskedTarget, zone: string): SheetPage => ({
  title: `Sessions on ${ip}`,
  about:
    `${counted(sessions.length + more, 'session')} of a minute or longer on log-in services of ${ip}, which no attested row of the access register covers; ` +
    'those from outside first. Times are the start of the session.',
  rows: sessions.map((session, index) => rowOf(session, index, zone)),
  more: more === 0 ? '' : `${count(more)} more sessions are not listed here; ask the investigators for them.`,
})

/** Shape: case, journal, targets → the sheets; pure, every text printable. */
export function buildSheet(info: CaseInfo, journal: ReportJournal, targets: readonly AskedTarget[]): SheetModel {
  const zone = info.display_zone
  return printableDeep<SheetModel>({
    title: `${info.name}: sessions to be attested`,
    language: 'en',
    authors: journal.authors,
    date: dateOf(journal.lastAt ?? NO_DATE),
    tlp: { label: info.tlp, colour: TLP_COLORS[info.tlp] ?? '#ffffff', meaning: TLP_MEANING[info.tlp] ?? '' },
    running: { head: `${shortened(info.name)} · sessions to be attested`, foot: TLP_MEANING[info.tlp] ?? '' },
    zone: zone === 'UTC' ? '' : zone,
    pages: targets.map((target) => pageOf(target, zone)),
  })
}
