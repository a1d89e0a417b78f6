package card

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/truth"
)

// CroissantName is the dataset's description for programs that load datasets,
// in the Croissant format 1.1 of MLCommons (JSON-LD):
// https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html
const CroissantName = "croissant.json"

// node is a JSON-LD node. encoding/json writes its keys in order of name.
type node map[string]any

// ref points to a node by its id.
func ref(id string) node { return node{"@id": id} }

// Croissant is croissant.json for the files of a dataset, which are all but
// itself. The date is the last day of the logs: no clock is asked.
func (p *Facts) Croissant(files []disk.Entry, last string) ([]byte, error) {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b disk.Entry) int { return strings.Compare(a.Path, b.Path) })
	d := &description{Facts: p}
	for i := range files {
		d.resources = append(d.resources, fileObject(&files[i]))
		d.has = append(d.has, files[i].Path)
	}
	d.logs()
	d.tables()
	d.truth()
	return rowed(d.dataset(last))
}

// rowed writes a node with a key a line, and of a list of nodes each on a line
// of its own.
func rowed(n node) ([]byte, error) {
	var b bytes.Buffer
	before := "{\n"
	for _, key := range slices.Sorted(maps.Keys(n)) {
		fmt.Fprintf(&b, "%s%q: ", before, key)
		before = ",\n"
		list, many := n[key].([]node)
		if !many {
			text, err := json.Marshal(n[key])
			if err != nil {
				return nil, err
			}
			b.Write(text)
			continue
		}
		between := "[\n "
		for _, item := range list {
			text, err := json.Marshal(item)
			if err != nil {
				return nil, err
			}
			b.WriteString(between)
			b.Write(text)
			between = ",\n "
		}
		b.WriteString("]")
	}
	b.WriteString("\n}\n")
	return b.Bytes(), nil
}

// description collects the resources and record sets.
type description struct {
	*Facts
	has       []string // paths in the dataset
	resources []node
	records   []node
}

func (d *description) dataset(date string) node {
	title := d.Info.Title
	if title == "" {
		title = d.Info.ScenarioID
	}
	if date == "" {
		date = time.Unix(0, 0).UTC().Format(time.DateOnly)
	}
	about := "" +
		"A synthetic dataset made by breachsim: logs of a health-insurance practitioner portal with normal traffic, automated look-ups " +
		"of insured persons, and the ground truth of every line. Every record is synthetic and describes nobody. What lies in truth/ is for " +
		"scoring, never for a detector. Scenario: " + title + "."
	n := node{
		"@context":    croissantContext(),
		"@type":       "sc:Dataset",
		"conformsTo":  "http://mlcommons.org/croissant/1.1",
		"name":        fmt.Sprintf("%s-seed-%d", d.Run.Scenario, d.Run.Seed),
		"description": about,
		"license": []string{
			"https://spdx.org/licenses/Apache-2.0.html",
			"https://spdx.org/licenses/etalab-2.0.html",
		},
		"url":           fmt.Sprintf("https://breachsim.example/datasets/%s/%d", d.Run.Scenario, d.Run.Seed),
		"creator":       node{"@type": "sc:Organization", "name": "the breachsim authors"},
		"datePublished": date,
		"version":       d.version(),
		"inLanguage":    []string{"en", "fr"},
		"isLiveDataset": false,
		"keywords": []string{
			"synthetic data",
			"intrusion detection",
			"web scraping",
			"account takeover",
			"audit log",
			"access log",
			"health insurance",
		},
		"distribution": d.resources,
		"recordSet":    d.records,
	}
	maps.Copy(n, d.responsible(date))
	return n
}

func versionOf(n int) string { return fmt.Sprintf("%d.0.0", n) }

// fileObject describes a file.
func fileObject(e *disk.Entry) node {
	return node{"@type": "cr:FileObject", "@id": e.Path, "name": path.Base(e.Path), "contentUrl": e.Path,
		"contentSize": fmt.Sprintf("%d B", e.Bytes), "encodingFormat": mediaTypes(e.Path), "sha256": e.SHA256}
}

// mediaTypes tells the form of a file, and of what it is packed in.
func mediaTypes(name string) []string {
	ext := path.Ext(name)
	switch ext {
	case ".gz":
		return append(mediaTypes(strings.TrimSuffix(name, ext)), "application/gzip")
	case ".zst":
		return append(mediaTypes(strings.TrimSuffix(name, ext)), "application/zstd")
	}
	known := map[string]string{
		".jsonl":   "application/jsonlines",
		".ndjson":  "application/fhir+ndjson",
		".json":    "application/json",
		".csv":     "text/csv",
		".cef":     "text/plain",
		".leef":    "text/plain",
		".log":     "text/plain",
		".txt":     "text/plain",
		".md":      "text/markdown",
		".yaml":    "application/yaml",
		".sql":     "application/sql",
		".copy":    "text/tab-separated-values",
		".parquet": "application/vnd.apache.parquet",
		".mmdb":    "https://maxmind.github.io/MaxMind-DB/",
	}
	if t, ok := known[ext]; ok {
		return []string{t}
	}
	return []string{"application/octet-stream"}
}

