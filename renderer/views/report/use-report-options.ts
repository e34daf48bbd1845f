/** What goes into the report: sections, findings in their order, the mark; kept in this browser per case. */
import type { TlpLevel } from '#contract/case'
import { REPORT_SECTIONS, type ReportOptions } from '#contract/report'
import { useStorage } from '@vueuse/core'
import { computed, type Ref } from 'vue'
import type { Entry } from '#contract/notebook'

interface Choices {
  sections: string[]
  /** Ids of findings in the order chosen; ones made later follow. */
  order: string[]
  left: string[]
  tlp: TlpLevel | null
}

const without = (list: readonly string[], id: string) => list.filter((other) => other !== id)

/** Which sections are in; they keep the order of the report whichever was ticked last. */
function useSections(choices: Ref<Choices>) {
  const hasSection = (id: string) => choices.value.sections.includes(id)
  function toggleSection(id: string) {
    const { sections } = choices.value
    const next = hasSection(id) ? without(sections, id) : REPORT_SECTIONS.filter((one) => one === id || hasSection(one))
    choices.value = { ...choices.value, sections: [...next] }
  }
  return { hasSection, toggleSection }
}

/** Which findings are in, and in which order. */
function useFindings(choices: Ref<Choices>, findings: Ref<readonly Entry[]>) {
  const ordered = computed(() => {
    const { order } = choices.value
    const rank = (id: string) => (order.includes(id) ? order.indexOf(id) : Number.MAX_SAFE_INTEGER)
    return [...findings.value].sort((a, b) => rank(a.id) - rank(b.id))
  })
  const isIn = (id: string) => !choices.value.left.includes(id)
  function toggleFinding(id: string) {
    const { left } = choices.value
    choices.value = { ...choices.value, left: isIn(id) ? [...left, id] : without(left, id) }
  }
  /** Put a finding at a place (0-based) among all. */
  function place(id: string, at: number) {
    const ids = ordered.value.map((entry) => entry.id)
    const order = without(ids, id)
    order.splice(Math.max(0, Math.min(order.length, at)), 0, id)
    choices.value = { ...choices.value, order }
  }
  return { ordered, isIn, toggleFinding, place }
}

/** Shape: case id, findings of the notebook → choices and how to change them. */
export function useReportOptions(caseId: string, findings: Ref<readonly Entry[]>) {
  const choices = useStorage<Choices>(`backtrail.report.${caseId}`, {
    sections: [...REPORT_SECTIONS],
    order: [],
    left: [],
    tlp: null,
  })
  const ofFindings = useFindings(choices, findings)
  const tlp = computed(() => choices.value.tlp)
  const setTlp = (next: TlpLevel | null) => (choices.value = { ...choices.value, tlp: next })
  const options = computed<ReportOptions>(() => {
    const chosen = ofFindings.ordered.value.map(({ id }) => id).filter(ofFindings.isIn)
    const none = findings.value.length > 0 && chosen.length === 0
    const sections = choices.value.sections.filter((id) => !(none && id === 'findings'))
    return { template: 'full', findings: chosen, sections, ...(tlp.value === null ? {} : { tlp: tlp.value }) }
  })
  return { ...useSections(choices), ...ofFindings, tlp, setTlp, options }
}
