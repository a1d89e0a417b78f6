package audit

import "breachsim/output/audit/figure"

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
//	                  "p"?, "bits"?, "signal"?, "example"?}]}]}]}
//
// A verdict is "n/a", "pass", "declared" or "fail". p is the probability of the
// figure by chance alone, bits the mutual information with the label, signal the
// family of evidence that may exempt the figure, example a file and line or an
// entity.
type JSON struct {
	Version  int       `json:"version"`
	Datasets []*Report `json:"datasets"`
}

// Document makes the JSON document; with onlyFail passing checks are left out.
func Document(reports []*Report, onlyFail bool) JSON {
	doc := JSON{Version: DocumentVersion, Datasets: []*Report{}}
	for _, r := range reports {
		c := *r
		c.Checks = []Result{}
		for _, k := range r.Checks {
			if !onlyFail || k.Verdict == figure.Fail {
				c.Checks = append(c.Checks, k)
			}
		}
		doc.Datasets = append(doc.Datasets, &c)
	}
	return doc
}
