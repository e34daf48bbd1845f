/** Every relation that SQL can name, in the order of the documentation. */
import type { SqlView } from '#contract/sql'
import { accounts } from './accounts'
import { accessRegister, coverage } from './coverage'
import { detections, evidence, hosts, vulnerabilities } from './derived'
import { events } from './events'
import { hostFacts, software } from './facts'
import { citations, findings, journal, lessons } from './notebook'
import { rejects } from './rejects'
import type { Relation } from './relation'
import { services } from './services'
import { sessions } from './sessions'

export const RELATIONS: readonly Relation[] = [
  ...[events, evidence, rejects, sessions, hosts, hostFacts, services, vulnerabilities, software, accounts, detections],
  ...[coverage, accessRegister],
  ...[findings, citations, lessons, journal],
]

export const RELATION_NAMES: ReadonlySet<string> = new Set(RELATIONS.map(({ name }) => name))

/** Raised whenever a relation or the meaning of a column changes: a cited result says with which it was made. */
export const SQL_VIEW_VERSION = 1

/** Shape: → what completion offers. */
export const sqlViews = (): SqlView[] =>
  RELATIONS.map(({ name, doc, columns }) => ({
    name,
    doc,
    columns: Object.entries(columns).map(([column, [type, text]]) => ({ name: column, type, doc: text })),
  }))
