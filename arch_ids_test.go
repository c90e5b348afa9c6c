package echowall

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"echowall/locales"
)

// rendersMessages are the files that read the id of a message: the renderer finds its text by it, and a refusal that
// ends in a log is named by it.
var rendersMessages = []string{"bot/text/render.go", "flows/life/command.go"}

// speaking are the packages that make messages, hand them on or show them.
var speaking = []string{"./flows/...", "./bot/...", "./cmd/..."}

const (
	whyNoID = "a text may be given another id without anybody hearing more or less: " +
		"what becomes of a message is said by an attribute of its notice (say.Kind) or by what made it"
	whyNoName = "what a datum is, its kind says (say.Arg), whatever placeholder it stands for"
)

// TestNoIDSteers looks for whatever hangs on the id of a message or on the name of a datum.
func TestNoIDSteers(t *testing.T) {
	texts, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	ids := slices.DeleteFunc(texts.IDs(locales.Default), func(id string) bool { return !strings.Contains(id, ".") })
	for _, p := range typed(t, speaking...) {
		for _, f := range p.files {
			x := steering{p, f, ids, map[ast.Expr]bool{}}
			for _, fault := range x.faults() {
				t.Error(fault)
			}
		}
	}
}

// TestNoIDSteersCatches breaks the rule in each way, to see that the test would tell.
func TestNoIDSteersCatches(t *testing.T) {
	positions := token.NewFileSet()
	imports := importer.ForCompiler(positions, "source", nil) // it reads each package of the library once
	for _, c := range []struct{ code, fault string }{
		{`func f(m Message) bool { return m.ID == "x" }`, "reads the id of a message"},
		{`func f(m *Message) string { return m.ID }`, "reads the id of a message"},
		{`func f(m Message) { m.ID = "x" }`, "reads the id of a message"},
		{`func f() Message { return Message{ID: "x"} }`, "makes a message without New"},
		{`func f(id string) bool { return id != "echo.reopened" }`, `asks for "echo.reopened"`},
		{`func f(id string) { switch id { case "a", "echo.reopened": } }`, `asks for "echo.reopened"`},
		{`import "strings"; func f(id string) bool { return strings.HasPrefix(id, "task.") }`, `asks for "task."`},
		{`import "strings"; func f(id string) string { return strings.TrimSuffix(id, ".secret") }`, `asks for ".secret"`},
		{`import "slices"; func f(id string) int { return slices.Index([]string{"echo.joint"}, id) }`,
			`asks for "echo.joint"`},
		{`func f(m Message) bool { return m.Args["Due"].Date }`, `reads the datum "Due"`},
	} {
		t.Run(c.code, func(t *testing.T) {
			imported, code, ok := strings.Cut(c.code, "; func")
			if code = "func" + code; !ok {
				imported, code = "", c.code
			}
			p := &typedPackage{positions: positions}
			file, err := parser.ParseFile(p.positions, "a.go", fmt.Sprintf(sayInShort, imported, code), 0)
			if err != nil {
				t.Fatal(err)
			}
			p.files = []*ast.File{file}
			p.check(t, sayPackage, imports)
			ids := []string{"echo.reopened", "echo.joint", "task.screen", "receipt.voted.secret"}
			x := steering{p, file, ids, map[ast.Expr]bool{}}
			if found := strings.Join(x.faults(), "\n"); !strings.Contains(found, c.fault) {
				t.Errorf("not caught; found only %q", found)
			}
		})
	}
}

const sayPackage = module + "/flows/say"

// sayInShort is package say as far as the rule knows it, with room for imports and for a function that breaks the rule.
const sayInShort = `package say
%s
type Arg struct { Date bool }
type Args map[string]Arg
type Message struct { ID string; Args Args }
%s`

// steering looks for what hangs on ids in one file.
type steering struct {
	*typedPackage
	file *ast.File
	ids  []string
	// set are the data that are given and not asked for.
	set map[ast.Expr]bool
}

func (x steering) faults() (found []string) {
	fault := func(n ast.Node, what, why string) {
		found = append(found, fmt.Sprintf("%s:%d %s\n\twhy not: %s", x.name(n), x.positions.Position(n.Pos()).Line, what,
			why))
	}
	ast.Inspect(x.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, to := range n.Lhs {
				x.set[to] = true
			}
		case *ast.SelectorExpr:
			if n.Sel.Name == "ID" && x.isSay(n.X, "Message") && !slices.Contains(rendersMessages, x.name(n)) {
				fault(n, "reads the id of a message", whyNoID)
			}
		case *ast.CompositeLit:
			if x.isSay(n, "Message") && len(n.Elts) > 0 {
				fault(n, "makes a message without New", whyNoID)
			}
		case *ast.IndexExpr:
			if name := x.text(n.Index); name != "" && x.isSay(n.X, "Args") && !x.set[n] {
				fault(n, fmt.Sprintf("reads the datum %q", name), whyNoName)
			}
		}
		for _, asked := range x.asked(n) {
			if text := x.text(asked); x.isID(text) {
				fault(asked, fmt.Sprintf("asks for %q", text), whyNoID)
			}
		}
		return true
	})
	return found
}

