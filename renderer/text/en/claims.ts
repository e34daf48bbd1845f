/** What the events of a source rest on. */
export const claims = {
  title: 'What its events rest on',
  says: 'How sure times, roles and names are. Each share leads to its events.',
  none: {
    ts_quality: 'not told',
    role_rule: 'no roles',
    direction: 'not told',
    specificity: 'not told',
    sensor_disagrees: 'nothing contradicts itself',
  },
  times: {
    exact: 'exact',
    'zone-assumed': 'zone assumed',
    'year-assumed': 'year assumed',
    'zone-and-year-assumed': 'zone and year assumed',
    solved: 'zone solved from the records',
  } as Record<string, string>,
} as const
