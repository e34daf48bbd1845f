/** Words of the Investigate view. */
export const investigate = {
  title: 'Investigate',
}
