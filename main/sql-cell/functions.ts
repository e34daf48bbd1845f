/**
 * Functions that a statement may call: what works out a value from its arguments alone.
 *
 * SECURITY: a list of what is allowed. Left out are whatever reads a file, a setting, the session, the catalogue or the clock, whatever
 * runs SQL given as text, whatever writes a log, waits or throws, and whatever is random: a result must be the same when it is asked again.
 */
const words = (text: string): string[] => text.trim().split(/\s+/)

const OPERATORS = words(`
  !__postfix !~~ !~~* % & && * ** + - ->> / // <-> << <=> <@ >> @ @> ^ ^@ | || ~ ~~ ~~* ~~~ -> not_like_escape like_escape ilike_escape
  not_ilike_escape`)

const NUMBERS = words(`
  abs acos acosh add asin asinh atan atan2 atanh bin bit_count cbrt ceil ceiling cos cosh cot degrees divide even exp factorial fdiv floor fmod
  gamma gcd greatest greatest_common_divisor isfinite isinf isnan lcm least least_common_multiple lgamma ln log log10 log2 mod multiply
  nextafter nullif pi pow power radians round round_even roundbankers sign signbit sin sinh sqrt subtract tan tanh trunc xor
  constant_or_null hash equi_width_bins`)

const TEXTS = words(`
  array_to_string ascii bar base64 bit_length char_length character_length chr concat concat_ws contains damerau_levenshtein decode editdist3
  encode ends_with format formatreadabledecimalsize formatreadablesize format_bytes from_base64 from_binary from_hex hamming hex instr
  jaccard jaro_similarity jaro_winkler_similarity lcase left left_grapheme len length length_grapheme levenshtein lower lpad ltrim md5
  md5_number mismatches nfc_normalize octet_length ord parse_dirname parse_dirpath parse_filename parse_formatted_bytes parse_path
  position prefix printf regexp_escape regexp_extract regexp_extract_all regexp_full_match regexp_matches regexp_replace
  regexp_split_to_array repeat replace reverse right right_grapheme rpad rtrim sha1 sha256 split split_part starts_with str_split
  str_split_regex string_split string_split_regex string_to_array strip_accents strlen strpos substr substring substring_grapheme suffix
  to_base to_base64 to_binary to_hex translate trim typeof ucase unbin unhex unicode upper url_decode url_encode`)

const TIMES = words(`
  age century date_add date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc day dayname dayofmonth dayofweek
  dayofyear days_in_month decade epoch epoch_ms epoch_ns epoch_us era hour isodow isoyear julian last_day make_date make_time
  make_timestamp make_timestamp_ms make_timestamp_ns microsecond millennium millisecond minute month monthname nanosecond
  normalized_interval quarter second strftime strptime time_bucket timezone to_centuries to_days to_decades to_hours to_microseconds
  to_millennia to_milliseconds to_minutes to_months to_quarters to_seconds to_timestamp to_weeks to_years try_strptime week weekday
  weekofyear year yearweek`)

const LISTS = words(`
  apply array_aggr array_aggregate array_append array_apply array_cat array_concat array_contains array_distinct array_extract
  array_filter array_has array_has_all array_has_any array_indexof array_intersect array_length array_pop_back array_pop_front
  array_position array_prepend array_push_back array_push_front array_reduce array_resize array_reverse array_reverse_sort
  array_select array_slice array_sort array_transform array_unique array_value array_where array_zip cardinality element_at filter
  flatten generate_series grade_up list_aggr list_aggregate list_any_value list_append list_apply list_avg list_bit_and list_bit_or
  list_bit_xor list_bool_and list_bool_or list_cat list_concat list_contains list_count list_distinct list_element list_entropy
  list_extract list_filter list_first list_grade_up list_has list_has_all list_has_any list_histogram list_indexof list_intersect
  list_kurtosis list_last list_mad list_max list_median list_min list_mode list_pack list_position list_prepend list_product
  list_reduce list_resize list_reverse list_reverse_sort list_select list_skewness list_slice list_sort list_stddev_pop
  list_stddev_samp list_string_agg list_sum list_transform list_unique list_value list_var_pop list_var_samp list_where list_zip map
  map_concat map_contains map_contains_entry map_contains_value map_entries map_extract map_extract_value map_from_entries map_keys
  map_values range reduce row struct_concat struct_contains struct_extract struct_extract_at struct_has struct_indexof struct_insert
  struct_keys struct_pack struct_position struct_values unnest unpivot_list`)

const JSONS = words(`
  array_to_json from_json json_array json_array_length json_contains json_exists json_extract json_extract_path json_extract_path_text
  json_extract_string json_group_array json_group_object json_keys json_merge_patch json_object json_pretty json_quote json_structure
  json_transform json_type json_valid json_value row_to_json to_json`)

const AGGREGATES = words(`
  any_value approx_count_distinct arbitrary arg_max arg_max_null arg_min arg_min_null argmax argmin array_agg avg bit_and bit_or bit_xor
  bool_and bool_or corr count count_if count_star countif covar_pop covar_samp cume_dist dense_rank entropy favg fill first first_value
  fsum geomean geometric_mean group_concat histogram histogram_exact kahan_sum kurtosis kurtosis_pop lag last last_value lead list
  listagg mad max max_by mean median min min_by mode nth_value ntile percent_rank product quantile quantile_cont quantile_disc rank
  rank_dense regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy row_number sem skewness stddev
  stddev_pop stddev_samp string_agg sum sum_no_overflow sumkahan var_pop var_samp variance wavg weighted_avg`)

/** Names in lower case. */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  ...OPERATORS,
  ...NUMBERS,
  ...TEXTS,
  ...TIMES,
  ...LISTS,
  ...JSONS,
  ...AGGREGATES,
])

/** What may stand after FROM with arguments. */
export const TABLE_FUNCTIONS: ReadonlySet<string> = new Set(['range', 'generate_series', 'unnest', 'json_each', 'json_tree'])

/** Words that read like a column and are bound as a function of the session or the clock. */
export const SESSION_WORDS: ReadonlySet<string> = new Set([
  ...words(
    'current_catalog current_database current_date current_role current_schema current_time current_timestamp current_user',
  ),
  ...words('localtime localtimestamp session_user user'),
])

/** Types that a value may be cast to; those with parts are checked part by part. */
export const TYPES: ReadonlySet<string> = new Set(
  words(`
    null boolean tinyint smallint integer bigint hugeint utinyint usmallint uinteger ubigint uhugeint float double decimal varchar char
    blob bit date time interval uuid json timestamp timestamp_s timestamp_ms timestamp_ns list array struct map unknown any
    integer_literal string_literal timestamptz timestamp_with_time_zone`),
)
