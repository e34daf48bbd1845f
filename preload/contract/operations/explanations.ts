/** The matrix of explanations: its rows, roles and ratings. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ExplanationMatrix, ExplanationRole, ObservationDraft, Rating } from '../explanations'

const Id = z.object({ id: z.string() })

export const explanationOperations = {
  matrix: oc.output(ExplanationMatrix),
  /** `id` is an entry of kind hypothesis. */
  setRole: oc.input(Id.extend({ role: ExplanationRole })).output(ExplanationMatrix),
  observe: oc.input(ObservationDraft).output(Id),
  reword: oc.input(Id.extend({ text: z.string().min(1) })).output(ExplanationMatrix),
  remove: oc.input(Id).output(ExplanationMatrix),
  /** A null rating takes one's own back. */
  rate: oc
    .input(z.object({ observation: z.string(), explanation: z.string(), rating: Rating.nullable() }))
    .output(ExplanationMatrix),
  /** From now on the ratings of others are seen, and others see one's own. It cannot be taken back. */
  reveal: oc.output(ExplanationMatrix),
  /** Explanations to begin with, for what keeps time on a port. */
  starters: oc
    .input(z.object({ ports: z.array(z.number()) }))
    .output(z.array(z.object({ title: z.string(), role: ExplanationRole }))),
}
