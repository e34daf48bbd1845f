/** A register stated in a test, as the journal would give it. */
import { marksOf, type AccessDraft } from '#contract/access'
import type { OffsetAt } from '../zone-offsets'
import type { Register } from '../verdicts'

const NOTHING_STATED = { hours: null, purpose: '', owner: '', attested_by: '', attestation: '', valid_from: null, valid_to: null }

/** Shape: drafts in one spelling → register whose rows are `row-1`, `row-2` …; hours on the clock of UTC unless an offset is given. */
export function statedRegister(drafts: readonly AccessDraft[], zone = 'UTC', offsetAt: OffsetAt = () => 0): Register {
  const rows = drafts.map((draft, index) => {
    const stated = { ...NOTHING_STATED, ...draft }
    const at = '2009-07-01T00:00:00Z'
    return {
      ...stated,
      id: `row-${index + 1}`,
      author: 'tester',
      added_at: at,
      changed_at: at,
      by_address_alone: marksOf(stated),
    }
  })
  return { rows, zone, offsetAt }
}
