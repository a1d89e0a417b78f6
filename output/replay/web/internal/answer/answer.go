// Package answer reads what a receiver answers to a request: whether it took it, how
// long it asks to wait, and how its words may be shown.
//
// It stands between the requests of web and the products of form, which know what a
// body means. It opens nothing.
package answer

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/breachsim/breachsim/output/replay/sink"
)

const (
	mostQuoted = 200 // bytes of an answer that an error quotes

	// MostPause is the longest pause that a receiver may ask for.
	MostPause = 60 * time.Second
)

// An Answer is what came back.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
	Hide   func(string) string // takes secrets out of a text
}

// Wait is how long an answer asks to wait, in either form of Retry-After (RFC 9110,
// 10.2.3), and zero where it does not.
func (a *Answer) Wait(now time.Time) time.Duration {
	if a.Status != http.StatusTooManyRequests && a.Status != http.StatusServiceUnavailable {
		return 0
	}
	asked := a.Header.Get("Retry-After")
	var d time.Duration
	if seconds, err := strconv.Atoi(asked); err == nil {
		d = time.Duration(min(max(seconds, 0), int(MostPause/time.Second))) * time.Second
	} else if at, err := http.ParseTime(asked); err == nil {
		d = at.Sub(now)
	}
	return min(max(d, 0), MostPause)
}

// OK reports a status of success.
func (a *Answer) OK() bool { return a.Status/100 == 2 }

// Refused is the error of an answer that is no success: statuses that the protocol
// calls passing may pass.
func (a *Answer) Refused() error {
	err := a.Errorf("answered %d %s", a.Status, http.StatusText(a.Status))
	if a.Status/100 == 3 {
		return fmt.Errorf("%w; redirects are not followed: write the address that it names, %q",
			err, a.Header.Get("Location"))
	}
	if a.Status == http.StatusRequestTimeout || a.Status == http.StatusTooManyRequests || a.Status >= 500 {
		return sink.Temporary(err)
	}
	return err
}

// Errorf is an error that ends with how the answer begins, in quotes, without
// secrets.
func (a *Answer) Errorf(format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	if said := a.quote(); said != "" {
		return fmt.Errorf("%w: %s", err, said)
	}
	return err
}

// quote is how the answer begins, with escapes for what a terminal may not be shown.
func (a *Answer) quote() string {
	text := bytes.TrimSpace(a.Body)
	if len(text) == 0 {
		return ""
	}
	if len(text) <= mostQuoted {
		return strconv.Quote(a.Hide(string(text)))
	}
	text = text[:min(len(text), 4*mostQuoted)] // a secret that begins within the bound is hidden whole
	short := a.Hide(string(text))
	return strconv.Quote(short[:min(len(short), mostQuoted)] + "…")
}

// Cut quotes a text, shortened to what an error quotes.
func Cut(text string) string {
	if len(text) > mostQuoted {
		text = text[:mostQuoted] + "…"
	}
	return strconv.Quote(text)
}