// name is the file that something stands in.
func (x steering) name(n ast.Node) string { return x.positions.Position(n.Pos()).Filename }

// asked are the values that something is compared with.
func (x steering) asked(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			return []ast.Expr{n.X, n.Y}
		}
	case *ast.CaseClause:
		return n.List
	case *ast.CallExpr:
		called, ok := n.Fun.(*ast.SelectorExpr)
		if !ok || !slices.Contains([]string{"strings", "slices"}, fmt.Sprint(called.X)) || called.Sel.Name == "Concat" {
			return nil
		}
		var all []ast.Expr
		for _, a := range n.Args {
			if list, ok := a.(*ast.CompositeLit); ok {
				all = append(all, list.Elts...)
			}
			all = append(all, a)
		}
		return all
	}
	return nil
}

// isID tells whether a text is the id of a message, or whole words at the beginning or the end of one.
func (x steering) isID(text string) bool {
	return slices.ContainsFunc(x.ids, func(id string) bool {
		return id == text || len(text) > 1 && (strings.HasSuffix(text, ".") && strings.HasPrefix(id, text) ||
			strings.HasPrefix(text, ".") && strings.HasSuffix(id, text))
	})
}

// text is the constant that an expression is; "" where it is none.
func (x steering) text(e ast.Expr) string {
	if v := x.info.Types[e].Value; v != nil && v.Kind() == constant.String {
		return constant.StringVal(v)
	}
	return ""
}

// isSay tells whether an expression is of a type of package say, or a pointer to one.
func (x steering) isSay(e ast.Expr, name string) bool {
	t := x.info.TypeOf(e)
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := t.(*types.Named)
	return ok && named.Obj().Name() == name && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == sayPackage
}

// A typedPackage is a package with the types of all that stands in it.
type typedPackage struct {
	positions *token.FileSet
	files     []*ast.File
	info      types.Info
}

// typed reads packages of the module, without their tests. What they import comes from the compiler.
func typed(t *testing.T, patterns ...string) (all []*typedPackage) {
	t.Helper()
	out := listed(t, append([]string{"-export", "-deps"}, patterns...))
	exports, positions := map[string]string{}, token.NewFileSet()
	open := func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) }
	imports := importer.ForCompiler(positions, "gc", open)
	for _, p := range out {
		exports[p.ImportPath] = p.Export
		room, ok := strings.CutPrefix(p.ImportPath, module+"/")
		if !ok || p.ImportPath == sayPackage || "./"+room == village || !matchAny(speaking, "./"+room) {
			continue // a village asks for messages as tests do
		}
		one := &typedPackage{positions: positions}
		for _, name := range p.GoFiles {
			name = filepath.Join(room, name)
			file, err := parser.ParseFile(positions, name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			one.files = append(one.files, file)
		}
		one.check(t, p.ImportPath, imports)
		all = append(all, one)
	}
	return all
}

func (p *typedPackage) check(t *testing.T, path string, imports types.Importer) {
	t.Helper()
	p.info.Types, p.info.Uses = map[ast.Expr]types.TypeAndValue{}, map[*ast.Ident]types.Object{}
	p.info.Defs = map[*ast.Ident]types.Object{}
	if _, err := (&types.Config{Importer: imports}).Check(path, p.positions, p.files, &p.info); err != nil {
		t.Fatalf("check the types of %s: %v", path, err)
	}
}

type listedPackage struct {
	ImportPath, Export string
	GoFiles            []string
}

// listed asks the go command for packages, each behind those it imports.
func listed(t *testing.T, args []string) (all []listedPackage) {
	t.Helper()
	args = append([]string{"list", "-json=ImportPath,Export,GoFiles"}, args...)
	cmd := exec.CommandContext(t.Context(), "go", args...)
	out, err := cmd.Output()
	if err != nil {
		var failed *exec.ExitError
		if errors.As(err, &failed) {
			t.Fatalf("go list: %v\n%s", err, failed.Stderr)
		}
		t.Fatalf("go list: %v", err)
	}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listedPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("read what go list says: %v", err)
		}
		all = append(all, p)
	}
}
