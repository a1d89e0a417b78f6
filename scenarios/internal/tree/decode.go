package tree

// Decode turns a file into a tree. It returns nil when there is nothing to
// walk; the reason is then in the report.
func Decode(data []byte, r *Report) *Node {
	if !preflight(data, r) {
		return nil
	}
	docs, err := parseYAML(data)
	if err != nil {
		reportSyntax(data, err, r)
		return nil
	}
	if len(docs) == 0 || len(docs[0].Content) == 0 {
		r.Add(nil, "", "the file is empty", "begin with version: 1 and scenario: {id: …, title: …}")
		return nil
	}
	if len(docs) > 1 {
		second := &Node{Line: max(docs[1].Line, 1), Col: max(docs[1].Column, 1)}
		r.Add(second, "", "a second document begins here", "keep one scenario per file and remove the line ---")
	}
	return convert(docs[0].Content[0], r)
}

// DecodeFlow reads the value of a --set expression or of a default; nil where it is
// not one value of YAML.
func DecodeFlow(text string, r *Report) *Node {
	docs, err := parseYAML([]byte(text))
	if err != nil || len(docs) > 1 {
		return nil
	}
	if len(docs) == 0 || len(docs[0].Content) == 0 {
		return &Node{Kind: Null, Plain: true}
	}
	return convert(docs[0].Content[0], r)
}
