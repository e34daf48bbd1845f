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

/** Shape: case id, findings of the notebook → choices and how to change them. */
export function useReportOptions(caseId: string, findings: Ref<readonly Entry[]>) {
  const choices = useStorage<Choices>(`backtrail.report.${caseId}`, {
    sections: [...REPORT_SECTIONS],
    order: [],
    left: [],
    tlp: null,
  })
  const ordered = computed(() => {
    const rank = (id: string) => (choices.value.order.includes(id) ? choices.value.order.indexOf(id) : Number.MAX_SAFE_INTEGER)
    return [...findings.value].sort((a, b) => rank(a.id) - rank(b.id))
  })
  const isIn = (id: string) => !choices.value.left.includes(id)
  const hasSection = (id: string) => choices.value.sections.includes(id)
  const without = (list: readonly string[], id: string) => list.filter((other) => other !== id)
  function toggleFinding(id: string) {
    choices.value = { ...choices.value, left: isIn(id) ? [...choices.value.left, id] : without(choices.value.left, id) }
  }
  function toggleSection(id: string) {
    choices.value = {
      ...choices.value,
      sections: hasSection(id)
        ? without(choices.value.sections, id)
        : REPORT_SECTIONS.filter((one) => one === id || hasSection(one)),
    }
  }
  /** Put a finding at a place (0-based) among all. */
  function place(id: string, at: number) {
    const order = without(
      ordered.value.map((entry) => entry.id),
      id,
    )
    order.splice(Math.max(0, Math.min(order.length, at)), 0, id)
    choices.value = { ...choices.value, order }
  }
  const tlp = computed(() => choices.value.tlp)
  const setTlp = (next: TlpLevel | null) => (choices.value = { ...choices.value, tlp: next })
  const options = computed<ReportOptions>(() => {
    const chosen = ordered.value.filter(({ id }) => isIn(id)).map(({ id }) => id)
    const none = findings.value.length > 0 && chosen.length === 0
    const sections = choices.value.sections.filter((id) => !(none && id === 'findings'))
    return { template: 'full', findings: chosen, sections, ...(tlp.value === null ? {} : { tlp: tlp.value }) }
  })
  return { ordered, isIn, hasSection, toggleFinding, toggleSection, place, tlp, setTlp, options }
}
