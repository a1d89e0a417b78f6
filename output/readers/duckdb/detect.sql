-- Three rules over the native audit log, read where it lies: run this beside the folder dataset.
-- Each row is an alert as breachsim score reads it.
-- R1: 30 look-ups of an account in a minute; it speaks again after ten minutes without a full minute.
-- R2: 200 persons of an account in a local day. R5: 40 look-ups of which one in ten found nobody.
CREATE OR REPLACE VIEW audit AS
SELECT * FROM read_json('dataset/logs/audit/*.jsonl', format = 'newline_delimited', columns = {
  event_id: 'VARCHAR', ts: 'TIMESTAMP', "action": 'VARCHAR', account: 'VARCHAR',
  nir_ref: 'VARCHAR', "result": 'VARCHAR', persons_returned: 'BIGINT'
});

WITH looked AS (
  SELECT account, ts, nir_ref, result, timezone('Europe/Paris', timezone('UTC', ts))::DATE AS local_date
  FROM audit WHERE action = 'lookup'
), minutes AS (
  SELECT account, ts, count(*) OVER (PARTITION BY account ORDER BY ts RANGE BETWEEN INTERVAL 1 MINUTE PRECEDING AND CURRENT ROW) AS n
  FROM looked
), full_minutes AS (
  SELECT account, ts, lag(ts) OVER (PARTITION BY account ORDER BY ts) AS earlier
  FROM minutes WHERE n >= 30
), answered AS (
  SELECT *, row_number() OVER (PARTITION BY account, local_date, nir_ref ORDER BY ts) AS again
  FROM looked WHERE result IN ('found', 'not_found', 'no_rights')
), running AS (
  SELECT account, ts, local_date,
    count(*) OVER today AS n,
    count(*) FILTER (WHERE again = 1) OVER today AS persons,
    count(*) FILTER (WHERE result = 'not_found') OVER today AS missed
  FROM answered WINDOW today AS (PARTITION BY account, local_date ORDER BY ts)
), alerts AS (
  SELECT 'R1' AS rule, account, ts AS t, 30 AS score
  FROM full_minutes WHERE earlier IS NULL OR ts - earlier > INTERVAL 10 MINUTE
  UNION ALL
  SELECT 'R2', account, min(ts), 200 FROM running WHERE persons >= 200 GROUP BY account, local_date
  UNION ALL
  SELECT 'R5', account, min(ts), 40 FROM running WHERE n >= 40 AND missed * 10 >= n GROUP BY account, local_date
)
SELECT json_object('t', strftime(t, '%Y-%m-%dT%H:%M:%S.%fZ'), 'rule', rule, 'score', score,
  'entity', json_object('type', 'account', 'id', account)) AS alert
FROM alerts ORDER BY t, rule, account;
