/** Every sentence of the page, by area. Words of evidence never come from here. */
import { access } from './en/access'
import { attention } from './en/attention'
import { claims } from './en/claims'
import { clocks } from './en/clocks'
import { coverage } from './en/coverage'
import { adding, evidence, source } from './en/evidence'
import { detections } from './en/detections'
import { explanations } from './en/explanations'
import { fields } from './en/fields'
import { firstRun } from './en/first-run'
import { form } from './en/form'
import { frame } from './en/frame'
import { dossier, hosts } from './en/hosts'
import { investigate } from './en/investigate'
import { lessons } from './en/lessons'
import { mapping } from './en/mapping'
import { conflict, custody, history, merge } from './en/merge'
import { networks } from './en/networks'
import { notebook } from './en/notebook'
import { overview } from './en/overview'
import { paths } from './en/paths'
import { bundle, report } from './en/report'
import { sessions } from './en/sessions'
import { sql } from './en/sql'

export const text = {
  access,
  adding,
  attention,
  bundle,
  claims,
  clocks,
  conflict,
  coverage,
  custody,
  detections,
  dossier,
  evidence,
  explanations,
  fields,
  firstRun,
  form,
  frame,
  history,
  hosts,
  investigate,
  lessons,
  mapping,
  merge,
  networks,
  notebook,
  overview,
  paths,
  report,
  sessions,
  sql,
  source,
}
