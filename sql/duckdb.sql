-- Trino's functions as DuckDB macros, so that the same statement runs on Athena and on the embedded engine.
-- README.md lists what statements may use. Macros that replace aggregates accept no filter, distinct or order by.

-- time
create or replace macro from_unixtime
    (x) as to_timestamp(cast(x as double)),
    (x, zone) as timezone(zone, to_timestamp(cast(x as double)));
create or replace macro to_unixtime(x) as epoch(x);
create or replace macro at_timezone(ts, zone) as timezone(zone, cast(ts as timestamptz));
create or replace macro day_of_week(x) as isodow(x);
create or replace macro dow(x) as isodow(x);
create or replace macro day_of_month(x) as dayofmonth(x);
create or replace macro day_of_year(x) as dayofyear(x);
create or replace macro doy(x) as dayofyear(x);
create or replace macro week_of_year(x) as weekofyear(x);
create or replace macro year_of_week(x) as isoyear(x);
create or replace macro yow(x) as isoyear(x);
create or replace macro last_day_of_month(x) as last_day(x);
create or replace macro current_timezone() as current_setting('TimeZone');
create or replace macro date_part
    (u, x) as
        system.main.date_part(
            case lower(u)
                when 'dow' then 'isodow'
                when 'day_of_week' then 'isodow'
                when 'yow' then 'isoyear'
                when 'year_of_week' then 'isoyear'
                when 'day_of_month' then 'day'
                when 'day_of_year' then 'doy'
                else u
            end,
            x
        );
create or replace macro trino_interval
    (u, n) as
        case lower(u)
            when 'millisecond' then to_milliseconds(cast(n as bigint))
            when 'second' then to_seconds(cast(n as bigint))
            when 'minute' then to_minutes(cast(n as bigint))
            when 'hour' then to_hours(cast(n as bigint))
            when 'day' then to_days(cast(n as integer))
            when 'week' then to_weeks(cast(n as integer))
            when 'month' then to_months(cast(n as integer))
            when 'quarter' then to_months(cast(3 * n as integer))
            when 'year' then to_years(cast(n as integer))
            else error('not a unit of time: ' || u)
        end;
create or replace macro date_add
    (u, n, d date) as cast(d + trino_interval(u, n) as date),
    (u, n, d timestamp) as d + trino_interval(u, n),
    (u, n, d timestamptz) as d + trino_interval(u, n);
create or replace macro date_diff(u, a, b) as date_sub(u, a, b);
create or replace macro date_trunc
    (u, d date) as cast(system.main.date_trunc(u, d) as date),
    (u, d timestamp) as system.main.date_trunc(u, d),
    (u, d timestamptz) as system.main.date_trunc(u, d);
create or replace macro trino_date_format
    (ts, f) as
        case f
            when '%Y-%m-%d' then strftime(ts, '%Y-%m-%d')
            when '%Y-%m' then strftime(ts, '%Y-%m')
            when '%Y-%m-%d %H:%i:%s' then strftime(ts, '%Y-%m-%d %H:%M:%S')
            when '%Y-%m-%d %H:%i' then strftime(ts, '%Y-%m-%d %H:%M')
            when '%H:%i' then strftime(ts, '%H:%M')
            when '%H' then strftime(ts, '%H')
            when '%d/%m' then strftime(ts, '%d/%m')
            when '%d/%m/%Y' then strftime(ts, '%d/%m/%Y')
            when '%b %d' then strftime(ts, '%b %d')
            when '%x-W%v' then strftime(ts, '%G-W%V')
            else array_to_string(
                [
                    case part
                        when '%M' then strftime(ts, '%B')
                        when '%i' then strftime(ts, '%M')
                        when '%s' then strftime(ts, '%S')
                        when '%S' then strftime(ts, '%S')
                        when '%Y' then strftime(ts, '%Y')
                        when '%m' then strftime(ts, '%m')
                        when '%d' then strftime(ts, '%d')
                        when '%H' then strftime(ts, '%H')
                        when '%W' then strftime(ts, '%A')
                        when '%a' then strftime(ts, '%a')
                        when '%b' then strftime(ts, '%b')
                        when '%T' then strftime(ts, '%H:%M:%S')
                        when '%r' then strftime(ts, '%I:%M:%S %p')
                        when '%k' then strftime(ts, '%-H')
                        when '%l' then strftime(ts, '%-I')
                        when '%h' then strftime(ts, '%I')
                        when '%I' then strftime(ts, '%I')
                        when '%p' then strftime(ts, '%p')
                        when '%e' then strftime(ts, '%-d')
                        when '%c' then strftime(ts, '%-m')
                        when '%v' then strftime(ts, '%V')
                        when '%x' then strftime(ts, '%G')
                        when '%j' then strftime(ts, '%j')
                        when '%y' then strftime(ts, '%y')
                        when '%f' then strftime(ts, '%f')
                        when '%%' then '%'
                        else part
                    end
                    for part in regexp_extract_all(f, '%.|[^%]+')
                ],
                ''
            )
        end;
