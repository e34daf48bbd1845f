/** Words of form parts and tables. */
export const form = {
  showAll: (n: string) => `Show all ${n}`,
  showZones: 'Show zones',
  noZone: 'No zone of that name',
} as const
