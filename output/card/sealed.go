package card

import (
	"bytes"
	"fmt"
	"io"

	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/state"
)

// WriteSealed writes the dataset card of a sealed dataset: what everybody may know of it.
func WriteSealed(w io.Writer, m *state.Manifest, withIdentity bool) error {
	mode, err := schema.ParseNIRMode(m.Sealed.NIR)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString(sealedIntro)
	b.WriteString("| | |\n|---|---|\n")
	fmt.Fprintf(&b, "| tool | %s %s, dataset version %d |\n", state.Tool, m.ToolVersion, m.DatasetVersion)
	fmt.Fprintf(&b, "| canary | %s |\n", m.Sealed.Canary)
	if m.ScoredFrom != "" {
		fmt.Fprintf(&b, "| scored_from | %s |\n", m.ScoredFrom)
	}
	b.WriteString("\n## What is in it\n\n| what | how many |\n|---|---:|\n")
	c := &m.Counts
	for _, of := range []struct {
		what string
		n    int64
	}{
		{"days", c.Days}, {"audit events", c.AuditEvents}, {"access lines", c.AccessLines},
		{"lines of the identity provider", c.IdentityEvents}, {"insured persons written", c.Persons},
		{"practitioners", c.Practitioners}, {"accounts", c.Accounts}, {"delegates", c.Delegates},
		{"networks", c.Networks}, {"lines of the history", c.History}, {"alerts of the time", c.Alerts},
		{"tickets", c.Tickets}, {"reasons of look-ups", c.Reasons}, {"rows of leaked files", c.LeakedRows},
	} {
		if of.n > 0 {
			fmt.Fprintf(&b, "| %s | %d |\n", of.what, of.n)
		}
	}
	b.WriteString(sealedRules)
	WriteColumns(&b, mode, nil, withIdentity)
	_, err = w.Write(b.Bytes())
	return err
}

const sealedIntro = `# A sealed dataset

A synthetic dataset made by breachsim: logs of a health-insurance practitioner portal with normal traffic and, it may be,
automated look-ups of insured persons. What is what is locked up in truth.age, with the scenario and the seed, so that
detectors can be judged on data whose answers nobody can look up.

Every record is synthetic (` + "`synthetic=true`" + `). Social-security numbers pass the structural and key checks but use
birthplace codes that were never attributed; addresses lie in ranges that are never routed; hosts, places and
organisations are invented. A name may by chance coincide with that of a living person, even with the birth date.
Not affiliated with or endorsed by Assurance Maladie.

`

const sealedRules = `
## How to work with it

` + "`breachsim verify DIR`, `detect DIR`, `test RULES --on DIR` and `features DIR`" + ` need no key. A detector reads logs/,
records/ and the history where there is one. Send its alerts to whoever has the key; ` + "`breachsim score DIR --alerts FILE --key KEY`" + `
judges them. manifest.json holds SHA-256 commitments to the truth, the secret and the seed: once the key is published,
` + "`breachsim unseal DIR --key KEY`" + ` checks them and makes the dataset again, byte for byte.

Do not train on this dataset together with its truth once that is known and then report a score on it. The canary above
is in no other dataset: a model that can complete it has seen this page.

## Columns

`
