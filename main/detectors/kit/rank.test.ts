/** The order of detections: what decides it, and what never does. */
import { expect, it } from 'vitest'
import { ranked, type Attributed } from './rank'

const one = (key: string, more: Partial<Attributed> = {}): Attributed => ({
  ...{ detector: 'test', key, subject: 'contact', severity: 2, consequence: 'it may matter', verdict: null, score: null },
  ...{ title: key, summary: '', firstUs: 0, lastUs: 0, evidenceCount: 1, where: '', detail: {} },
  ...more,
})
const order = (...found: Attributed[]): string[] => ranked(found).map(({ key }) => key)

it('puts consequence first, then what is not authorised, then access before attempts, then what was earlier', () => {
  const late = one('late', { firstUs: 2 })
  const attempt = one('attempt', { subject: 'attempt', firstUs: 3 })
  const access = one('access', { subject: 'access', firstUs: 4 })
  const unstated = one('unstated', { subject: 'novelty', verdict: 'no_statement', firstUs: 5 })
  const refused = one('refused', { subject: 'novelty', verdict: 'not_authorised', firstUs: 6 })
  const allowed = one('allowed', { subject: 'access', verdict: 'authorised' })
  const grave = one('grave', { severity: 3, verdict: 'authorised', firstUs: 7 })
  expect(order(allowed, late, one('early', { firstUs: 1 }), attempt, access, unstated, refused, grave)).toEqual([
    ...['grave', 'refused', 'unstated', 'access', 'attempt', 'early', 'late', 'allowed'],
  ])
})

it('is not moved by score, by number of events or by length', () => {
  const quiet = one('quiet', { firstUs: 1, lastUs: 1 })
  const loud = one('loud', { firstUs: 2, lastUs: 9e15, score: 1, evidenceCount: 1e6 })
  expect(order(loud, quiet)).toEqual(['quiet', 'loud'])
})

it('says why each stands where it stands', () => {
  expect(ranked([one('a', { subject: 'access', verdict: 'no_statement' })])[0]).toMatchObject({
    rank: 1,
    because: 'medium: it may matter; nothing states that it was authorised; someone got through to a service',
  })
})
