package main

import (
	"fmt"
	"runtime/debug"
)

// version is set when a release is built.
var version = "dev"

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run() error {
	fmt.Println("echowall", release())
	return nil
}

// release is the version of this program: the one that its build set, else the one that "go install" took.
func release() string {
	info, ok := debug.ReadBuildInfo()
	if version != "dev" || !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return version
	}
	return info.Main.Version
}
