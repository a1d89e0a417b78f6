package evidence

import (
	"math"

	"github.com/breachsim/breachsim/output/score/internal/protocol"
)

// curve is the precision–recall curve of account-days in figures.
type curve struct {
	averagePrecision  float64
	prevalence        float64
	recallAtLimit     float64 // at a false-positive rate of at most fprLimit
	recall            float64 // of all account-days with an alert
	falsePositiveRate float64
}

// curve ranks the account-days by the highest score of the alerts on them;
// those without one come last, together.
//
//	AP = Σ_n (R_n - R_{n-1}) · P_n      over the distinct scores n, highest first
//
// A step and no straight line between two points, which would promise what no
// threshold reaches (Davis & Goadrich 2006, "The relationship between
// precision-recall and ROC curves", ICML). Chance has AP = π, the prevalence;
// a detector without alerts as well. The recall at a limited false-positive
// rate is the highest of a threshold that keeps to it, again not interpolated.
func (e *Evidence) curve(w *weights) (c curve) {
	var bad, good int64
	for i, n := range w.of {
		bad += int64(n) * int64(e.malicious[i])
		good += int64(n) * int64(e.benign[i])
	}
	if bad == 0 || bad+good == 0 {
		nan := math.NaN()
		return curve{nan, ratio(bad, bad+good), nan, nan, ratio(e.flagged(w), good)}
	}
	var tp, fp int64
	for i := 0; i < len(e.units); {
		before := tp
		for at := e.units[i].score; i < len(e.units) && e.units[i].score == at; i++ {
			n := int64(w.of[e.units[i].account])
			if e.units[i].malicious {
				tp += n
			} else {
				fp += n
			}
		}
		if tp > before {
			c.averagePrecision += ratio(tp-before, bad) * ratio(tp, tp+fp)
		}
		if good == 0 || ratio(fp, good) <= protocol.FprLimit {
			c.recallAtLimit = ratio(tp, bad)
		}
	}
	c.prevalence = ratio(bad, bad+good)
	c.averagePrecision += ratio(bad-tp, bad) * c.prevalence
	c.recall, c.falsePositiveRate = ratio(tp, bad), ratio(fp, good)
	return c
}

// flagged counts the benign account-days with an alert.
func (e *Evidence) flagged(w *weights) (n int64) {
	for i := range e.units {
		if !e.units[i].malicious {
			n += int64(w.of[e.units[i].account])
		}
	}
	return n
}

// predictive is the positive predictive value of an alert at a prevalence P(I)
// of intrusions among account-days:
//
//	P(I|A) = P(I)·P(A|I) / (P(I)·P(A|I) + (1 - P(I))·P(A|¬I))
//
// with P(A|I) the recall and P(A|¬I) the false-positive rate of account-days:
// Bayes' rule as Axelsson has it (2000, "The base-rate fallacy and the
// difficulty of intrusion detection", ACM TISSEC 3). Datasets hold far more
// attack than the field does; precision measured on them says little of it.
// NaN where there are no alerts.
func predictive(recall, falsePositiveRate, prevalence float64) float64 {
	hits := prevalence * recall
	return hits / (hits + (1-prevalence)*falsePositiveRate)
}
