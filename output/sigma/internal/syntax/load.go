package syntax

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/breachsim/breachsim/output/sigma/internal/field"
)

// The bounds of what is read.
const (
	mostBytes = 4 << 20 // of a file
	mostRules = 10_000
	mostNodes = 200_000
)

// Parse reads rules of files that may refer to each other. Where anything is wrong it
// fails with [Problems], which hold all of it.
func Parse(files []File) (set *Set, err error) {
	bad := &Problems{}
	s := &Set{}
	var links []link
	for _, f := range files {
		links = append(links, readFile(s, f, bad)...)
	}
	if len(s.Rules) == 0 && len(bad.List) == 0 {
		name := "rules"
		if len(files) > 0 {
			name = files[0].Name
		}
		bad.add(Place{File: name}, "no rule: write a document with title, logsource and detection")
	}
	s.link(links, bad)
	if len(bad.List) > 0 {
		bad.sort(files)
		return nil, bad
	}
	return s, nil
}

// readFile adds the rules of a file, and lists what its correlations refer to.
func readFile(s *Set, f File, bad *Problems) (links []link) {
	r := &reader{f.Name, bad}
	if len(f.Text) > mostBytes {
		bad.add(Place{File: f.Name}, "%d bytes: a file of rules has at most %d", len(f.Text), mostBytes)
		return nil
	}
	docs, err := documents(f.Text)
	for _, doc := range docs {
		if len(s.Rules) >= mostRules {
			r.wrong(doc, "more than %d rules: read fewer at a time", mostRules)
			return links
		}
		if !r.bounded(doc) {
			continue
		}
		if rule, link := r.rule(doc); rule != nil {
			s.Rules = append(s.Rules, rule)
			if link != nil {
				link.rule = len(s.Rules) - 1
				links = append(links, *link)
			}
		}
	}
	if err != nil {
		line, text := yamlPlace(err)
		line = min(line, 1+bytes.Count(f.Text, []byte("\n"))) // the library counts the end as a line
		bad.add(Place{f.Name, line, 1}, "not YAML: %s", text)
	}
	return links
}

// documents reads the documents of a file, up to the first that is no YAML.
func documents(text []byte) (docs []*yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil { // the library panics on some broken input
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	d := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var doc yaml.Node
		err := d.Decode(&doc)
		if errors.Is(err, io.EOF) {
			return docs, nil
		}
		if err != nil {
			return docs, err
		}
		if len(doc.Content) == 1 && !isNull(doc.Content[0]) {
			docs = append(docs, doc.Content[0])
		}
	}
}

var lineOf = regexp.MustCompile(`^yaml: line (\d+): `)

// yamlPlace takes the line out of an error of the YAML library.
func yamlPlace(err error) (line int, text string) {
	text = err.Error()
	if m := lineOf.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1]) // digits
		text = text[len(m[0]):]
	}
	return max(1, line), strings.TrimPrefix(text, "yaml: ")
}

// bounded refuses aliases, which Sigma does not use, and what is nested too deep or too
// large to be a rule.
func (r *reader) bounded(n *yaml.Node) bool {
	count := 0
	var walk func(n *yaml.Node, depth int) bool
	walk = func(n *yaml.Node, depth int) bool {
		count++
		switch {
		case n.Kind == yaml.AliasNode:
			r.wrong(n, "the alias *%s: write the value itself", n.Value)
			return false
		case depth > mostDepth:
			r.wrong(n, "nested deeper than %d: no rule is", mostDepth)
			return false
		case count > mostNodes:
			r.wrong(n, "more than %d values in a rule", mostNodes)
			return false
		}
		for _, x := range n.Content {
			if !walk(x, depth+1) {
				return false
			}
		}
		return true
	}
	return walk(n, 0)
}

// attributes are what a rule may have at its top, besides fields of its author's own.
var attributes = []string{"title", "id", "name", "related", "taxonomy", "status", "description", "license", "author",
	"references", "date", "modified", "logsource", "detection", "fields", "falsepositives", "level", "tags", "scope",
	"correlation", "sigma-version", "generate"}

