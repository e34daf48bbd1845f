/** What objects of a file refer to: names, who made them, when they were observed, who may see them. */
import type { AttrValue } from '../kit/format'
import { listIn, objectIn, textIn, type JsonObject } from '../kit/json'
import { readTime } from '../kit/written-time'

/** Marking definitions whose meaning is fixed. Source: STIX 2.1 section 7.2.1.4; OASIS extension for TLP 2.0. */
const TLP: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ '613f2e26-407d-48c7-9eca-b8e91df99dc9': 'WHITE', '34098fce-860f-48ae-8e50-ebd3cc5e41da': 'GREEN' },
    ...{ 'f88d31f6-486f-44da-b317-01333bde0b82': 'AMBER', '5e57c739-391a-4eb3-b6be-7d15ca92d5ed': 'RED' },
    ...{ '94868c89-83c2-464b-929b-a1a8aa3c8487': 'CLEAR', 'bab4a63c-aed9-4cf5-a766-dfca5abac2bb': 'GREEN' },
    ...{ '55d920b0-5e8b-4f79-9ee9-91f868d9b421': 'AMBER', '939a9414-2ddd-4d32-a0cd-375ea402b003': 'AMBER+STRICT' },
    'e828b379-4e03-4974-9ac4-e53a884c97c1': 'RED',
  }).map(([id, level]) => [`marking-definition--${id}`, level]),
)
/** From free to strict. */
const STRICTNESS = ['CLEAR', 'WHITE', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']

export const textsOf = (values: readonly AttrValue[]): string[] => values.filter((value) => typeof value === 'string')

export interface Interval {
  startUs: number
  /** NaN = no end. */
  endUs: number
}

const TLP_NAME = /^(?:TLP:)?(RED|AMBER\+STRICT|AMBER|GREEN|CLEAR|WHITE)$/i

/** Shape: marking definition → its level, or empty. */
function levelOf(object: JsonObject): string {
  const extensions = objectIn(object, 'extensions')
  const extension = Object.keys(extensions).map((key) => textIn(objectIn(extensions, key), 'tlp_2_0'))
  const names = [textIn(objectIn(object, 'definition'), 'tlp'), textIn(object, 'name'), ...extension]
  return names.map((name) => TLP_NAME.exec(name)?.[1]?.toUpperCase() ?? '').find((level) => level !== '') ?? ''
}

export class Library {
  private readonly names = new Map<string, string>()
  private readonly levels = new Map(TLP)
  private readonly statements = new Map<string, string>()
  private readonly observed = new Map<string, Interval>()

  /** Note what others may refer to. */
  learn(object: JsonObject): void {
    const [id, type] = [textIn(object, 'id'), textIn(object, 'type')]
    const name = textIn(object, 'name') || textIn(object, 'value')
    if (id === '') return
    if (name !== '') this.names.set(id, name)
    if (type === 'marking-definition') {
      const [level, statement] = [levelOf(object), textIn(objectIn(object, 'definition'), 'statement')]
      if (level !== '') this.levels.set(id, level)
      if (statement !== '') this.statements.set(id, statement)
    } else if (type === 'observed-data') {
      const interval = { startUs: readTime(object['first_observed']).us, endUs: readTime(object['last_observed']).us }
      if (!Number.isNaN(interval.startUs))
        for (const ref of textsOf(listIn(object, 'object_refs'))) if (!this.observed.has(ref)) this.observed.set(ref, interval)
    }
  }

  /** Shape: id → name, or the id itself where the file does not hold it. */
  nameOf(id: string): string {
    return this.names.get(id) ?? id
  }

  /** Shape: id → when it was observed first and last, or null. */
  observedOf(id: string): Interval | null {
    return this.observed.get(id) ?? null
  }

  /** Shape: object → the strictest level of its markings, or empty, and what statements say. */
  markingsOf(object: JsonObject): { tlp: string; statements: string[] } {
    const refs = textsOf(listIn(object, 'object_marking_refs'))
    const levels = refs.map((ref) => STRICTNESS.indexOf(this.levels.get(ref) ?? ''))
    return {
      tlp: STRICTNESS[Math.max(-1, ...levels)] ?? '',
      statements: refs.flatMap((ref) => this.statements.get(ref) ?? []),
    }
  }
}
