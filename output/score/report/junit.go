package report

import (
	"encoding/xml"
	"fmt"
	"io"
)

// JUnitSuite is a report in the form of JUnit.
type JUnitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string      `xml:"classname,attr"`
	Name    string      `xml:"name,attr"`
	Failure *junitNote  `xml:"failure"`
	Skipped *junitNote  `xml:"skipped"`
	Out     *junitPlain `xml:"system-out"`
}

type junitNote struct {
	Message string `xml:"message,attr"`
}

type junitPlain struct {
	Text string `xml:",chardata"`
}

// WriteJUnit writes a test case for each demand, which fails where it is not
// met, and one for each figure, which fails where it is worse than the baseline
// and is skipped where it is undefined.
func (r *Report) WriteJUnit(w io.Writer) error {
	s := JUnitSuite{Name: "breachsim score"}
	for _, g := range r.Gate {
		c := junitCase{Class: "score.min", Name: g.Clause, Out: &junitPlain{g.Text}}
		if !g.Met {
			c.Failure = &junitNote{g.Text}
		}
		s.add(c)
	}
	worse := map[string]Compared{}
	for _, c := range Worse(r.Baseline) {
		worse[c.Name] = c
	}
	for i := range r.Result.Metrics {
		m := &r.Result.Metrics[i]
		c := junitCase{Class: "score.figure", Name: m.Name,
			Out: &junitPlain{fmt.Sprintf("%s %s (95 %%: %s, n = %d)", m.Shown(), m.Unit, m.limits(), m.N)}}
		if x, is := worse[m.Name]; is {
			c.Failure = &junitNote{fmt.Sprintf("worse than the baseline: %s, was %s", say(x.Now), say(x.Before))}
		} else if !m.Value.Known() {
			c.Skipped = &junitNote{m.Shown()}
		}
		s.add(c)
	}
	return s.Write(w)
}

// Add adds a case, which fails where failure says why.
func (s *JUnitSuite) Add(class, name, failure, out string) {
	c := junitCase{Class: class, Name: name, Out: &junitPlain{out}}
	if failure != "" {
		c.Failure = &junitNote{failure}
	}
	s.add(c)
}

// Write writes the suite as a document.
func (s *JUnitSuite) Write(w io.Writer) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(s); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (s *JUnitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	if c.Failure != nil {
		s.Failures++
	}
	if c.Skipped != nil {
		s.Skipped++
	}
}
