package main

import "github.com/spf13/cobra"

func newMergeCmd(s *streams) *cobra.Command { return &cobra.Command{Use: "merge"} }
