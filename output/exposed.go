package output

import (
	"bufio"
	"bytes"
	"os"
	"slices"

	"breachsim/generator/event"
)

// exposedThrough counts the rows of the parts of truth/exposed_persons.jsonl by
// account and campaign. The rows are this program's own, one key order.
func exposedThrough(parts []string) (map[[2]string]int64, error) {
	counts := map[[2]string]int64{}
	for _, part := range parts {
		if err := countExposed(part, counts); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

func countExposed(part string, counts map[[2]string]int64) error {
	r, err := os.Open(part)
	if err != nil {
		return err
	}
	defer r.Close() // only read
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		counts[[2]string{textOf(lines.Bytes(), "account"), textOf(lines.Bytes(), "campaign")}]++
	}
	return lines.Err()
}

// textOf returns the plain text under a key of a JSON line.
func textOf(line []byte, key string) string {
	_, rest, _ := bytes.Cut(line, []byte(`"`+key+`":"`))
	text, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(text)
}

// withExposed returns the journal with the persons exposed through each
// account, which only the slices know.
func withExposed(j *event.Journal, cat *event.Catalog, counts map[[2]string]int64) *event.Journal {
	own := *j
	own.Accounts = slices.Clone(j.Accounts)
	for i := range own.Accounts {
		a := &own.Accounts[i]
		a.Exposed = counts[[2]string{cat.Accounts[a.Account].ID, cat.Campaigns[a.Campaign-1]}]
	}
	return &own
}
