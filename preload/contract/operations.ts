/** The one list of what the workbench can ask of the engine. Both shells and the tests' memory transport speak exactly this. */
import { accessOperations } from './operations/access'
import { attentionOperations } from './operations/attention'
import { caseOperations } from './operations/case'
import { coverageOperations } from './operations/coverage'
import { detectionOperations } from './operations/detections'
import { evidenceOperations } from './operations/evidence'
import { explanationOperations } from './operations/explanations'
import { hostOperations } from './operations/hosts'
import { journalOperations } from './operations/journal'
import { jobOperations, shellOperations } from './operations/shell'
import { lessonOperations } from './operations/lessons'
import { notebookOperations } from './operations/notebook'
import { queryOperations } from './operations/query'
import { bundleOperations, reportOperations } from './operations/report'
import { sqlOperations } from './operations/sql'
import { sessionOperations } from './operations/sessions'

export const contract = {
  case: caseOperations,
  evidence: evidenceOperations,
  query: queryOperations,
  hosts: hostOperations,
  access: accessOperations,
  sessions: sessionOperations,
  detections: detectionOperations,
  attention: attentionOperations,
  coverage: coverageOperations,
  notebook: notebookOperations,
  journal: journalOperations,
  lessons: lessonOperations,
  explanations: explanationOperations,
  report: reportOperations,
  sql: sqlOperations,
  bundle: bundleOperations,
  shell: shellOperations,
  jobs: jobOperations,
}
export type Contract = typeof contract
