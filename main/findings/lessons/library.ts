/** Lessons kept for other cases: one file in the analyst's own folder. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { fault } from '#contract/errors'
import { LibraryLesson } from '#contract/lessons'

const Stored = z.object({ version: z.literal(1), lessons: z.array(LibraryLesson) })

/** Shape: file → its lessons, in the order they were kept. Errors: CAS-034 a file that cannot be read. */
export function libraryLessons(path: string): LibraryLesson[] {
  if (!existsSync(path)) return []
  try {
    return Stored.parse(JSON.parse(readFileSync(path, 'utf8'))).lessons
  } catch (error) {
    throw fault('CAS-034', {
      path,
      reason: error instanceof z.ZodError ? 'it is not a library of lessons' : (error as Error).message,
    })
  }
}

function write(path: string, lessons: readonly LibraryLesson[]): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(`${path}.new`, `${JSON.stringify({ version: 1, lessons }, null, 1)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** One of the same id is replaced and stays in its place. */
export function keepLesson(path: string, lesson: LibraryLesson): LibraryLesson {
  const lessons = libraryLessons(path)
  const place = lessons.findIndex(({ id }) => id === lesson.id)
  write(path, place < 0 ? [...lessons, lesson] : lessons.with(place, lesson))
  return lesson
}

/** Shape: id and when (null = it runs again) → the lesson. Errors: CAS-035 no such lesson. */
export function retireLesson(path: string, id: string, at: string | null): LibraryLesson {
  const found = libraryLessons(path).find((lesson) => lesson.id === id)
  if (found === undefined) throw fault('CAS-035', { id })
  return keepLesson(path, { ...found, retired_at: at })
}
