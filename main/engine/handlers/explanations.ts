/** Competing explanations of the open case. */
import type { ExplanationMatrix, ExplanationRole, ObservationDraft } from '#contract/explanations'
import { innocentExplanations } from '#main/detectors/kit/innocent'
import { explanationById, explanationMatrix, observationById } from '#main/findings/explanations'
import { entryById } from '#main/findings/notebook'
import { operations as os } from '../answering'
import type { OpenCase } from '../open-case'
import type { Workspace } from '../workspace'

const UNDER_CONTROL = 'The host is under somebody else’s control'
const CANNOT_TELL = 'The evidence cannot tell: what would show it was not collected'

const matrixOf = ({ journal }: OpenCase): ExplanationMatrix => explanationMatrix(journal.state, journal.identity.fingerprint)

/** Shape: what is stated → its id. Errors: CAS-030 no such entry. */
async function observe(open: OpenCase, { text, entry, awaits }: ObservationDraft): Promise<{ id: string }> {
  if (entry !== null) entryById(open.journal, entry)
  const id = open.uuid()
  await open.journal.append('observation.added', { id, text, entry, awaits })
  open.changed()
  return { id }
}

/** Shape: ports of what is to be explained → explanations to begin with. */
const startersOf = (ports: readonly number[]): { title: string; role: ExplanationRole }[] => [
  ...innocentExplanations(ports).map((cause) => ({
    title: `${cause[0]!.toUpperCase()}${cause.slice(1)}`,
    role: 'benign' as const,
  })),
  { title: UNDER_CONTROL, role: 'hostile' },
  { title: CANNOT_TELL, role: 'evidence-missing' },
]

export function explanationHandlers(workspace: Workspace) {
  /** Shape: a decision → the matrix after it, told to everybody who shows the case. */
  const changing = async (change: (open: OpenCase) => Promise<unknown>): Promise<ExplanationMatrix> => {
    const open = workspace.case
    await change(open)
    open.changed()
    return matrixOf(open)
  }
  return {
    matrix: os.explanations.matrix.handler(() => matrixOf(workspace.case)),
    setRole: os.explanations.setRole.handler(({ input: { id, role } }) =>
      changing(({ journal }) => journal.append('explanation.set', { id: explanationById(journal.state, id).id, role })),
    ),
    observe: os.explanations.observe.handler(({ input }) => observe(workspace.case, input)),
    reword: os.explanations.reword.handler(({ input: { id, text } }) =>
      changing(({ journal }) =>
        journal.append('observation.changed', { id: observationById(journal.state.explanations, id).id, text }),
      ),
    ),
    remove: os.explanations.remove.handler(({ input: { id } }) =>
      changing(({ journal }) =>
        journal.append('observation.removed', { id: observationById(journal.state.explanations, id).id }),
      ),
    ),
    rate: os.explanations.rate.handler(({ input: { observation, explanation, rating } }) =>
      changing(({ journal }) => {
        observationById(journal.state.explanations, observation)
        explanationById(journal.state, explanation)
        return journal.append('rating.made', { observation, explanation, rating })
      }),
    ),
    reveal: os.explanations.reveal.handler(() => changing(({ journal }) => journal.append('ratings.revealed', {}))),
    starters: os.explanations.starters.handler(({ input }) => startersOf(input.ports)),
  }
}
