-- Alerts of a rule in SQL, JSON Lines: the moment at which an account has asked for its
-- fortieth person of a local day. Table lines holds the audit log.
WITH looked AS (
	SELECT line::json ->> 'account' AS account, line::json ->> 'nir_ref' AS person, (line::json ->> 'ts')::timestamptz AS ts
	FROM lines WHERE line::json ->> 'action' = 'lookup' AND line::json ->> 'nir_ref' IS NOT NULL
), first AS (
	SELECT account, person, min(ts) AS ts, (ts AT TIME ZONE 'Europe/Paris')::date AS day FROM looked GROUP BY account, person, day
), counted AS (
	SELECT *, row_number() OVER (PARTITION BY account, day ORDER BY ts, person) AS n FROM first
)
SELECT json_build_object('t', to_char(ts AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'entity',
	json_build_object('type', 'account', 'id', account), 'score', 1, 'rule', 'forty_persons') FROM counted WHERE n = 40 ORDER BY ts, account;
