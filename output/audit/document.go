package audit

import "github.com/breachsim/breachsim/output/internal/audit/figure"

// DocumentVersion is raised by every change of the JSON document that a reader
// of the old form would misread.
const DocumentVersion = 2

// JSON is the document of `audit --json`:
//
//	{"version": 2,
//	 "datasets": [{"dir", "scenario", "seed", "scale",
//	   "signals": [{"family", "reason"?, "needed", "beyond", "check"?, "figure"?, "bound"?, "value"}],
//	   "audit_events", "access_lines", "verdict",
//	   "checks": [{"id", "title", "verdict", "reason"?,
//	     "figures": [{"name", "value", "bound", "n", "verdict",
//	                  "p"?, "bits"?, "signal"?, "source"?, "example"?}]}]}],
//	 "together"?: {"datasets", "verdict", "checks": [as above]}}
//
// A verdict is "n/a", "pass", "declared" or "fail". p is the probability of the
// figure by chance alone, bits the mutual information with the label, signal the
// family of evidence that may exempt the figure, source that of a figure of real work
// which stands in the bound, example a file and line or an entity. together is what
// was judged of several datasets at once.
type JSON struct {
	Version  int       `json:"version"`
	Datasets []*Report `json:"datasets"`
	Together *Together `json:"together,omitempty"`
}

// Document makes the JSON document; with onlyFail passing checks are left out. t is nil
// for a single dataset.
func Document(reports []*Report, t *Together, onlyFail bool) JSON {
	doc := JSON{Version: DocumentVersion, Datasets: []*Report{}}
	for _, r := range reports {
		c := *r
		c.Checks = shown(r.Checks, onlyFail)
		doc.Datasets = append(doc.Datasets, &c)
	}
	if t != nil {
		c := *t
		c.Checks = shown(t.Checks, onlyFail)
		doc.Together = &c
	}
	return doc
}

// shown are the checks that a document tells of.
func shown(checks []Result, onlyFail bool) []Result {
	out := []Result{}
	for _, k := range checks {
		if !onlyFail || k.Verdict == figure.Fail {
			out = append(out, k)
		}
	}
	return out
}
