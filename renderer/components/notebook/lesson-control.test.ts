import { expect, test } from 'vitest'
import type { Control } from '#contract/lessons'
import { controlOfText, textOfControl } from './lesson-control'

const CONTROLS: Control[] = [
  { kind: 'query', where: 'port:6667', needs: ['flow'] },
  { kind: 'detector', detector: 'beacon', needs: [] },
  { kind: 'access', service: 'tcp/22', target: ['198.18.20.14'], source: ['198.18.0.0/16', '2001:db8::/32'], min_seconds: 60 },
  { kind: 'evidence', class: 'process', host: null },
  { kind: 'evidence', class: 'process', host: '198.18.20.14' },
]
test.each(CONTROLS)('a control of kind $kind is typed and read again as it was', (control) => {
  expect(controlOfText(textOfControl(control))).toEqual(control)
})

test('what lacks something is no control', () => {
  const empty = textOfControl(null)
  expect(controlOfText(empty)).toBeNull()
  expect(controlOfText({ ...empty, kind: 'detector' })).toBeNull()
  expect(controlOfText({ ...empty, kind: 'access', minSeconds: 'a minute' })).toBeNull()
  expect(controlOfText({ ...empty, kind: 'access', service: ' ' })).toBeNull()
})
