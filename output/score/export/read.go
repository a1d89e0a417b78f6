package export

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/score/alert"
	"github.com/breachsim/breachsim/output/score/internal/alert/stream"
)

// products lists them all.
func products() []*Product {
	return []*Product{ocsf(), elastic(), splunk(), crowdSec(), wazuh(), rsigma()}
}

// Names lists the products.
func Names() (names []string) {
	for _, p := range products() {
		names = append(names, p.Name)
	}
	return names
}

// Known reports whether a product is read.
func Known(name string) bool { return slices.Contains(Names(), name) }

// Read reads the alerts of a product, by time. The first alert that does not fit is
// told, as [*alert.Problems]; r may be of any size, one JSON value of it of 64 MiB.
func Read(name string, r io.Reader, product string) ([]alert.Alert, error) {
	at := slices.IndexFunc(products(), func(p *Product) bool { return p.Name == product })
	if at < 0 {
		return nil, fmt.Errorf("alerts of %q are not read: one of %s", product, strings.Join(Names(), ", "))
	}
	p := products()[at]
	var list []alert.Alert
	for v, err := range stream.Values(r) {
		var found []alert.Alert
		if err == nil {
			found, err = p.alerts(v)
		}
		var broken *stream.BrokenError
		if errors.As(err, &broken) {
			return nil, &alert.Problems{File: name, List: []alert.Problem{{Line: broken.Line, Text: broken.Text}}}
		}
		if err != nil {
			return nil, fmt.Errorf("reading alerts from %q: %w", name, err)
		}
		list = append(list, found...)
	}
	alert.Sort(list)
	return list, nil
}

// alerts takes the alerts out of a value of the file.
func (p *Product) alerts(v *stream.Value) (list []alert.Alert, err error) {
	wrong := func(err error, n, of int) error {
		what := ""
		if of > 1 {
			what = fmt.Sprintf("alert %d there: ", n+1)
		}
		if v.Item > 0 {
			what = fmt.Sprintf("alert %d of the array: ", v.Item) + what
		}
		return &stream.BrokenError{Line: v.Line, Text: what + err.Error()}
	}
	value, err := parse(v.Raw)
	if err != nil {
		return nil, wrong(err, 0, 1)
	}
	found, err := p.unwrap(value)
	if err != nil {
		return nil, wrong(err, 0, 1)
	}
	for n, d := range found {
		a := alert.Alert{Line: v.Line}
		if v.Item > 0 {
			a.Line, a.InArray = v.Item, true
		}
		if err := p.fill(&a, d); err != nil {
			return nil, wrong(err, n, len(found))
		}
		list = append(list, a)
	}
	return list, nil
}
