/** Makes the engine of one workbench: a router that answers the contract, and a way to close it. */
import { accessHandlers } from './handlers/access'
import { attentionHandlers } from './handlers/attention'
import { bundleHandlers } from './handlers/bundle'
import { caseHandlers } from './handlers/case'
import { coverageHandlers } from './handlers/coverage'
import { detectionHandlers } from './handlers/detections'
import { evidenceHandlers } from './handlers/evidence'
import { hostHandlers } from './handlers/hosts'
import { jobHandlers } from './handlers/jobs'
import { explanationHandlers } from './handlers/explanations'
import { lessonHandlers } from './handlers/lessons'
import { journalHandlers } from './handlers/journal'
import { notebookHandlers } from './handlers/notebook'
import { queryHandlers } from './handlers/query'
import { reportHandlers } from './handlers/report'
import { sessionHandlers } from './handlers/sessions'
import { shellHandlers } from './handlers/shell'
import { sqlHandlers } from './handlers/sql'
import type { Host } from './host'
import { Workspace } from './workspace'

/** Shape: surroundings → the engine's router and its end. */
export function createEngine(host: Host) {
  const workspace = new Workspace(host)
  const router = {
    case: caseHandlers(workspace),
    evidence: evidenceHandlers(workspace),
    query: queryHandlers(workspace),
    hosts: hostHandlers(workspace),
    access: accessHandlers(workspace),
    sessions: sessionHandlers(workspace),
    detections: detectionHandlers(workspace),
    attention: attentionHandlers(workspace),
    coverage: coverageHandlers(workspace),
    notebook: notebookHandlers(workspace),
    journal: journalHandlers(workspace),
    lessons: lessonHandlers(workspace),
    explanations: explanationHandlers(workspace),
    report: reportHandlers(workspace),
    sql: sqlHandlers(workspace),
    shell: shellHandlers(host),
    bundle: bundleHandlers(workspace),
    jobs: jobHandlers(workspace.jobs),
  }
  return { router, close: (): Promise<void> => workspace.close() }
}
export type Engine = ReturnType<typeof createEngine>
