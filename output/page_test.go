package output

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/card"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/truth"
)

var update = flag.Bool("update", false, "rewrite the column tables of README.md")

const pageMark = "<!-- columns:"

// The dataset page names every column, by being made from the lists that the
// writers use.
func TestPageHasEveryColumn(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(page, []byte(pageMark))
	end := at + bytes.IndexByte(page[max(at, 0):], '\n') + 1
	if at < 0 {
		t.Fatalf("README.md has no mark %q", pageMark)
	}
	var b bytes.Buffer
	b.Write(page[:end])
	b.WriteString("\n## Columns\n\n")
	card.WriteColumns(&b, schema.HMAC, truth.Tables(), true)
	b.WriteString("With `nir: clear` in the scenario, `nir_ref` of the audit log gives way to:\n\n")
	for _, f := range logs.Fields(logs.Audit(schema.Clear)) {
		if f.Name == "nir" {
			b.WriteString("| column | type | meaning |\n|---|---|---|\n| " + f.Name + " | " + f.Type + " | " + f.Meaning + " |\n")
		}
	}
	history := records.History(schema.HMAC).Info()
	b.WriteString("\n")
	card.Columns(&b, "history.csv", history.About+" With `--history` only; with `nir: clear`, nir takes the place of nir_ref here too.", history.Fields())
	writeWeak(&b)
	writeTypes(&b)
	if *update {
		if err := os.WriteFile("README.md", b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(page, b.Bytes()) {
		t.Error("the column tables of README.md are not those of the code: go test ./output -run TestPage -update")
	}
}

// writeWeak writes the tables of what a real team has in place of the truth.
func writeWeak(b *bytes.Buffer) {
	for _, t := range []schema.Info{
		records.Warnings().Info(), records.Tickets(schema.HMAC).Info(), records.Grounds(schema.HMAC).Info(),
	} {
		csv := schema.Format{Ext: "csv", Layout: "records/TABLE.csv"}
		card.Columns(b, t.Path(csv), t.About, t.Fields())
	}
}

// writeTypes writes how each kind of value is held in the forms of the records.
func writeTypes(b *bytes.Buffer) {
	b.WriteString("## Types of the records\n\n| type | JSON Lines | Parquet | PostgreSQL | SQLite | columns of CSV in SQL |\n|---|---|---|---|---|---|\n")
	for k := schema.Text; k <= schema.Address; k++ {
		n := k.Names()
		b.WriteString("| " + strings.Join([]string{n.Word, n.JSON, n.Parquet, n.PostgreSQL, n.SQLite, n.SQL}, " | ") + " |\n")
	}
}

func TestCardSaysWhatItMust(t *testing.T) {
	card := whole(t, newFake(1, 20), Options{})["README.md"]
	for _, want := range []string{"# A fake scenario", "Not affiliated with or endorsed by Assurance Maladie", "Every record is synthetic",
		"may by chance coincide", "| seed | 7 |", "| scale | 1 |", "## How to score", "persons_returned", "birth_rank", "notified_at"} {
		if !strings.Contains(card, want) {
			t.Errorf("the dataset card does not say %q", want)
		}
	}
}
