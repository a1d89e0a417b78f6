// Package schema says what files and columns there are: the type and the rules
// of a column, the place of a format in the dataset, and what follows from them
// for programs that read it (JSON Schema, SQL, the data dictionary, a sample).
//
// It stands below the encoders, which fill it: a [Format] carries the function
// that makes its encoder, a table of the records or of a log gives its [Info].
//
// It holds no list of columns and no format by itself, and writes no file.
package schema
