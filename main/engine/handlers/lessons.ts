/** Lessons that run: controls over the open case, and the analyst's library of them. */
import { join } from 'node:path'
import { CoverageQuery, type Coverage } from '#contract/coverage'
import { fault } from '#contract/errors'
import type { LibraryLesson } from '#contract/lessons'
import { EVERYTHING, type Selection } from '#contract/selection'
import { isoFromMicros } from '#contract/units'
import { detect } from '#main/detectors/kit/detect'
import { keepLesson, libraryLessons, retireLesson } from '#main/findings/lessons/library'
import { runLesson, type ControlQuestions, type RunnableLesson } from '#main/findings/lessons/run'
import { entryById } from '#main/findings/notebook'
import { count } from '#main/queries/count'
import { coverage } from '#main/queries/coverage/matrix'
import { page } from '#main/queries/page'
import { sessions } from '#main/queries/sessions'
import { caseSpan } from '#main/queries/span'
import { operations as os } from '../answering'
import { focusOf } from '../coverage-focus'
import type { OpenCase } from '../open-case'
import type { Workspace } from '../workspace'

const selecting = (where: string): Selection => ({
  ...EVERYTHING,
  clauses: [{ id: 'control', source: 'lesson', text: where, exclude: false, disabled: false }],
})

function controlQuestions({ store, journal }: OpenCase): ControlQuestions {
  // WHY: several lessons ask for the same coverage; it is large to work out, and small to keep for one run.
  const covered = new Map<string | null, Promise<Coverage>>()
  return {
    span: (signal) => caseSpan(store, { signal }),
    events: async (where, first, signal) => ({
      count: await count(store, selecting(where), { signal }),
      first: (await page(store, { selection: selecting(where), order: 'ts', limit: first }, { signal })).rows,
    }),
    sessions: (where, minSeconds, limit, signal) => sessions(store, { where, minSeconds, limit }, { signal }),
    detections: async (detector, signal) =>
      (await detect(store, { only: [detector] }, { signal }, journal.state.detecting)).detections,
    coverage: (host, signal) => {
      const known = covered.get(host)
      if (known !== undefined) return known
      const query = CoverageQuery.parse({ ...(host === null ? {} : { host }), single: true })
      const answer = focusOf(store, { signal }).then((focus) => coverage(store, query, focus, { signal }))
      covered.set(host, answer)
      return answer
    },
  }
}

/** Shape: id of a lesson, or none → that one; or those of the case that have a control, then those of the library that are not here too. */
function runnable({ journal }: OpenCase, libraryPath: string, id: string | undefined): RunnableLesson[] {
  const ofCase = journal.state.entries
    .filter(({ kind, removed }) => kind === 'lesson' && !removed)
    .flatMap(({ id, title, check }) => (check ? [{ id, origin: 'case' as const, title, control: check }] : []))
  const own = new Set(ofCase.map((lesson) => lesson.id))
  const ofLibrary = libraryLessons(libraryPath)
    .filter((lesson) => lesson.retired_at === null && !own.has(lesson.id))
    .map(({ id, title, control }) => ({ id, origin: 'library' as const, title, control }))
  const all = [...ofCase, ...ofLibrary]
  if (id === undefined) return all
  const one = all.filter((lesson) => lesson.id === id)
  if (one.length > 0) return one
  entryById(journal, id)
  throw fault('CAS-036', { id })
}

export function lessonHandlers(workspace: Workspace) {
  const { host } = workspace
  const libraryPath = join(host.configDir, 'lessons.json')
  const now = (): string => isoFromMicros(host.nowUs())
  return {
    run: os.lessons.run.handler(async ({ input, signal }) => {
      const open = workspace.case
      const ask = controlQuestions(open)
      const runs = []
      for (const lesson of runnable(open, libraryPath, input.id)) runs.push(await runLesson(ask, lesson, signal))
      return runs
    }),
    library: os.lessons.library.handler(() => libraryLessons(libraryPath)),
    keep: os.lessons.keep.handler(({ input }): LibraryLesson => {
      const open = workspace.case
      const { id, title, body, check } = entryById(open.journal, input.id)
      if (!check) throw fault('CAS-036', { id })
      const { name } = open.settings
      const case_name = name === '' ? open.folder.file.name : name
      return keepLesson(libraryPath, { id, title, body, control: check, case_name, kept_at: now(), retired_at: null })
    }),
    retire: os.lessons.retire.handler(({ input }) => retireLesson(libraryPath, input.id, input.retired ? now() : null)),
  }
}
