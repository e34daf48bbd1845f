import type { Entry } from '#contract/notebook'
import { REPORT_SECTIONS } from '#contract/report'
import { beforeEach, expect, it } from 'vitest'
import { ref } from 'vue'
import { stricterMark } from './marks'
import { useReportOptions } from './use-report-options'

const finding = (id: string) => ({ id, kind: 'finding', title: id }) as Entry
beforeEach(() => localStorage.clear())

it('keeps findings in the order chosen, later ones after them', () => {
  const findings = ref([finding('a'), finding('b'), finding('c')])
  const report = useReportOptions('case', findings)
  report.place('c', 0)
  report.toggleFinding('a')
  findings.value = [...findings.value, finding('d')]
  expect(report.options.value.findings).toEqual(['c', 'b', 'd'])
})

it('leaves the findings section out where every finding is', () => {
  const report = useReportOptions('case', ref([finding('a')]))
  report.toggleSection('hosts')
  report.toggleFinding('a')
  expect(report.options.value).toEqual({
    template: 'full',
    findings: [],
    sections: REPORT_SECTIONS.filter((id) => id !== 'hosts' && id !== 'findings'),
  })
})

it('keeps sections in the order of the report whichever is ticked last', () => {
  const report = useReportOptions('case', ref([]))
  report.toggleSection('summary')
  report.toggleSection('summary')
  expect(report.options.value.sections).toEqual([...REPORT_SECTIONS])
})

it('names the strictest mark that is stricter than the report', () => {
  const entries = [{ tlp: null }, { tlp: 'TLP:AMBER+STRICT' }, { tlp: 'TLP:RED' }]
  expect(stricterMark(entries, 'TLP:AMBER')).toBe('TLP:RED')
  expect(stricterMark(entries, 'TLP:RED')).toBeNull()
})
