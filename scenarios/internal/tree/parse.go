package tree

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"gopkg.in/yaml.v3" // this file and convert.go know the YAML library
)

// Limits on what a scenario file may ask of the reader.
const (
	MaxBytes = 1 << 20 // of the file
	maxDepth = 64      // nesting, aliases followed
	maxNodes = 50_000  // values, each alias counted as often as it is used
)

// parseYAML returns the first two documents. The recover is for the decoder,
// which panics on some hostile input.
func parseYAML(data []byte) (docs []*yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			docs, err = nil, fmt.Errorf("the YAML reader gave up: %v", r)
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(data))
	for len(docs) < 2 {
		var doc yaml.Node
		if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return docs, err
		}
		docs = append(docs, &doc)
	}
	return docs, nil
}
