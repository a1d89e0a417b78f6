package schema

import (
	"reflect"
	"testing"
	"time"

	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/tree"
)

// A shop is what the rows of this test are about: nothing here knows of scenarios.
type shop struct {
	Name  string
	Since time.Time
	Stock []article
	Open  bool
	Note  string
}

type article struct {
	Name  string
	Price quantity.Share
}

func shopRows() *Group {
	articles := &Group{Rows: []Row{
		Key("name", Identifier(), func(a *article) any { return &a.Name }, "").Needed("pear"),
		Key("price", Factor(0, 1000*quantity.One), func(a *article) any { return &a.Price }, "").Or("1.5"),
	}}
	return &Group{Block: true, Rows: []Row{
		Key("name", Text(20, false), func(s *shop) any { return &s.Name }, "").Needed("corner"),
		Key("since", Moment(), func(s *shop) any { return &s.Since }, "").Like("2022-03-01"),
		Key("stock", &ListOf{Of: articles, Most: 9, Lines: true}, func(s *shop) any { return &s.Stock }, "").Or("[]"),
		Key("open", Boolean(), func(s *shop) any { return &s.Open }, "").Or("true"),
		Key("note", Text(100, true), func(s *shop) any { return &s.Note }, "").Like("closed"),
	}}
}

// read checks a text and puts its values in their places.
func read(t *testing.T, text string) (*shop, error) {
	t.Helper()
	r := &tree.Report{File: "shop.yaml"}
	w := &Walk{Report: r, Elsewhere: shopRows().Find}
	rec, _ := shopRows().Check(w, tree.Decode([]byte(text), r), "").(*Record)
	w.Times(rec, time.UTC)
	out := &shop{}
	shopRows().Fill(rec, out)
	return out, r.Err()
}

// One row is enough to read a key, give its default, and write it.
func TestRowsReadAndWrite(t *testing.T) {
	got, err := read(t, "{name: corner, since: 2022-03-01, stock: [{name: pear}, {name: fig, price: 0.25}], note: \"a\\nb\"}")
	if err != nil {
		t.Fatal(err)
	}
	want := &shop{
		Name: "corner", Since: time.Date(2022, 3, 1, 0, 0, 0, 0, time.UTC), Open: true, Note: "a\nb",
		Stock: []article{{"pear", 1_500_000}, {"fig", 250_000}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v, want %+v", got, want)
	}
	const text = `name: "corner"
since: 2022-03-01T00:00:00Z
stock:
  - {name: "pear", price: 1.5}
  - {name: "fig", price: 0.25}
open: true
note: |-
  a
  b
`
	if out := shopRows().Write(got); out != text {
		t.Errorf("wrote\n%s\nwant\n%s", out, text)
	}
	again, err := read(t, text)
	if err != nil || !reflect.DeepEqual(again, want) {
		t.Errorf("read back %+v, %v", again, err)
	}
}

// A key that the file does not give and that has no default is not written.
func TestNothingIsNotWritten(t *testing.T) {
	got, err := read(t, "name: corner\nopen: false\n")
	if err != nil {
		t.Fatal(err)
	}
	if out, want := shopRows().Write(got), "name: \"corner\"\nstock: []\nopen: false\n"; out != want {
		t.Errorf("wrote\n%s\nwant\n%s", out, want)
	}
}

// What is wrong is said with its path; what was understood is there all the same.
func TestProblemsHaveTheirPath(t *testing.T) {
	got, err := read(t, "{nmae: corner, stock: [{name: Pear}], open: false}")
	problems, _ := err.(*tree.Problems)
	if problems == nil || len(problems.List) != 2 || problems.List[1].Path != "stock[0].name" || got.Open {
		t.Errorf("got %+v, %v", got, err)
	}
}