// source finds where a table lies: one file, or the set of a day each. ok is
// false where it was not written.
func (d *description) source(layout string) (from node, ok bool) {
	before, after, daily := strings.Cut(layout, "DATE")
	one := len(before) + len(time.DateOnly) + len(after)
	if !daily {
		return node{"fileObject": ref(layout)}, slices.Contains(d.has, layout)
	}
	for _, name := range d.has {
		if strings.HasPrefix(name, before) && strings.HasSuffix(name, after) && len(name) == one {
			id := strings.Replace(layout, "DATE", "*", 1)
			d.resources = append(
				d.resources,
				node{"@type": "cr:FileSet", "@id": id, "name": id, "description": "One file a local day.",
					"encodingFormat": mediaTypes(layout), "includes": id},
			)
			return node{"fileSet": ref(id)}, true
		}
	}
	return nil, false
}

// recordSet enters a table whose columns are named in its file.
func (d *description) recordSet(id, layout, about string, fields []node) {
	from, ok := d.source(layout)
	if !ok {
		return
	}
	var keys []node
	for _, f := range fields {
		column := f["name"].(string)
		f["@id"] = id + "/" + column
		if f["source"] == nil {
			f["source"] = extract(from, node{"column": column})
		} else {
			f["source"] = extract(from, f["source"].(node))
		}
		if f["key"] != nil {
			keys = append(keys, ref(id+"/"+column))
			delete(f, "key")
		}
	}
	set := node{
		"@type":       "cr:RecordSet",
		"@id":         id,
		"name":        id,
		"description": strings.ReplaceAll(about, "`", ""),
		"field":       fields,
	}
	if len(keys) > 0 {
		set["key"] = keys
	}
	d.records = append(d.records, set)
}

func extract(from, what node) node {
	s := node{"extract": what}
	for k, v := range from {
		s[k] = v
	}
	return s
}

// field describes a column.
func field(c schema.Field) node {
	n := node{
		"@type":       "cr:Field",
		"name":        c.Name,
		"description": strings.ReplaceAll(c.Meaning, "`", ""),
		"dataType":    dataType(c.Type),
	}
	if strings.HasPrefix(c.Type, "list of") {
		n["isArray"], n["arrayShape"] = true, "-1"
	}
	return n
}

// dataType is the class of schema.org for a type word of the dictionary.
func dataType(word string) string {
	switch word {
	case "timestamp":
		return "sc:DateTime"
	case "date":
		return "sc:Date"
	case "integer":
		return "sc:Integer"
	case "number", "decimal":
		return "sc:Float"
	case "boolean", "true":
		return "sc:Boolean"
	}
	return "sc:Text"
}

func fieldsOf(list []schema.Field) []node {
	out := make([]node, len(list))
	for i := range list {
		out[i] = field(list[i])
	}
	return out
}

// logs describes the logs whose lines have our columns by name; of any other,
// the lines.
func (d *description) logs() {
	for _, f := range d.Formats {
		id, layout := "logs/"+string(f.Stream)+"/"+f.Name, f.Layout
		if !f.Columnar {
			layout += d.Packed
		}
		if f.Ext != "copy" && f.Plain(d.Mode) { // COPY text has no header to find a column by
			info := f.Info(d.Mode)
			d.recordSet(id, layout, info.About, columnNodes(&info))
			continue
		}
		line := field(schema.Field{Name: "line", Type: "text", Meaning: "A line of the log."})
		line["source"] = node{"fileProperty": "lines"}
		d.recordSet(id, layout, f.Description, []node{line})
	}
}

// tables describes the records in one of their forms that has columns.
func (d *description) tables() {
	for _, t := range d.Tables {
		for _, f := range d.Records {
			if f.Name != "csv" && f.Name != "jsonl" && f.Name != "parquet" || !slices.Contains(t.Formats, f.Name) {
				continue
			}
			d.recordSet(t.Name, t.Path(f), t.About, columnNodes(&t))
			break
		}
	}
}

func columnNodes(t *schema.Info) []node {
	fields := make([]node, len(t.Columns))
	for i := range t.Columns {
		c := &t.Columns[i]
		fields[i] = field(c.Field)
		if c.Key {
			fields[i]["key"] = true
		}
		if table, column, ok := strings.Cut(c.Ref, "."); ok {
			fields[i]["references"] = ref(table + "/" + column)
		}
	}
	return fields
}

// truth describes the ground truth.
func (d *description) truth() {
	for _, t := range truth.Tables() {
		d.recordSet(t.Name(), t.Path, t.About, fieldsOf(t.Columns))
	}
}

// croissantContext is the context of appendix 1 of the specification.
func croissantContext() node {
	c := node{
		"@language":  "en",
		"@vocab":     "http://schema.org/",
		"sc":         "http://schema.org/",
		"cr":         "http://mlcommons.org/croissant/",
		"rai":        "http://mlcommons.org/croissant/RAI/",
		"dct":        "http://purl.org/dc/terms/",
		"conformsTo": "dct:conformsTo",
		"data":       node{"@id": "cr:data", "@type": "@json"},
		"dataType":   node{"@id": "cr:dataType", "@type": "@vocab"},
		"examples":   node{"@id": "cr:examples", "@type": "@json"},
	}
	for _, term := range strings.Fields("" +
		"annotation arrayShape citeAs column containedIn equivalentProperty excludes extract field fileProperty " +
		"fileObject fileSet format includes isArray isLiveDataset jsonPath key md5 parentField recordSet references regex readLines sdVersion " +
		"separator source subField transform unArchive value") {
		c[term] = "cr:" + term
	}
	return c
}
