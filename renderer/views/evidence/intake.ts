/** Files on their way into the case: what each looks like, what is chosen of them, how far adding is. */
import type { AddMessage, EvidencePreview, FileResult, JobProgress, SourceOptions } from '#contract/evidence'

export interface IntakeFile {
  path: string
  preview: EvidencePreview
  options: SourceOptions
  chosen: boolean
  /** A new preview with other options is under way. */
  rereading: boolean
  progress: JobProgress | null
  result: FileResult | null
}

/** Whether adding the file gives anything: a format reads it, or it is an archive; and its bytes are not in the case yet. Members come with their archive. */
export const canAdd = ({ result }: EvidencePreview): boolean =>
  (result.format !== null || result.container !== undefined) && result.member === undefined && result.status !== 'already-there'

/** Whether the path is that of a member of the archive. */
export const isWithin = (path: string, archive: string): boolean => path.startsWith(`${archive}!`)

/** Shape: files × archive → what of its members is known, in one sentence's numbers. */
export function membersOf(files: readonly IntakeFile[], archive: string): { all: number; known: number; failed: number } {
  const members = files.filter(({ path }) => isWithin(path, archive)).map(({ preview, result }) => result ?? preview.result)
  return {
    all: members.length,
    known: members.filter(({ format }) => format !== null).length,
    failed: members.filter(({ status }) => status === 'failed').length,
  }
}

/** Shape: files so far and a preview → the same with it: a file previewed again keeps its place and choice. */
export function takePreview(files: readonly IntakeFile[], preview: EvidencePreview, options: SourceOptions = {}): IntakeFile[] {
  const before = files.find(({ path }) => path === preview.path)
  const chosen = canAdd(preview) && (before === undefined || before.chosen || !canAdd(before.preview))
  const file: IntakeFile = { path: preview.path, preview, options, chosen, rereading: false, progress: null, result: null }
  return before === undefined ? [...files, file] : files.map((one) => (one.path === preview.path ? file : one))
}

/** Shape: files and one message of `add` → the same with what it says; a message without a path is about the file being worked on. */
export function takeMessage(files: readonly IntakeFile[], message: AddMessage): IntakeFile[] {
  if (message.kind === 'file') {
    return files.map((file) => (file.path === message.file.path ? { ...file, result: message.file, progress: null } : file))
  }
  const { progress } = message
  const path = progress.path ?? files.find((file) => file.chosen && file.result === null)?.path
  return files.map((file) => (file.path === path && file.result === null ? { ...file, progress } : file))
}

/** Shape: files → what `evidence.add` is given. */
export const itemsOf = (files: readonly IntakeFile[]) =>
  files.filter(({ chosen }) => chosen).map(({ path, options }) => ({ path, options }))
