/** Times in the zone the person chose: UTC or the case's. */
import { formatIso, formatSpan, formatTime, type Precision } from '../format/time'
import { useCaseStore } from '../stores/case'
import { useSettingsStore } from '../stores/settings'
import { computed } from 'vue'

/** Shape: → `zone` (IANA name, `UTC` or ±HH:MM) and the formatters bound to it; reactive where called in a template. */
export function useZone() {
  const settings = useSettingsStore()
  const caseStore = useCaseStore()
  const zone = computed(() => (settings.zoneChoice === 'case' ? caseStore.displayZone : 'UTC'))
  return {
    zone,
    time: (tsUs: number, precision?: Precision) => formatTime(tsUs, zone.value, precision),
    iso: (ts: string | null, precision?: Precision) => formatIso(ts, zone.value, precision),
    span: (fromUs: number, toUs: number) => formatSpan(fromUs, toUs, zone.value),
  }
}
