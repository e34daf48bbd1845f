/** Lessons that run: their controls over the open case, and the library they are kept in. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { LessonRun, LibraryLesson } from '../lessons'

export const lessonOperations = {
  /** Lessons of the case and, unless `id` names one, those of the library that are not retired. */
  run: oc.input(z.object({ id: z.string().optional() })).output(z.array(LessonRun)),
  library: oc.output(z.array(LibraryLesson)),
  /** Keep a lesson of the case for other cases; kept again, it takes the place of what was kept. */
  keep: oc.input(z.object({ id: z.string() })).output(LibraryLesson),
  retire: oc.input(z.object({ id: z.string(), retired: z.boolean() })).output(LibraryLesson),
}
