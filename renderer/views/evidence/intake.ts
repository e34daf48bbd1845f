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

/** Whether adding the file gives anything: a format reads it and its bytes are not in the case yet. */
export const canAdd = (preview: EvidencePreview): boolean =>
  preview.result.format !== null && preview.result.status !== 'already-there'

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
