package form

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/replay/internal/lines"
	"github.com/breachsim/breachsim/output/replay/internal/peer"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/output/replay/web/internal/answer"
)

// clickhouse inserts a JSON object a row into a table that the path names, as
// /TABLE or /DATABASE/TABLE. Columns that a table has not are left out.
type clickhouse struct{ audit, access string }

// settings of an insert. Times are of RFC 3339; the status has to tell how the insert
// went, so it is told at the end.
var settings = [][2]string{
	{"date_time_input_format", "best_effort"},
	{"input_format_skip_unknown_fields", "1"},
	{"input_format_null_as_default", "1"},
	{"wait_end_of_query", "1"},
}

func openClickHouse(u *url.URL, _ peer.Credentials) (Form, error) {
	table := u.Query().Get("table")
	if table == "" {
		table = strings.ReplaceAll(strings.Trim(u.Path, "/"), "/", ".")
	}
	if table == "" {
		return nil, fault.Usage("address %q names no table: write %s://%s/DATABASE/TABLE, or /DATABASE/{log}",
			u.Redacted(), u.Scheme, u.Host)
	}
	return &clickhouse{insert(u, fill(table, sink.Audit)), insert(u, fill(table, sink.Access))}, nil
}

// insert is the address of inserts into a table. Settings that the user wrote there
// stay.
func insert(u *url.URL, table string) string {
	parts := strings.Split(table, ".")
	for i, part := range parts {
		parts[i] = "`" + strings.NewReplacer("\\", "\\\\", "`", "\\`").Replace(part) + "`"
	}
	query := u.Query()
	query.Del("table")
	for _, s := range settings {
		if !query.Has(s[0]) {
			query.Set(s[0], s[1])
		}
	}
	query.Set("query", "INSERT INTO "+strings.Join(parts, ".")+" FORMAT JSONEachRow")
	to := *u
	to.Path, to.RawPath, to.Fragment = "/", "", ""
	to.RawQuery = query.Encode()
	return to.String()
}

func (c *clickhouse) Address(l sink.Log) string {
	if l == sink.Access {
		return c.access
	}
	return c.audit
}

// Prepare names the batch, so that a table which drops repeated blocks takes it once.
// Batches of lines without ids may be alike and are not named.
func (c *clickhouse) Prepare(r *http.Request, batch []sink.Line) {
	h := sha256.New()
	var id []byte
	for i := range batch {
		if id = lines.AppendID(id[:0], &batch[i]); len(id) == 0 {
			return
		}
		h.Write(id)
	}
	r.URL.RawQuery += "&insert_deduplication_token=" + hex.EncodeToString(h.Sum(nil)[:16])
}

func (c *clickhouse) Append(dst []byte, batch []sink.Line) []byte {
	for i := range batch {
		dst = append(lines.AppendObject(dst, &batch[i]), '\n')
	}
	return dst
}

// passing are codes of exceptions that may pass: timeouts, too many queries, memory,
// a replica that is read-only for now, too many parts, an unknown end of an insert, Keeper.
var passing = []int{159, 202, 209, 210, 241, 242, 252, 285, 319, 999}

// Judge reads the answer. The code of an exception says more than the status, which is
// 500 for most of them.
func (c *clickhouse) Judge(a *answer.Answer, _ []sink.Line) error {
	said := a.Header.Get("X-ClickHouse-Exception-Code")
	if said == "" {
		if !a.OK() {
			return a.Refused()
		}
		return nil
	}
	err := a.Errorf("answered %d, exception %s", a.Status, answer.Cut(said))
	if code, e := strconv.Atoi(said); e == nil && slices.Contains(passing, code) {
		return sink.Temporary(err)
	}
	return err
}
