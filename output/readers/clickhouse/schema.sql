-- The audit log of a dataset, for ClickHouse 23 or newer. What does not apply is null; times are UTC.
CREATE TABLE IF NOT EXISTS audit
(
    event_id         String,
    ts               DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
    action           LowCardinality(String),
    outcome          LowCardinality(String),
    reason           LowCardinality(Nullable(String)),
    account          LowCardinality(Nullable(String)),
    profession       LowCardinality(Nullable(String)),
    org              LowCardinality(Nullable(String)),
    auth_method      LowCardinality(Nullable(String)),
    session_id       Nullable(String),
    request_id       Nullable(String),
    src_ip           Nullable(String),
    src_port         Nullable(UInt16),
    asn              Nullable(UInt32),
    as_org           LowCardinality(Nullable(String)),
    country          LowCardinality(Nullable(String)),
    city             LowCardinality(Nullable(String)),
    lat              Nullable(Float64),
    lon              Nullable(Float64),
    user_agent       LowCardinality(Nullable(String)),
    client_fp        LowCardinality(Nullable(String)),
    service          LowCardinality(String),
    method           LowCardinality(Nullable(String)),
    path             LowCardinality(Nullable(String)),
    status           Nullable(UInt16),
    req_bytes        Nullable(UInt32),
    resp_bytes       Nullable(UInt32),
    latency_us       Nullable(UInt32),
    nir_ref          Nullable(String),
    patient_dept     LowCardinality(Nullable(String)),
    result           LowCardinality(Nullable(String)),
    persons_returned Nullable(UInt16)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(ts)
ORDER BY (action, ts);
