// Package figure is what a check answers with: a measured value, its bound and a
// verdict.
//
// It is a leaf that all checks of an audit share. It measures nothing, and how a
// report is printed is the business of package audit.
package figure