var statuses = []string{"stable", "test", "experimental", "deprecated", "unsupported"}

// rule reads one document. It returns nil where that is no rule at all, or one that
// is not to be used.
func (r *reader) rule(n *yaml.Node) (*Rule, *link) {
	before := len(r.bad.List)
	out := &Rule{Place: r.at(n)}
	parts := map[string]*yaml.Node{}
	generate := false
	for _, m := range r.members(n, "the rule") {
		parts[m.key] = m.value
		switch m.key {
		case "title":
			out.Title = r.text(m.value, "title")
		case "id":
			out.ID = r.text(m.value, "id")
		case "name":
			out.Name = r.text(m.value, "name")
		case "level":
			out.Level = Level(r.word(m.value, "level", levels) + 1)
		case "status":
			r.word(m.value, "status", statuses)
		case "date", "modified":
			r.date(m)
		case "generate":
			generate = r.truth(m.value, "generate")
		case "action":
			r.wrong(m.name, "action: collections of this kind are withdrawn from Sigma: write each rule out")
		case "filter":
			r.wrong(m.name, "filter: Sigma filters are not supported here: write the exclusion into the rule")
		default:
			if !slices.Contains(attributes, m.key) {
				if near := meant(m.key, attributes); near != "" {
					r.wrong(m.name, "%s is no attribute of a rule%s", quote(m.key), near)
				}
			}
		}
	}
	if n.Kind != yaml.MappingNode {
		return nil, nil
	}
	if parts["title"] == nil {
		r.wrong(n, "the rule has no title: write title: and what it finds")
	}
	l := r.body(n, out, parts)
	if l != nil {
		l.generate = l.generate || generate
	}
	if len(r.bad.List) > before && out.Name == "" && out.ID == "" {
		return nil, nil
	}
	return out, l
}

// body reads detection or correlation.
func (r *reader) body(n *yaml.Node, out *Rule, parts map[string]*yaml.Node) *link {
	detection, correlation := parts["detection"], parts["correlation"]
	switch {
	case correlation != nil && detection != nil:
		r.wrong(correlation, "correlation beside detection: write them as two documents, with --- between them")
	case correlation != nil:
		if s := parts["logsource"]; s != nil {
			r.wrong(s, "logsource of a correlation: the rules that it refers to have theirs")
		}
		return r.correlation(correlation, out)
	case detection == nil:
		r.wrong(n, "the rule has neither detection nor correlation: write one of them")
	default:
		if s := parts["logsource"]; s != nil {
			r.source(s, out)
		} else {
			r.wrong(n, "the rule has no logsource: write product: breachsim and service: audit or access")
		}
		r.detection(detection, out)
	}
	return nil
}

var isDate = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`)

func (r *reader) date(m member) {
	if s := r.text(m.value, m.key); s != "" && !isDate.MatchString(s) {
		r.wrong(m.value, "%s %s: write a day as 2026-03-22", m.key, quote(s))
	}
}

// source reads which log a detection is of.
func (r *reader) source(n *yaml.Node, out *Rule) {
	product := false
	keys := []string{"category", "product", "service", "definition"}
	for _, m := range r.members(n, "logsource") {
		switch m.key {
		case "product":
			product = true
			r.word(m.value, "product", []string{"breachsim"})
		case "service":
			if i := r.word(m.value, "service", []string{"audit", "access"}); i >= 0 {
				out.In = field.Service(1 << i)
			}
		case "definition":
		case "category":
			r.wrong(m.name, "category is not supported: write product: breachsim and service: audit or access")
		default:
			r.wrong(m.name, "logsource has no %s%s: write product and service", quote(m.key), meant(m.key, keys))
		}
	}
	if n.Kind != yaml.MappingNode {
		return
	}
	if !product {
		r.wrong(n, "logsource has no product: write product: breachsim")
	}
	if out.In == 0 && !slices.ContainsFunc(n.Content, func(x *yaml.Node) bool { return x.Value == "service" }) {
		r.wrong(n, "logsource has no service: write service: audit, or service: access")
	}
}
