package echowall

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
)

// A tree is the module as it lies on disk. Build tags are not looked at: every file keeps to the rules.
type tree struct {
	positions *token.FileSet
	files     []file
	dirs      []string
}

type file struct {
	name, pkg string // "bot/outbox/send.go", "./bot/outbox"
	test      bool
	syntax    *ast.File
}

// inspect reads the module. Like go list, it leaves out testdata and what begins with a dot or an underscore.
func inspect(tb testing.TB, fsys fs.FS) *tree {
	tb.Helper()
	t := &tree{positions: token.NewFileSet()}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil || name == ".":
			return err
		case d.IsDir() && (strings.ContainsRune("._", rune(base[0])) || base == "testdata"):
			return fs.SkipDir
		case d.IsDir():
			t.dirs = append(t.dirs, name)
		case path.Ext(name) == ".go":
			return t.add(fsys, name)
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

func (t *tree) add(fsys fs.FS, name string) error {
	source, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	syntax, err := parser.ParseFile(t.positions, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	pkg := strings.TrimSuffix("./"+path.Dir(name), "/.")
	t.files = append(t.files, file{name, pkg, strings.HasSuffix(name, "_test.go"), syntax})
	return nil
}

// walkDomain visits the syntax of the domain's packages, without their tests. The clock is none of them: it is handed
// to the engine, and an arrow keeps the subjects from it.
func (t *tree) walkDomain(visit func(file, ast.Node)) {
	for _, f := range t.files {
		if f.test || !match("./flows/*", f.pkg) || f.pkg == "./flows/clock" {
			continue
		}
		for n := range ast.Preorder(f.syntax) {
			visit(f, n)
		}
	}
}

func (t *tree) at(f file, n ast.Node) string {
	return fmt.Sprintf("%s:%d", f.name, t.positions.Position(n.Pos()).Line)
}

// imports lists what f imports, with packages of this module written as in the table: "./storage".
func (f file) imports() (paths []string) {
	for _, i := range f.syntax.Imports {
		p := strings.Trim(i.Path.Value, "`\"")
		if below, ok := strings.CutPrefix(p, module+"/"); ok {
			p = "./" + below
		}
		paths = append(paths, p)
	}
	return paths
}

// nameOf is the name under which f imports the package at p, or "".
func (f file) nameOf(p string) string {
	for _, i := range f.syntax.Imports {
		switch {
		case strings.Trim(i.Path.Value, "`\"") != p:
		case i.Name != nil:
			return i.Name.Name
		default:
			return path.Base(p)
		}
	}
	return ""
}

func matchAny(patterns []string, pkg string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return match(p, pkg) })
}

func match(pattern, pkg string) bool {
	first, _, _ := strings.Cut(pkg, "/")
	if pattern == "*" {
		return true
	} else if pattern == "std" {
		return !strings.Contains(first, ".")
	} else if root, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == root || strings.HasPrefix(pkg, root+"/")
	} else if root, ok := strings.CutSuffix(pattern, "/*"); ok {
		return strings.HasPrefix(pkg, root+"/")
	}
	return pkg == pattern || !strings.HasPrefix(pattern, ".") && strings.HasPrefix(pkg, pattern+"/")
}

func join(lists ...[]string) []string { return slices.Concat(lists...) }
