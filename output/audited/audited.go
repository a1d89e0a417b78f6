// Package audited writes the verdict of an audit into the dataset that was audited:
//
//	audit.Report ─► review in croissant.json ─► its row in manifest.json, with what stood there before
//
// It judges nothing and changes no other file. The dataset stays one that verifies, and
// what it was before can be worked out from its manifest, so that it can be made again from
// that and compared. Writing a second time puts the new verdict in place of the old one.
package audited

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/output/audit"
	"github.com/breachsim/breachsim/output/card"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/limits"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Write writes the verdict of an audit with all checks into the dataset of the report. Tool
// is the version of the program. It refuses a dataset whose manifest or croissant.json was
// altered, and one without croissant.json. The manifest is written last: after a stop
// between the two, which [output.Verify] sees, writing again completes it.
func Write(r *audit.Report, tool string) error {
	m, err := state.ReadManifest(r.Dir)
	if err != nil {
		return err
	}
	before := *m.Unaudited()
	row := slices.IndexFunc(before.Files, func(f disk.Entry) bool { return f.Path == card.CroissantName })
	if row < 0 {
		return fault.Usage("%q has no %s to write the verdict into", r.Dir, card.CroissantName)
	}
	at := filepath.Join(r.Dir, card.CroissantName)
	text, err := limits.ReadFile(at, limits.Index)
	if err != nil {
		return fault.Usage("reading %q: %w", at, cause.Of(err))
	}
	if digest(card.Unreviewed(text)) != before.Files[row].SHA256 {
		return fault.Content("%q is not the file of the manifest: nothing was written", at)
	}
	if text, err = card.Reviewed(text, review(r, tool)); err != nil {
		return err
	}
	after := before
	after.Files = slices.Clone(before.Files)
	after.Audited = &state.Audited{Verdict: string(r.Verdict), ToolVersion: tool, Before: before.Files[row],
		SHA256: before.SHA256}
	after.Files[row].Bytes, after.Files[row].SHA256 = int64(len(text)), digest(text)
	return put(r.Dir, text, &after)
}

// put replaces the two files.
func put(dir string, description []byte, m *state.Manifest) error {
	manifest, err := m.Render()
	if err != nil {
		return err
	}
	d := disk.New()
	for _, f := range []struct {
		name string
		text []byte
	}{{card.CroissantName, description}, {state.ManifestName, manifest}} {
		if err := d.Put(filepath.Join(dir, f.name), f.text); err != nil {
			return fault.Write(fmt.Sprintf("writing %q", filepath.Join(dir, f.name)), err)
		}
	}
	return nil
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// review is the report in a sentence for each verdict, the worst first.
func review(r *audit.Report, tool string) card.Review {
	var b strings.Builder
	fmt.Fprintf(&b, "Verdict: %s.", r.Verdict)
	for _, v := range []struct {
		verdict figure.Verdict
		about   string
	}{
		{figure.Fail, "Outside their bounds"},
		{figure.Declared, "Outside their bounds, as the scenario says under signals"},
		{figure.Pass, "Within their bounds"},
		{figure.NotApplicable, "With nothing to measure"},
	} {
		var checks []string
		for _, c := range r.Checks {
			if c.Verdict == v.verdict {
				checks = append(checks, named(&c))
			}
		}
		if len(checks) > 0 {
			fmt.Fprintf(&b, " %s: %s.", v.about, strings.Join(checks, "; "))
		}
	}
	return card.Review{Name: "breachsim audit " + tool, Body: b.String()}
}

// named is a check, with the figure that decides where it is outside its bound.
func named(c *audit.Result) string {
	name := c.ID + " " + c.Title
	f, found := c.Worst()
	if !found || c.Verdict == figure.Pass || c.Verdict == figure.NotApplicable {
		return name
	}
	return fmt.Sprintf("%s (%s %s, bound %s)", name, f.Name, strconv.FormatFloat(f.Value, 'g', 4, 64), f.Bound)
}
