/** The `sessions` and `attention` areas of the contract over the made-up case. */
import type { AttentionReport } from '#contract/attention'
import { SessionPicture, type ServicePicture } from '#contract/sessions'
import { microsFromIso } from '#contract/units'
import type { Calls } from './call'
import { makeSessions } from './case'
import type { MemoryQuestions } from './questions'

const DAY_US = 86_400_000_000

function picture({ rows }: MemoryQuestions): SessionPicture {
  const sessions = makeSessions(rows)
  const starts = sessions.map(({ start }) => microsFromIso(start) ?? 0)
  const fromUs = Math.min(...starts, 0)
  return SessionPicture.parse({
    ...{ fromUs, toUs: Math.max(fromUs + DAY_US, ...starts.map((us) => us + 1)), bandsPerDecade: 6, parts: 180 },
    total: sessions.length,
    points: sessions.map((row, index) => ({
      ...row,
      startUs: starts[index],
      lengthSeconds: row.duration_s,
      state: row.state ?? 'none',
      why: null,
    })),
    ...{ cells: [], remarkable: 0, pointsLeftOut: 0, directions: [] },
    ladder: [...new Set(sessions.map(({ ladder }) => ladder))].map((rung) => ({
      rung,
      n: sessions.filter(({ ladder }) => ladder === rung).length,
    })),
  })
}

const QUIET: Omit<ServicePicture, 'server_ip' | 'server_port' | 'proto'> = {
  ...{
    fromUs: 0,
    toUs: DAY_US,
    partSeconds: 86_400,
    noAnswer: [0],
    refused: [0],
    brief: [0],
    attempts: 0,
    briefTotal: 0,
    sources: 0,
  },
  ...{ binSeconds: 300, leastAttempts: 10, timesMedian: 5, median: 0, bursts: [], together: null, covered: 0 },
  ...{ following: [], followingTotal: 0, fromOutside: [], fromOutsideTotal: 0, leastSessionSeconds: 60, followSeconds: 86_400 },
}

/** Shape: questions → the operations of `sessions`. */
export const sessionCalls = (questions: MemoryQuestions): Calls => ({
  page: () => ({ rows: makeSessions(questions.rows), next: null }),
  picture: () => picture(questions),
  services: () => [],
  service: ({ server_ip, server_port, proto }: ServicePicture) => ({ ...QUIET, server_ip, server_port, proto }),
})

const NOTHING_OPENED: AttentionReport = {
  recording: true,
  cells: { total: 1, displayed: 0, opened: 0, cited: 0 },
  events: { total: 1, opened: 0 },
  ...{ unopened: [], unopenedTotal: 0, sessions: [], anchored: null },
}
export const attentionCalls: Calls = { record: () => ({}), report: () => NOTHING_OPENED, set: () => ({}) }