create or replace macro date_format(ts, f) as trino_date_format(cast(ts as timestamp), f);
create or replace macro date_parse
    (s, f) as
        case f
            when '%Y-%m-%d' then strptime(s, '%Y-%m-%d')
            when '%Y-%m-%d %H:%i:%s' then strptime(s, '%Y-%m-%d %H:%M:%S')
            when '%Y-%m-%d %H:%i' then strptime(s, '%Y-%m-%d %H:%M')
            when '%d/%m/%Y' then strptime(s, '%d/%m/%Y')
            when '%Y-%m-%dT%H:%i:%s' then strptime(s, '%Y-%m-%dT%H:%M:%S')
            else error('date_parse: unsupported format: ' || f)
        end;
create or replace macro from_iso8601_date(s) as cast(s as date);
create or replace macro from_iso8601_timestamp(s) as cast(s as timestamptz);
create or replace macro to_iso8601
    (d date) as cast(d as varchar),
    (d timestamp) as strftime(d, '%Y-%m-%dT%H:%M:%S.%g'),
    (d timestamptz) as strftime(timezone('UTC', d), '%Y-%m-%dT%H:%M:%S.%gZ');

-- aggregates
create or replace macro approx_distinct
    (x) as count(distinct x),
    (x, e) as count(distinct x);
create or replace macro approx_percentile(x, p) as quantile_disc(x, p);
create or replace macro arbitrary(x) as any_value(x);
create or replace macro every(x) as bool_and(x);

-- arrays / maps
create or replace macro cardinality(x) as len(x);
create or replace macro element_at(x, i) as x[i];
create or replace macro sequence
    (a date, b date) as cast(generate_series(a, b, interval 1 day) as date[]),
    (a date, b date, s interval) as cast(generate_series(a, b, s) as date[]),
    (a timestamp, b timestamp, s interval) as generate_series(a, b, s),
    (a bigint, b bigint) as generate_series(a, b, case when a <= b then 1 else -1 end),
    (a bigint, b bigint, s bigint) as generate_series(a, b, s);
create or replace macro array_join
    (a, d) as array_to_string(a, d),
    (a, d, n) as array_to_string([coalesce(cast(x as varchar), n) for x in a], d);
create or replace macro slice(a, s, n) as array_slice(a, s, s + n - 1);
create or replace macro array_union(a, b) as list_distinct(list_concat(a, b));
create or replace macro array_except
    (a, b) as list_distinct([x for x in a if not list_contains(b, x)]);
create or replace macro array_max(a) as list_max(a);
create or replace macro array_min(a) as list_min(a);
create or replace macro array_sort(a) as list_sort(a, 'ASC', 'NULLS LAST');
create or replace macro arrays_overlap(a, b) as list_has_any(a, b);

-- strings / regexp
create or replace macro trino_repl
    (r) as system.main.regexp_replace(replace(r, '\', '\\'), '\$(\d)', '\\\1', 'g');
create or replace macro regexp_like(s, p) as regexp_matches(s, p);
create or replace macro regexp_replace
    (s, p) as system.main.regexp_replace(s, p, '', 'g'),
    (s, p, r) as system.main.regexp_replace(s, p, trino_repl(r), 'g');
create or replace macro regexp_extract
    (s, p) as case when regexp_matches(s, p) then system.main.regexp_extract(s, p) end,
    (s, p, g) as case when regexp_matches(s, p) then system.main.regexp_extract(s, p, g) end;
create or replace macro regexp_split(s, p) as regexp_split_to_array(s, p);
create or replace macro regexp_count(s, p) as len(regexp_extract_all(s, p));
create or replace macro split_part(s, d, n) as (string_split(s, d))[n];
create or replace macro codepoint(s) as unicode(s);
create or replace macro replace
    (s, a) as system.main.replace(s, a, ''),
    (s, a, b) as system.main.replace(s, a, b);
create or replace macro normalize(s) as nfc_normalize(s);
create or replace macro substr
    (s, i) as case when i = 0 then '' else system.main.substr(s, i) end,
    (s, i, n) as case when i = 0 then '' else system.main.substr(s, i, n) end;
create or replace macro concat
    (a, b) as a || b,
    (a, b, c) as a || b || c,
    (a, b, c, d) as a || b || c || d,
    (a, b, c, d, e) as a || b || c || d || e;
create or replace macro greatest
    (a, b) as case when a is null or b is null then null when a >= b then a else b end;
create or replace macro least
    (a, b) as case when a is null or b is null then null when a <= b then a else b end;

-- json
create or replace macro json_extract_scalar
    (j, p) as
        case
            when not json_valid(cast(j as varchar)) then null
            when json_type(j, p) in ('OBJECT','ARRAY') then null
            else json_extract_string(j, p)
        end;
create or replace macro json_parse(s) as cast(s as json);
create or replace macro json_format(j) as cast(j as varchar);
create or replace macro json_array_length(j) as system.main.json_array_length(j);
create or replace macro json_size
    (j, p) as
        case json_type(j, p)
            when 'ARRAY' then system.main.json_array_length(j, p)
            when 'OBJECT' then len(json_keys(j, p))
            else 0
        end;
