/** Words of the field for home networks. */
export const networks = {
  label: 'Home networks',
  problem: (word: string, why: string) => `“${word}”: ${why}.`,
  more: (n: number) => (n === 1 ? 'One more is wrong too.' : `${n} more are wrong too.`),
  suggested: 'Suggested from the evidence',
  addresses: (n: string) => `${n} addresses`,
  add: 'Add',
  addOne: (cidr: string) => `Add ${cidr}`,
} as const
