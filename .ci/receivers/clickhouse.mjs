// Serves ClickHouse's engine, as chdb has it, over HTTP as a server of ClickHouse does:
// the query in the address, the rows in the body. clickhouse.mjs PORT FOLDER
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";
import { Session } from "chdb";

const [port, folder] = process.argv.slice(2);
const session = new Session(folder);
session.query("CREATE DATABASE IF NOT EXISTS lake");
const columns = (text) => text.split(",").map((c) => c.trim());
const audit = [
	"event_id String",
	"ts DateTime64(6, 'UTC')",
	...columns("action, outcome, reason, account, profession, org, auth_method, session_id, request_id, src_ip").map((c) => `${c} Nullable(String)`),
	...columns("src_port, asn").map((c) => `${c} Nullable(UInt32)`),
	...columns("as_org, country, city").map((c) => `${c} Nullable(String)`),
	...columns("lat, lon").map((c) => `${c} Nullable(Float64)`),
	...columns("user_agent, client_fp, service, method, path").map((c) => `${c} Nullable(String)`),
	...columns("status, req_bytes, resp_bytes, latency_us").map((c) => `${c} Nullable(UInt32)`),
	...columns("nir_ref, patient_dept, result").map((c) => `${c} Nullable(String)`),
	"persons_returned Nullable(UInt32)",
];
session.query(`CREATE TABLE IF NOT EXISTS lake.audit (${audit.join(", ")}) ENGINE = MergeTree ORDER BY (ts, event_id)
	SETTINGS non_replicated_deduplication_window = 1000`);
session.query("CREATE TABLE IF NOT EXISTS lake.access (ts DateTime64(6, 'UTC'), message String) ENGINE = MergeTree ORDER BY ts");

createServer((request, response) => {
	const parts = [];
	request.on("data", (part) => parts.push(part));
	request.on("end", () => {
		try {
			const settings = new URL(request.url, "http://localhost").searchParams;
			const sent = Buffer.concat(parts);
			if (!settings.has("query")) return response.end(session.query(sent.toString(), "JSONEachRow"));
			const named = [...settings].filter(([name]) => name !== "query" && name !== "wait_end_of_query");
			const list = named.map(([name, value]) => `${name} = '${value.replace(/['\\]/g, "\\$&")}'`).join(", ");
			const query = settings.get("query").replace(" FORMAT ", ` SETTINGS ${list} FORMAT `);
			const rows = request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
			response.end(session.query(`${query}\n${rows}`));
		} catch (error) {
			response.writeHead(400, { "X-ClickHouse-Exception-Code": /Code: (\d+)/.exec(error.message)?.[1] ?? "1002" });
			response.end(error.message);
		}
	});
}).listen(Number(port), "127.0.0.1");
