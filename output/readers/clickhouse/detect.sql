-- Three rules over the audit log. With FORMAT JSONEachRow each row is an alert as breachsim score reads it.
-- R1: 30 look-ups of an account in a minute; it speaks again after ten minutes without a full minute.
-- R2: 200 persons of an account in a local day. R5: 40 look-ups of which one in ten found nobody.
WITH looked AS (
  SELECT account, ts, toUnixTimestamp64Micro(ts) AS us, nir_ref, result, toDate(ts, 'Europe/Paris') AS local_date
  FROM audit WHERE action = 'lookup'
), minutes AS (
  SELECT account, ts, us, count() OVER (PARTITION BY account ORDER BY us RANGE BETWEEN 60000000 PRECEDING AND CURRENT ROW) AS n
  FROM looked
), full_minutes AS (
  SELECT account, ts, us, lagInFrame(us) OVER (PARTITION BY account ORDER BY us ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS earlier
  FROM minutes WHERE n >= 30
), answered AS (
  SELECT *, row_number() OVER (PARTITION BY account, local_date, nir_ref ORDER BY us) AS again
  FROM looked WHERE result IN ('found', 'not_found', 'no_rights')
), running AS (
  SELECT account, ts, local_date,
    count() OVER today AS n,
    sum(again = 1) OVER today AS persons,
    sum(result = 'not_found') OVER today AS missed
  FROM answered WINDOW today AS (PARTITION BY account, local_date ORDER BY us)
), alerts AS (
  SELECT 'R1' AS rule, account, ts AS at, 30 AS points
  FROM full_minutes WHERE us - earlier > 600000000
  UNION ALL
  SELECT 'R2', account, min(ts), 200 FROM running WHERE persons >= 200 GROUP BY account, local_date
  UNION ALL
  SELECT 'R5', account, min(ts), 40 FROM running WHERE n >= 40 AND missed * 10 >= n GROUP BY account, local_date
)
SELECT formatDateTime(at, '%Y-%m-%dT%H:%i:%S.%fZ', 'UTC') AS t, rule, points AS score,
  CAST(('account', account), 'Tuple(type String, id String)') AS entity
FROM alerts ORDER BY t, rule, account
FORMAT JSONEachRow
