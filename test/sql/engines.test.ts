import { readdirSync, readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { sqlFile } from '../../sql/queries.ts'

/** What the two engines evaluate differently, or only one of them, although both accept the grammar. */
interface Difference {
  readonly what: string
  /** Matched against a statement without its comments. */
  readonly pattern: RegExp
  readonly why: string
  /** What must not be written. */
  readonly example: string
  readonly instead: string
  /** The folder it applies to (default: all). */
  readonly folder?: string
}

/** Whatever stands between the brackets of a call, to three levels. */
const ARGUMENT = String.raw`(?:[^(),]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+`
const TEXT = String.raw`'(?:[^']|'')*'`

const differences: readonly Difference[] = [
  // Numbers and aggregates.
  {
    what: 'approx_percentile',
    pattern: /\bapprox_percentile\s*\(/,
    why: 'Trino gives another answer at each run',
    example: 'approx_percentile(x, 0.5e0)',
    instead:
      'element_at(array_agg(x order by x) filter (where x is not null), ' +
      'cast(ceil(0.5 * count(x)) as integer))',
  },
  {
    what: 'approx_distinct',
    pattern: /\bapprox_distinct\s*\(/,
    why: 'each engine estimates in its own way',
    example: 'approx_distinct(sender_id)',
    instead: 'count(distinct sender_id)',
  },
  {
    what: 'count_if',
    pattern: /\bcount_if\s*\(/,
    why: 'over no rows it is null in DuckDB, 0 in Trino',
    example: 'count_if(x > 1)',
    instead: 'count(*) filter (where x > 1)',
  },
  {
    what: 'max_by or min_by without its filter',
    pattern: new RegExp(String.raw`\b(?:max|min)_by\s*\(${ARGUMENT},${ARGUMENT}\)(?!\s*filter\b)`),
    why: 'DuckDB skips nulls, Trino returns them: the latest message may have no name',
    example: 'max_by(sender_name, message_id) as sender_name',
    instead: 'max_by(sender_name, message_id) filter (where sender_name is not null)',
  },
  {
    what: 'a decimal that is divided',
    pattern: /(?<![\w.])\d+\.\d+\s*\*\s*[\w.]+\s*\//,
    why: 'Trino truncates decimals',
    example: '1.0 * a / b',
    instead: '1e0 * a / nullif(b, 0)',
  },
  {
    what: 'floor',
    pattern: /\bfloor\s*\(/,
    why: 'of a bigint it is a double in DuckDB, a bigint in Trino',
    example: 'floor(message_id / 100)',
    instead: 'message_id / 100',
  },
  {
    what: 'greatest or least of three or more',
    pattern: new RegExp(String.raw`\b(?:greatest|least)\s*\((?:${ARGUMENT},){2}`),
    why: 'the local engine lacks it',
    example: 'greatest(a, b, round(c, 1))',
    instead: 'greatest(a, greatest(b, round(c, 1)))',
  },

  // Times.
  {
    what: 'millisecond',
    pattern: /\bmillisecond\s*\(/,
    why: 'it counts the seconds too in DuckDB',
    example: 'millisecond(sent_at)',
    instead: 'second(sent_at)',
  },
  {
    what: 'an interval that is added or subtracted',
    pattern: /[-+]\s*interval\b/,
    why: 'a date becomes a timestamp in DuckDB',
    example: "context_date - interval '7' day",
    instead: "date_add('day', -7, context_date)",
  },
  {
    what: 'a sequence by months',
    pattern: /\bsequence\s*\([^;]*?interval\s+'-?\d+'\s+month/,
    why: 'the engines step differently from the 31st',
    example: "sequence(date '2024-01-31', date '2024-05-31', interval '1' month)",
    instead: "sequence(date '2024-01-31', date '2024-05-31')",
  },

  // Texts.
  {
    what: 'trim, ltrim or rtrim',
    pattern: /\b[lr]?trim\s*\(/,
    why: 'the engines strip different kinds of blanks',
    example: 'rtrim(text)',
    instead: "regexp_replace(text, ' +$', '')",
  },
  {
    what: 'upper',
    pattern: /\bupper\s*\(/,
    why: 'of ß the engines give different letters',
    example: 'upper(text)',
    instead: 'lower(text)',
  },
  {
    what: 'format',
    pattern: /\bformat\s*\(/,
    why: 'DuckDB knows other placeholders',
    example: "format('%s', text)",
    instead: "'#' || text",
  },
  {
    what: 'substr from the end',
    pattern: /\bsubstr(?:ing)?\s*\([^;]*?,\s*-\d/,
    why: 'before the beginning it is the whole text in DuckDB, empty in Trino',
    example: "substr(coalesce(text, ''), -5)",
    instead: 'substr(text, greatest(1, length(text) - 4))',
  },
  {
    what: 'a cast to a text of a length',
    pattern: /\bas\s+(?:varchar|char)\s*\(/,
    why: 'DuckDB does not cut',
    example: 'cast(text as varchar(3))',
    instead: 'substr(text, 1, 3)',
  },
  {
    what: 'concat of six or more',
    pattern: new RegExp(String.raw`\bconcat\s*\((?:${ARGUMENT},){5}`),
    why: 'the local engine lacks it',
    example: "concat(a, b, c, d, 'e', f)",
    instead: "a || b || c || d || 'e' || f",
  },
  {
    what: 'normalize with a form',
    pattern: /\bnormalize\s*\([^()]*,/,
    why: 'the local engine lacks it',
    example: 'normalize(text, NFC)',
    instead: 'normalize(text)',
  },
  {
    what: 'to_utf8 or url_extract_host',
    pattern: /\b(?:to_utf8|url_extract_\w+)\s*\(/,
    why: 'the local engine lacks it',
    example: 'url_extract_host(text)',
    instead: 'has_link',
  },
  {
    what: 'listagg',
    pattern: /\blistagg\s*\(/,
    why: 'DuckDB does not parse what Trino requires',
    example: "listagg(x, ',') within group (order by x)",
    instead: "array_join(array_agg(x order by x), ',')",
  },

  // Regular expressions.
  {
    what: 'a regular expression',
    pattern: /\bregexp_\w+\s*\(/,
    why: 'in Trino some take minutes on long texts; what they find is in columns since compaction',
    example: "regexp_like(text, '[?]')",
    instead: 'is_question',
    folder: 'reports',
  },
  {
    what: '\\p in a character class',
    pattern: /\[[^\]\n]*\\p/i,
    why: 'after a quantifier it matches } too in Trino',
    example: "regexp_extract(text, '[\\p{L}\\p{N}]+')",
    instead: "regexp_extract(text, '(\\p{L}|\\p{N})+')",
  },
  {
    what: '\\s',
    pattern: /\\s/i,
    why: 'only Trino counts the vertical tab',
    example: "regexp_replace(text, '\\s+', ' ')",
    instead: "regexp_replace(text, '[ \\t\\n]+', ' ')",
  },
  {
    what: 'a class by name, such as [[:alpha:]]',
    pattern: /\[\[:/,
    why: 'ASCII in DuckDB, Unicode in Trino',
    example: "regexp_like(text, '[[:alpha:]]')",
    instead: "regexp_like(text, '\\p{L}')",
  },
  {
    what: 'a letter by its code, such as \\xe9',
    pattern: /\\x[0-9a-f{]/i,
    why: 'the engines read other letters',
    example: "regexp_like(text, '\\xe9')",
    instead: "regexp_like(text, 'é')",
  },
  {
    what: 'look-around',
    pattern: /\(\?<?[=!]/,
    why: 'the local engine lacks it',
    example: "regexp_like(text, 'a(?=b)')",
    instead: "regexp_like(text, 'ab')",
  },
  {
    what: 'a group of regexp_extract without nullif',
    pattern: new RegExp(
      String.raw`(?<!\bnullif\s*\(\s*)\bregexp_extract\s*\(\s*${ARGUMENT},\s*${TEXT}\s*,\s*[1-9]`,
    ),
    why: "a group that took no part is '' in DuckDB, null in Trino",
    example: "regexp_extract(text, '(a)|(b)', 2)",
    instead: "nullif(regexp_extract(text, '(a)|(b)', 2), '')",
  },
  {
    what: 'a backslash in what regexp_replace puts in',
    pattern: new RegExp(
      String.raw`\bregexp_replace\s*\(\s*${ARGUMENT},\s*${TEXT}\s*,\s*'[^']*\\[^']*'`,
    ),
    why: 'the engines escape differently',
    example: "regexp_replace(text, '(a)', '\\1')",
    instead: "regexp_replace(text, '(a)', '$1')",
  },

  // Arrays.
  {
    what: 'array_max or array_min',
    pattern: /\barray_(?:max|min)\s*\(/,
    why: 'with a null inside it is null in Trino only',
    example: 'array_max(array[1, null])',
    instead: 'element_at(array_sort(array[1, 2]), -1)',
  },
  {
    what: 'array_distinct, array_union or array_intersect without array_sort',
    pattern: /(?<!\barray_sort\s*\(\s*)\barray_(?:distinct|union|intersect)\s*\(/,
    why: 'DuckDB does not keep the order, nor nulls',
    example: 'array_distinct(array[2, 1, 2])',
    instead: 'array_sort(array_distinct(array[2, 1, 2]))',
  },
  {
    what: 'transform, any_match and the like',
    pattern: /\b(?:transform|(?:any|all|none)_match|zip_with)\s*\(/,
    why: 'the local engine lacks them',
    example: 'transform(array[1, 2], x -> x + 1)',
    instead: 'cardinality(filter(array[1, 2], x -> x > 1))',
  },
  {
    what: 'values of a single column without brackets',
    pattern: /\bvalues\s+[^(\s]/,
    why: 'the local engine rejects it',
    example: 'select x from (values 1, 2) as t (x)',
    instead: 'select x from (values (1), (2)) as t (x)',
  },
]

const statements = ['tables', 'analyses', 'reports'].flatMap((folder) =>
  readdirSync(sqlFile(folder))
    .filter((file) => file.endsWith('.sql'))
    .map((file) => ({
      folder,
      file: `${folder}/${file}`,
      text: readFileSync(sqlFile(`${folder}/${file}`), 'utf8').replace(/^\s*--[^\n]*$/gm, ''),
    })),
)

describe('what means the same in both engines', () => {
  it('is looked for in every statement', () => {
    expect(statements.map(({ file }) => file)).toEqual(
      expect.arrayContaining([
        'tables/questions.sql',
        'analyses/freshness.sql',
        'reports/stats.sql',
      ]),
    )
  })

  it.each(differences)('does not include $what: $why', (difference) => {
    const { pattern, example, instead, folder } = difference
    expect(example).toMatch(pattern)
    expect(instead).not.toMatch(pattern)
    const found = statements.filter(
      (statement) =>
        statement.folder === (folder ?? statement.folder) && pattern.test(statement.text),
    )
    expect(found.map(({ file }) => file)).toEqual([])
  })
})
