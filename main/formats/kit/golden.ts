/** What a sample gives, as the JSON its expected file holds: only what is there, times readable, places exact. */
import { isoFromMicros } from '#contract/units'
import type { ClockDecision } from './format'
import type { MemoryEvent, MemorySink } from './memory-sink'

const OMITTED = new Set<unknown>([null, 'none', false])

function pruned(event: MemoryEvent): Record<string, unknown> {
  const { tsUs, offset, length, attrs, ...rest } = event
  const kept = Object.entries(rest).filter(([, value]) => !OMITTED.has(value))
  return {
    ts: tsUs === null ? null : isoFromMicros(tsUs),
    ...Object.fromEntries(kept),
    bytes: [offset, length],
    ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
  }
}

/** Shape: (what was read, its clock, why reading ended early) → the golden object. */
export function goldenOf(sink: MemorySink, clock: ClockDecision, failure: Error | null): Record<string, unknown> {
  return {
    clock: { zone: clock.zone, rule: clock.zoneRule, year: clock.year },
    ...(failure === null ? {} : { failure: failure.message }),
    counts: sink.counts,
    ...(sink.sensorName === null ? {} : { sensor: sink.sensorName }),
    checks: sink.checks,
    events: sink.events.map(pruned),
    facts: sink.facts.map((fact) => ({ ...fact, tsUs: fact.tsUs === null ? null : isoFromMicros(fact.tsUs) })),
    rejects: sink.rejects,
  }
}
